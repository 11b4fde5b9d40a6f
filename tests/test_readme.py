"""The Python of the README runs."""

import re
from pathlib import Path


def test_readme_python_runs(capsys) -> None:
    text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(compile(code, "README.md", "exec"), {})
    assert "←" in capsys.readouterr().out

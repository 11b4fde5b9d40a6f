"""Write the step from the register's tables of the last version to those of ``register/tables.py``.

``python tools/migration.py MESSAGE`` adds a step; read it, and complete it where data must move. Then set ``HEAD`` in
``register/versions.py``. ``--first`` writes the first step anew: only before a version with a register was released.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from mithaq.register import database, versions
from mithaq.register.words import POSTGRES_TABLES, SQLITE_TABLES

FOLDER = versions.SCRIPTS / "versions"


def main() -> None:
    """Write one step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("message", nargs="?", default="The first tables of the register.")
    parser.add_argument("--first", action="store_true", help="write the first step anew")
    options = parser.parse_args()
    if options.first:
        for path in FOLDER.glob("v[0-9]*.py"):
            path.unlink()
    number = f"{len(list(FOLDER.glob('v[0-9]*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "r.db")
        with database.writing(database.open_engine(place), place) as connection:
            if number != "0001":
                versions.bring_up(connection)
            config = Config()
            config.set_main_option("script_location", str(versions.SCRIPTS))
            config.set_main_option("file_template", "v%%(rev)s")
            config.attributes["connection"] = connection
            command.revision(config, options.message, autogenerate=True, rev_id=number)
    if options.first:
        _add_words(FOLDER / f"v{number}.py")


def _add_words(path: Path) -> None:
    """Add the tables of word search, which only the databases themselves can describe."""
    lists = "".join(f"{name} = (\n" + "".join(f"    {statement!r},\n" for statement in statements) + ")\n" for name, statements in (("SQLITE", SQLITE_TABLES), ("POSTGRES", POSTGRES_TABLES)))
    source = path.read_text(encoding="utf-8").replace("\n\ndef upgrade", f"\n{lists}\n\ndef upgrade")
    source += '    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES:\n        op.execute(statement)\n'
    path.write_text(source, encoding="utf-8")


if __name__ == "__main__":
    main()

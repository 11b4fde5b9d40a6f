"""How the documentation site is built; `make docs` copies this folder, adds the reference, and builds without a network."""

project = "Mithaq"
author = "the Mithaq contributors"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["notebooks"]
myst_heading_anchors = 3
# pages that are made by other tools begin with a heading of the second level
suppress_warnings = ["myst.header"]
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["mithaq.css"]
html_title = "Mithaq ميثاق"
html_show_sphinx = False
html_copy_source = False
html_show_copyright = False
# «--jobs» stays two hyphens
smartquotes = False
# the pages hold Arabic and Latin letters side by side
html_theme_options = {"light_css_variables": {"font-stack": "system-ui, 'Noto Naskh Arabic', 'Noto Sans Arabic', sans-serif"}}

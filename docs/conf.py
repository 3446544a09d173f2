"""Settings of the documentation; `docs/site.py` puts its pages together and builds them."""

from __future__ import annotations

import workbench

project = "Workbench for country reports on soil pollution"
author = "The workbench's authors"
version = release = workbench.__version__
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "numpydoc",
]
exclude_patterns = ["reference/command_head.md", "requirements.lock"]

html_theme = "pydata_sphinx_theme"
html_title = "Soil workbench"
html_static_path: list[str] = []
html_show_sourcelink = False
html_sidebars = {"index": []}
html_theme_options = {
    "show_toc_level": 2,
    "navigation_with_keys": False,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
}

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

nb_execution_mode = "force"
nb_execution_timeout = 300
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_mime_priority_overrides = [
    ("html", "image/svg+xml", 0),
    ("html", "text/html", 1),
]

numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
autodoc_typehints = "none"
autodoc_member_order = "bysource"

"""Sphinx configuration; `make docs` builds the site.

The source folder is that of the repository, so that README, docs and the notes in `evals/` link to each other in the
same way on the site and in the repository.
"""

from pathlib import Path
from typing import Any

import summarizer

project = "summarizer"
author = "the summarizer authors"
release = summarizer.__version__
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "docs/index"
include_patterns = ["README.md", "CHANGELOG.md", "docs/**", "evals/*.md", "evals/external/*/*.md"]
exclude_patterns = [".*", "build", "cassettes", "dist", "docs/examples", "summarizer", "tests"]
nitpicky = True
# The slugs of GitHub, so that links to headings work there, too.
myst_heading_anchors = 4
html_theme = "furo"
html_title = "summarizer"
html_show_copyright = False


def _lead_to_the_start_page(app: Any, exception: Exception | None) -> None:
    if exception is None:
        start = '<meta http-equiv="refresh" content="0; url=docs/index.html">\n'
        Path(app.outdir, "index.html").write_text(start, encoding="utf-8")


def setup(app: Any) -> None:
    """Connect the steps that Sphinx does not have."""
    app.connect("build-finished", _lead_to_the_start_page)

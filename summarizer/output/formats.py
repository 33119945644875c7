"""The output formats of a brief, by name."""

from __future__ import annotations

import json

from summarizer.output.markdown import as_markdown
from summarizer.output.neutral import for_json
from summarizer.output.text import as_text
from summarizer.schema import Brief


def as_json(brief: Brief) -> str:
    """Return the whole brief as indented JSON."""
    return for_json(json.dumps(brief.to_dict(), ensure_ascii=False, indent=2))


FORMATS = {"text": as_text, "json": as_json, "markdown": as_markdown}
"""The function of each format, by the name that the command line uses."""

"""The output formats, by name: the one place that lists them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Protocol

from summarizer.output.calendars import as_ics
from summarizer.output.linked import as_jsonld
from summarizer.output.markdown import as_markdown
from summarizer.output.neutral import for_json
from summarizer.output.ninjs import as_ninjs, as_ninjs_lines
from summarizer.output.page.page import as_html, as_pages
from summarizer.output.tables import as_csv
from summarizer.output.text import as_text
from summarizer.schema import Brief


class Render(Protocol):
    """Returns a brief in a format. With `full`, what the format otherwise only counts is listed."""

    def __call__(self, brief: Brief, *, full: bool = False) -> str:
        """Return the brief in the format."""
        ...


class RenderMany(Protocol):
    """Returns briefs as one document in a format. `full` is as of `Render`."""

    def __call__(self, briefs: Sequence[Brief], *, full: bool = False) -> str:
        """Return the document."""
        ...


def as_json(brief: Brief, *, full: bool = False) -> str:
    """Return the whole brief as indented JSON."""
    return for_json(json.dumps(brief.to_dict(), ensure_ascii=False, indent=2))


def as_json_lines(briefs: Sequence[Brief], *, full: bool = False) -> str:
    """Return whole briefs as JSON Lines, one brief a line."""
    return "".join(f"{for_json(brief.model_dump_json())}\n" for brief in briefs)


def _alone(joint: RenderMany) -> Render:
    """Return the format of one brief, from that of many in one document."""

    def render(brief: Brief, *, full: bool = False) -> str:
        return joint([brief], full=full)

    return render


JOINT: Mapping[str, RenderMany] = {
    "json": as_json_lines,
    "csv": as_csv,
    "ics": as_ics,
    "ninjs": as_ninjs_lines,
    "jsonld": as_jsonld,
    "html": as_pages,
}
"""The formats in which many briefs are one document. In the others, one brief follows the other."""

FORMATS: Mapping[str, Render] = {
    "text": as_text, "json": as_json, "markdown": as_markdown, "csv": _alone(as_csv),
    "ics": _alone(as_ics), "ninjs": as_ninjs, "jsonld": _alone(as_jsonld), "html": as_html,
}  # fmt: skip
"""The function of each format, by the name that the command line uses."""


EXTENSIONS: Mapping[str, str] = {"text": "txt", "ninjs": "ninjs.json"}
"""The extension of a file in each format, if it is not the name of the format."""

MEDIA_TYPES: Mapping[str, str] = {
    "text": "text/plain", "markdown": "text/markdown", "csv": "text/csv", "ics": "text/calendar", "html": "text/html",
    "jsonld": "application/ld+json", "ninjs": "application/ninjs+json", "json": "application/json",
}  # fmt: skip
"""The media type of each format. The IPTC has registered none for ninjs."""


def rendered(briefs: Sequence[Brief], format: str, *, full: bool = False) -> str:
    """Return any number of briefs in a format, as one document, which ends with a line end."""
    if len(briefs) != 1 and format in JOINT:
        return _ended(JOINT[format](briefs, full=full))
    return "\n".join(_ended(FORMATS[format](brief, full=full)) for brief in briefs)


def _ended(document: str) -> str:
    return document if document.endswith("\n") else f"{document}\n"

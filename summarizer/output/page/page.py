"""Render a brief as one HTML page, and as a frame for notebooks."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from summarizer.article.plain import plain
from summarizer.output import facts
from summarizer.output.neutral import for_html, link_to
from summarizer.output.page.marks import FOLDER, digest, source, templates
from summarizer.output.page.views import view_of
from summarizer.schema import ActorKind, Brief, EventType, Firmness, Polarity, Result, Status

CHOICES = {"type": EventType, "status": Status, "firmness": Firmness, "polarity": Polarity, "kind": ActorKind}
"""The fields with a fixed set of values, which the review offers."""


def as_html(brief: Brief, *, full: bool = False) -> str:
    """Return the brief as one HTML page with the article beside it. The page asks for nothing from outside.

    It is always complete, so `full` changes nothing.
    """
    style, script = _sources()
    printed = facts.below_headline(brief)
    view = view_of(printed, brief.article.text, shown)
    return _environment().get_template("page.html.jinja").render(
        brief=printed,
        article=brief.article,
        address=link_to(brief.article.url),
        view=view,
        made=facts.footer(brief),
        style=style,
        script=script,
        policy=f"default-src 'none'; style-src {digest(style)}; script-src {digest(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        data=_data({"brief": brief.to_dict(), "choices": {name: list(values) for name, values in CHOICES.items()}}),
    )  # fmt: skip


def as_frame(shown: Brief | Result, height: int = 720) -> str:
    """Return the page for a notebook, in a frame of so many pixels that cannot reach what is around it.

    A result without a brief is a paragraph with its error.
    """
    if isinstance(shown, Result):
        return as_frame(shown.brief, height) if shown.brief else f"<p>{for_html(facts.without_brief(shown))}</p>"
    return (
        f'<iframe title="{for_html(shown.headline)}" sandbox="allow-scripts allow-downloads" '
        f'srcdoc="{escape(as_html(shown))}" '
        f'style="width: 100%; height: {height}px; border: 1px solid #8886; border-radius: 4px"></iframe>'
    )


def as_pages(briefs: Sequence[Brief], *, full: bool = False) -> str:
    """Return the pages of several briefs as one HTML page, each in its frame."""
    return (
        _environment()
        .get_template("pages.html.jinja")
        .render(frames=[(brief.headline, Markup(as_frame(brief))) for brief in briefs])
    )


def shown(text: str) -> Markup:
    """Return a piece of an article as HTML: its lines as they are, without invisible and steering characters."""
    lines = re.sub(r"\r\n?", "\n", text)
    words = re.sub(r"\S+", lambda word: plain(word[0]), lines)
    return escape(re.sub(r"[^\S\n\t]", " ", words))


def _data(values: dict[str, Any]) -> Markup:
    """Return values as JSON for a script element, which nothing in them can close."""
    written = json.dumps(values, separators=(",", ":"))  # ASCII only, so also without U+2028
    return Markup(written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _harmless(value: Any) -> Any:
    """Return a value as the template writes it: text without what could steer; HTML made here stays."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _sources() -> tuple[Markup, Markup]:
    styles, scripts = ("evidence.css", "page.css"), ("evidence.js", "page.js", "review.js")
    return source(*(FOLDER / name for name in styles)), source(*(FOLDER / name for name in scripts))


@cache
def _environment() -> Environment:
    return templates(FOLDER, finalize=_harmless)

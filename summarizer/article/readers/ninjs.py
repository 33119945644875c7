"""Read ninjs, the JSON news format of the IPTC (https://iptc.org/standards/ninjs/), versions 1 to 3.

The versions spell the same fields differently (`versioncreated`, `versionCreated`; `body_text`, `bodies`), and systems
add spellings of their own. Fields are therefore found without regard to case, `_` and `-`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from summarizer.article.readers.markup import looks_like_markup, text_of_markup
from summarizer.article.readers.source import language_code, one_line, web_address
from summarizer.errors import UnreadableArticleError

_REFUSED = {
    "canceled": "canceled", "cancelled": "canceled", "cancel": "canceled", "withheld": "withheld",
    "withhold": "withheld", "killed": "killed", "kill": "killed", "withdrawn": "withdrawn", "recalled": "recalled",
}  # fmt: skip
_OTHER_ROLES = (
    "abstract",
    "caption",
    "description",
    "ednote",
    "headline",
    "note",
    "slug",
    "summary",
    "teaser",
    "title",
)
_MAIN_ROLES = ("main", "body", "article", "story", "text", "html", "")


def check_status(status: object, where: str) -> None:
    """Raise UnreadableArticleError if the publishing status ('canceled', 'stat:withheld') forbids the use."""
    word = str(status or "").strip().casefold()
    if refused := _REFUSED.get(word.rpartition(":")[2].rpartition("/")[2]):
        raise UnreadableArticleError(
            f"{where} was {refused} by its publisher (publishing status {word[:40]!r})",
            hint="do not use this article; leave it out of the input",
        )


def is_ninjs(parsed: Mapping[str, Any]) -> bool:
    """Return whether an object is a ninjs item and not an article in this library's own format."""
    keys = _spelled_alike(parsed).keys()
    return "text" not in parsed and ("uri" in keys or any(key.startswith("body") or key == "bodies" for key in keys))


def status_of(parsed: Mapping[str, Any]) -> object:
    """Return the publishing status of an object, or None."""
    return _spelled_alike(parsed).get("pubstatus")


def fields_of(parsed: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return the fields of an article from a ninjs item. Raise UnreadableArticleError if it has no text."""
    item = _spelled_alike(parsed)
    if (text := _body(item)) is None:
        type = item.get("type")
        what = f" (it is of type {type[:40]!r})" if isinstance(type, str) and type != "text" else ""
        raise UnreadableArticleError(f"{where} has no text{what}", hint="use items with a body, such as 'body_text'")
    # Relative dates are relative to the day of this version, so prefer it to the day of the first version.
    dates = (item.get(key) for key in ("versioncreated", "firstcreated", "contentcreated"))
    names = (one_line(s.get("name")) for key in ("infosource", "infosources") for s in _objects(item.get(key)))
    return {
        "id": item.get("uri"),
        "text": text,
        "title": _title(item),
        "published": next(filter(None, dates), None),
        "language": language_code(item.get("language")),
        "source": one_line(item.get("source"))
        or next(filter(None, names), None)
        or one_line(item.get("copyrightholder")),
        "url": web_address(item.get("uri")) or web_address(item.get("url")) or web_address(item.get("href")),
    }  # fmt: skip


def _spelled_alike(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields under one spelling. Of two spellings of one name, the first with a value counts."""
    alike: dict[str, Any] = {}
    for key, value in item.items():
        name = str(key).lower().replace("_", "").replace("-", "")
        if not alike.get(name):
            alike[name] = value
    return alike


def _objects(value: Any) -> list[dict[str, Any]]:
    items = value if isinstance(value, list) else [value]
    return [_spelled_alike(item) for item in items if isinstance(item, Mapping)]


def _body(item: Mapping[str, Any]) -> str | None:
    named = ("bodytext", "bodyxhtml", "bodyhtml", "body")
    others = sorted(key for key in item if key.startswith("body") and key not in named and key != "bodies")
    for key in (*named, *others):
        if text := _plain(item.get(key), "text/plain" if key == "bodytext" else "text/html" if "html" in key else None):
            return text
    bodies = _objects(item.get("bodies"))
    ranked = sorted(bodies, key=lambda body: (_rank(body.get("role")), "plain" not in _type(body)))
    return next(filter(None, (_plain(body.get("value"), _type(body)) for body in ranked)), None)


def _rank(role: object) -> int:
    word = str(role or "").strip().casefold().rpartition(":")[2]
    return 0 if word in _MAIN_ROLES else 2 if word in _OTHER_ROLES else 1


def _type(body: Mapping[str, Any]) -> str:
    return str(body.get("contenttype") or body.get("type") or "").casefold()


def _title(item: Mapping[str, Any]) -> str | None:
    ranked = sorted(_objects(item.get("headlines")), key=lambda h: str(h.get("role") or "main").casefold() != "main")
    values = [item.get("headline"), *(h.get("value") for h in ranked), item.get("headlinemain"), item.get("title")]
    return next(filter(None, (one_line(_plain(value, None)) for value in values)), None)


def _plain(value: Any, type: str | None) -> str | None:
    """Return the text of a value, which is markup if its type says so or, of an unclear type, if it looks like it."""
    if not isinstance(value, str) or not value.strip():
        return None
    markup = type and ("html" in type or "xml" in type)
    if markup or ("plain" not in (type or "") and looks_like_markup(value)):
        return text_of_markup(value) or None
    return value

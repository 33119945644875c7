"""Check gold briefs against their articles: `evals check [DIR]`, or this file alone: `python check_gold.py [DIR]`.

Every evidence quote, mention and date, place, condition and amount phrase must be an exact substring of the article's
text; every reference must be the id of an actor; every label must be one of `GUIDELINES.md`. All faults are printed at
once, one on a line. The exit code is 1 if there are faults or no cases. Only the standard library is imported,
so annotators can run this file alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

KINDS = {"person", "organization", "country", "group", "other"}
TYPES = {
    "meeting", "visit", "statement", "agreement", "policy", "election", "personnel", "legal", "protest", "conflict",
    "crime", "disaster", "aid", "business", "discovery", "culture_sport", "other",
}  # fmt: skip
STATUS = {"occurred", "ongoing", "scheduled", "proposed", "alleged", "negated"}
FIRMNESS = {"pledged", "planned", "intended"}
POLARITY = {"do", "refrain"}

FIELDS: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "actors": {"id": str, "name": str, "kind": str, "role": (str, type(None)), "affiliation": (str, type(None)),
               "mentions": list},
    "events": {"id": str, "summary": str, "type": str, "status": str, "date": (dict, type(None)),
               "place": (str, type(None)), "agents": list, "others": list, "main": bool, "evidence": list},
    "commitments": {"id": str, "by": list, "to": list, "action": str, "firmness": str, "polarity": str,
                    "due": (dict, type(None)), "condition": (str, type(None)), "amount": (str, type(None)),
                    "said_by": list, "evidence": list},
}  # fmt: skip


def _shape(where: str, item: Any, part: str) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"{where}: not an object"
        return
    fields = FIELDS[part]
    for name, kind in fields.items():
        if name not in item:
            yield f"{where}: no field {name!r}"
        elif not isinstance(item[name], kind):
            yield f"{where}: {name} has the wrong type: {item[name]!r}"
        elif kind is list and not all(isinstance(entry, str) for entry in item[name]):
            yield f"{where}: {name} must contain only strings"
    for name in item.keys() - fields.keys():
        yield f"{where}: unknown field {name!r}"


def _exact(where: str, phrase: Any, text: str) -> Iterator[str]:
    if not isinstance(phrase, str) or not phrase.strip() or phrase not in text:
        yield f"{where}: not an exact substring: {phrase!r}"


def _dated(where: str, when: dict[str, Any] | None, text: str) -> Iterator[str]:
    if when is None:
        return
    if set(when) != {"text", "start", "end"}:
        yield f"{where}: a date must have exactly the fields text, start and end"
        return
    yield from _exact(where, when["text"], text)
    if (when["start"] is None) != (when["end"] is None):
        yield f"{where}: set both start and end, or neither"
    elif when["start"] is not None:
        try:
            start, end = date.fromisoformat(when["start"]), date.fromisoformat(when["end"])
        except (TypeError, ValueError):
            yield f"{where}: not ISO dates (YYYY-MM-DD): {when['start']!r}, {when['end']!r}"
            return
        if start > end:
            yield f"{where}: start {start} is after end {end}"


def _refs(where: str, ids: list[str], actors: set[str]) -> Iterator[str]:
    for name in ids:
        if name not in actors:
            yield f"{where}: no actor has the id {name!r}"


def _evidence(where: str, quotes: list[str], text: str) -> Iterator[str]:
    if not 1 <= len(quotes) <= 3:
        yield f"{where}: {len(quotes)} pieces of evidence; 1 to 3 are allowed"
    for quote in quotes:
        yield from _exact(where, quote, text)


def faults(gold: Any, text: str) -> Iterator[str]:
    """Yield one readable line for each fault of a gold brief (as parsed from JSON); `text` is its article's text.

    An item with a field that is missing or of a wrong type is reported for that, and the others are checked further.
    """
    if not isinstance(gold, dict):
        yield "gold: not an object"
        return
    for name in gold.keys() - FIELDS.keys() - {"id"}:
        yield f"gold: unknown field {name!r}"
    whole: dict[str, list[dict[str, Any]]] = {}
    ids: dict[str, list[str]] = {}
    for part in FIELDS:
        items, whole[part] = gold.get(part), []
        if not isinstance(items, list):
            yield f"{part}: missing, or not a list"
            items = []
        named = [item["id"] for item in items if isinstance(item, dict) and isinstance(item.get("id"), str)]
        ids[part] = named
        if twice := sorted({name for name in named if named.count(name) > 1}):
            yield f"{part}: ids must be unique: {', '.join(twice)}"
        for number, item in enumerate(items, start=1):
            where = str(item.get("id", f"{part} {number}")) if isinstance(item, dict) else f"{part} {number}"
            shape = list(_shape(where, item, part))
            yield from shape
            if not shape:
                whole[part].append(item)
    for actor in whole["actors"]:
        yield from _actor(actor, text)
    known = set(ids["actors"])
    for event in whole["events"]:
        yield from _event(event, text, known)
    for commitment in whole["commitments"]:
        yield from _commitment(commitment, text, known)


def _actor(a: dict[str, Any], text: str) -> Iterator[str]:
    if a["kind"] not in KINDS:
        yield f"{a['id']}: unknown kind {a['kind']!r}"
    if not a["mentions"]:
        yield f"{a['id']}: no mentions"
    for mention in a["mentions"]:
        yield from _exact(a["id"], mention, text)


def _event(e: dict[str, Any], text: str, actors: set[str]) -> Iterator[str]:
    if e["type"] not in TYPES:
        yield f"{e['id']}: unknown type {e['type']!r}"
    if e["status"] not in STATUS:
        yield f"{e['id']}: unknown status {e['status']!r}"
    if not e["summary"]:
        yield f"{e['id']}: summary is empty"
    yield from _dated(e["id"], e["date"], text)
    if e["place"] is not None:
        yield from _exact(f"{e['id']} place", e["place"], text)
    yield from _refs(e["id"], e["agents"] + e["others"], actors)
    yield from _evidence(e["id"], e["evidence"], text)


def _commitment(c: dict[str, Any], text: str, actors: set[str]) -> Iterator[str]:
    if c["firmness"] not in FIRMNESS:
        yield f"{c['id']}: unknown firmness {c['firmness']!r}"
    if c["polarity"] not in POLARITY:
        yield f"{c['id']}: unknown polarity {c['polarity']!r}"
    if not c["by"] or not c["action"]:
        yield f"{c['id']}: by or action is empty"
    yield from _dated(c["id"], c["due"], text)
    for field in ("condition", "amount"):
        if c[field] is not None:
            yield from _exact(f"{c['id']} {field}", c[field], text)
    yield from _refs(c["id"], c["by"] + c["to"] + c["said_by"], actors)
    yield from _evidence(c["id"], c["evidence"], text)


def case_faults(case: Any) -> Iterator[str]:
    """Yield one line for each fault of a case (as parsed from JSON): in its article, its gold, or its second gold."""
    if not isinstance(case, dict):
        yield "not an object"
        return
    article = case.get("article")
    text = article.get("text") if isinstance(article, dict) else None
    if not isinstance(text, str) or not text.strip():
        # Without a text nothing can be a part of it, so only what does not depend on it is worth reporting.
        yield "article: no text"
        for part in ("gold", "second"):
            if not isinstance(case.get(part, {}), dict):
                yield f"{part}: not an object"
        return
    if "gold" not in case:
        yield "no gold"
    else:
        yield from faults(case["gold"], text)
    if case.get("second") is not None:
        for fault in faults(case["second"], text):
            yield f"second: {fault}"


def main(directory: str = ".") -> int:
    """Print the faults of all cases of a folder (default: the working folder); return the exit code."""
    folder = Path(directory)
    bad = 0
    paths = sorted(folder.glob("*.json"))
    for path in paths:
        try:
            lines = list(case_faults(json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError) as error:  # not readable, not JSON, or not UTF-8
            lines = [f"not readable as JSON: {error}"]
        for line in lines:
            bad += 1
            print(f"{path.name}: {line}")
    print(f"{len(paths)} cases in {folder}, {bad} faults")
    return 1 if bad or not paths else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))

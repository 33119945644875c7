"""Find the JSON of a draft in what a model wrote around it: thinking, Markdown, prose, other JSON objects.

What the model thought is not its answer, even where it has JSON in it. Of several objects, the last that fits the
schema is taken: models correct themselves. Syntax errors are repaired by a tolerant parser (json-repair: maintained,
no dependencies), but only in an object that is complete: to repair a broken-off one would lose its rest in silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from summarizer.plan.drafts import Draft
from summarizer.schema import without_surrogates

MAX_FAILED_OPENERS = 500
"""Number of opening braces that may turn out to begin no JSON before the rest of a text is given up."""

MAX_WRAPPERS = 8
"""Number of objects, lists and strings around the draft that are opened."""

_NAMES = r"(?:[\w-]+:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflection|analysis|scratchpad|cot)"
_OPEN = (
    rf"<{_NAMES}\b[^<>/]*>|\[THINK\]|◁think▷|<\|(?:begin_of_thought|START_THINKING)\|>|"
    r"<\|channel\|?>\s*(?:analysis|commentary|thought)\b"
)
_CLOSE = (
    rf"</{_NAMES}\s*>|\[/THINK\]|◁/think▷|<\|(?:end_of_thought|END_THINKING)\|>|<channel\|>|<\|end\|>|"
    r"<\|channel\|>\s*final\b"
)
_MARK = re.compile(rf"(?P<open>{_OPEN})|(?P<close>{_CLOSE})|\{{", re.IGNORECASE)
_THINKING = re.compile(rf"{_NAMES}(?:_content)?", re.IGNORECASE)
"""Fields of a wrapper that hold what the model thought."""
_CLOSING = re.compile(_CLOSE, re.IGNORECASE)

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\x00"
_END = re.compile(r"(?:[\s`]|<\|?[/\w]+\|?>)*")
"""What may follow an object that ends a text: space, a code fence, a tag."""

_DECODER = json.JSONDecoder(strict=False)


def fitting_text(texts: Sequence[str], reasoning: str, draft: type[Draft]) -> str:
    """Return JSON in the texts that fits the draft; else what comes nearest to it, or the first text.

    `reasoning` counts only if there is nothing else. Then the object that ends it may be the answer, because some
    servers take the answer for thinking.
    """
    candidates: list[str] = []
    leftovers: list[str] = []
    for text in texts:
        objects, outside = _objects(_visible(text))
        candidates += [_dumped(value) for whole in objects for value in _nested(whole)]
        leftovers.append(outside)
    if not any(texts):
        candidates += map(_dumped, _ending(_visible(reasoning)))
    repaired = [text for leftover in leftovers if (text := _repaired(leftover))]
    in_order = [*reversed(candidates), *repaired]
    for fitting in (_as_it_is, _without_more):
        for candidate in in_order:
            if text := fitting(candidate, draft):
                return text
    nearest = max(in_order, key=lambda text: _likeness(text, draft), default="")
    return nearest if nearest and _likeness(nearest, draft) else next(filter(None, texts), "")


def _visible(text: str) -> str:
    return text.strip(_INVISIBLE + " \t\r\n")


def _objects(text: str) -> tuple[list[dict[str, Any]], str]:
    """Return the JSON objects outside of the thinking, and the text outside of it."""
    for _ in range(MAX_WRAPPERS):  # JSON in a string, which may be in another
        if not text.startswith('"') or not isinstance(inner := _decoded(text, 0)[0], str):
            break
        text = _visible(inner)
    found: list[dict[str, Any]] = []
    outside: list[str] = []
    position = failed = 0
    while (mark := _MARK.search(text, position)) and failed < MAX_FAILED_OPENERS:
        outside.append(text[position : mark.start()])
        if mark["open"]:
            closing = _CLOSING.search(text, mark.end())
            if closing is None:
                return [*found, *_ending(text[mark.end() :])], "".join(outside)
            position = closing.end()
        elif mark["close"]:
            # The tag that opens it is often part of the prompt. What came before was thinking.
            found.clear()
            outside.clear()
            position = mark.end()
        else:
            value, position = _decoded(text, mark.start())
            if isinstance(value, dict):
                found.append(value)
            else:
                position, failed = mark.end(), failed + 1
            outside.append(text[mark.start() : position])
    outside.append(text[position:])
    return found, "".join(outside)


def _ending(text: str) -> list[dict[str, Any]]:
    """Return the object that ends a text of thinking, if one does."""
    position = failed = 0
    while (start := text.find("{", position)) >= 0 and failed < MAX_FAILED_OPENERS:
        value, end = _decoded(text, start)
        if not isinstance(value, dict):
            position, failed = start + 1, failed + 1
        elif _END.fullmatch(text, end):
            return [value]
        else:
            position = end
    return []


def _decoded(text: str, start: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start


def _nested(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects in a value and then the value, if it is an object: the outermost one comes last.

    Wrappers are objects, lists and strings, in each other too: {"answer": {…}}, {"name": …, "arguments": "{…}"},
    {"properties": {…}}, {"choices": [{"message": {"content": "```json …"}}]}. What a wrapper calls thinking is none.
    """
    if depth > MAX_WRAPPERS:
        return
    if isinstance(value, str) and "{" in value:
        value = _objects(_visible(value))[0]
    if isinstance(value, dict):
        for name, item in value.items():
            if not _THINKING.fullmatch(name):
                yield from _nested(item, depth + 1)
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _nested(item, depth + 1)


def _dumped(value: dict[str, Any]) -> str:
    return without_surrogates(json.dumps(value, ensure_ascii=False))


def _repaired(text: str) -> str:
    """Return the JSON between the first and the last brace with its syntax errors repaired, or "" if it broke off."""
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        return ""
    body = text[start : end + 1]
    bare = re.sub(r'"(?:\\.|[^"\\])*"', "", body, flags=re.DOTALL)
    if bare.count("{") != bare.count("}") or bare.count("[") != bare.count("]"):
        return ""
    from json_repair import repair_json

    try:
        return without_surrogates(str(repair_json(body, ensure_ascii=False)))
    except (ValueError, RecursionError):  # nested too deeply
        return ""


def _as_it_is(text: str, draft: type[Draft]) -> str:
    """Return the text if it fits the draft, else ""."""
    try:
        draft.model_validate_json(text)
    except ValidationError:
        return ""
    return text


def _without_more(text: str, draft: type[Draft]) -> str:
    """Return the text without the fields that the draft does not have, or "" if anything else is wrong.

    Where the schema is only told, models add notes or how sure they are.
    """
    try:
        draft.model_validate_json(text)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        value = _decoded(text, 0)[0]
        if not isinstance(value, dict) or any(fault["type"] != "extra_forbidden" for fault in faults):
            return ""
        for fault in faults:
            *path, name = fault["loc"]
            part: Any = value
            for step in path:
                part = part[step]
            del part[name]
        return _as_it_is(_dumped(value), draft)
    return text


def _likeness(text: str, draft: type[Draft]) -> int:
    """Return how many fields of the draft the object in a text has."""
    value = _decoded(text, 0)[0]
    return sum(name in value for name in draft.model_fields) if isinstance(value, dict) else 0

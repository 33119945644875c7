"""Names of bodies with "and" or "for" in them, which `names` takes for several, and of members, which it takes for one.

"Department of Health and Human Services" is one: its field of work, and what is joined to it, are words of the
dictionary. "Ahmad Karst of the Orlen Party" are two.
"""

from __future__ import annotations

import re

from summarizer.language.english.lexicon import ORGANIZATION, either, listed
from summarizer.language.names import is_body, is_common, is_country, is_title, split_title
from summarizer.language.words import names

_BODIES = ORGANIZATION | {word.lower() for word in listed("bodies_of_field", "governments")}
_MORE_BODIES = listed("bodies") | {word.lower() for word in listed("bodies_of_field")}
"""Without "services" and the like, which may be a field of work."""
_FIELD = re.compile(rf".*\b{either('bodies_of_field')} (?:of|for|on)\b", re.DOTALL)
_TAKES_FIELD = re.compile(rf"(?:.*\s)?{either('bodies_of_field', end='$')}", re.DOTALL)
_BETWEEN = re.compile(r" (?:for|on) (?:the )?| and (?:the )?|,(?: and)? ")
_MEMBER = re.compile(r"(?P<who>(?:[A-Z]\S+ )?[A-Z]\S+ [A-Z]\S+|[JS]r\.) of the (?P<body>.+)", re.DOTALL)
_YOUNGER = re.compile(r"[JS]r\.")

_NUMBERED = re.compile(r"\b(?:(?P<joined>\d+[A-Z][a-z]+)|\d+(?:st|nd|rd|th)) $")
"""A first word of a name that begins with a number: "1Larvik Development Fund", "21st Century Larvik Institute"."""

_INSIDE = re.compile(r"(?:[a-z,]|\b[Tt]he) $")
NEAR, LONGEST = 20, 200
"""Characters that are looked at before a name, and those of a name to which something is joined: nobody's is longer."""

_DESCRIBES = re.compile(r"\S+-[a-z]+")
"""What only says which body: "of the Orlen-based …"."""


def whole_names(statement: str) -> tuple[str, ...]:
    """Return the names of a statement, those of bodies whole, and their members beside them."""
    spans: list[tuple[int, int]] = []
    for name in (part for joint in names(f"- {statement}") for part in joint.split(" and the ")):
        start = statement.find(name, spans[-1][1] if spans else 0)
        if start < 0:
            continue  # it is written otherwise there
        if (number := _NUMBERED.search(statement, max(0, start - NEAR), start)) is not None and (
            number["joined"] or is_body(name)
        ):
            start, name = number.start(), statement[number.start() : start + len(name)]
        first, last = spans[-1] if spans else (start, start)
        is_inside = _INSIDE.search(statement, max(0, first - NEAR), first) is not None
        if 0 < last - first < LONGEST and _is_one(statement[first:last], statement[last:start], name, is_inside):
            spans[-1] = (spans[-1][0], start + len(name))
        else:
            spans.append((start, start + len(name)))
    return tuple(part for start, end in spans for part in _parts(statement[start:end]))


def _parts(name: str) -> tuple[str, ...]:
    """Return the parts of "Ahmad Karst of the Orlen Party"; "University of the Arts" has none."""
    member = _MEMBER.fullmatch(name)
    if member is None:
        return (name,)
    who = () if _YOUNGER.fullmatch(member["who"]) else split_title(member["who"]).name.split()
    if any(is_common(word) or is_title(word) for word in who):
        return (name,)
    return (member["who"],) if _DESCRIBES.fullmatch(member["body"]) else (member["who"], member["body"])


def _is_one(before: str, between: str, behind: str, is_inside: bool) -> bool:
    """Return whether two names that stand beside each other are parts of the name of one body.

    `is_inside` is whether something stands before them, so that a capital tells a name.
    """
    words, parts = before.split(), behind.split()
    is_field = all(word.islower() or is_common(word) for word in parts) and not is_country(behind)
    if not _BETWEEN.fullmatch(between):
        return False
    if between.startswith((" for ", " on ")):
        # "Commission for Africa", but "pledged to the Alliance for the Karst Fund"
        return _TAKES_FIELD.match(before) is not None and (is_field or (len(parts) == 1 and between == " for "))
    if _FIELD.match(before):
        is_last = between != ", and " or ", " in before
        # "Center for Economics and the Rule of Law", but "Institute for Peace and the Threats Project"
        others = _BODIES if between.endswith("the ") else _MORE_BODIES
        return is_field and is_last and others.isdisjoint(map(str.casefold, parts))
    # "National Oceanic and Atmospheric Administration", "the Nurses and Midwives Federation"
    is_attribute = (
        (len(words) > 1 or is_inside) and is_common(words[-1]) and _BODIES.isdisjoint(map(str.casefold, words))
    )
    is_body = parts[-1].casefold() in _BODIES and len(parts) > 1
    return between == " and " and is_field and is_attribute and is_body and not any(map(is_title, words))

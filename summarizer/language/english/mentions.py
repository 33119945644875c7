"""Presence: who else of an article is an actor, beside those who do what it tells of.

An article quotes its sources, introduces with a title whoever matters to it, lists those who take part, and names the
states and bodies that a happening concerns. Only extraction uses this; a large model lists the actors
itself.
The cues are English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from summarizer.article.dates.resolving import find
from summarizer.article.text import REMEMBERED, find_name, fold
from summarizer.claims import ActorClaim
from summarizer.language.english.lexicon import FUNCTION_WORDS, SPEECH
from summarizer.language.names import (
    is_body,
    is_clean,
    is_country,
    is_office,
    is_title,
    kind_of,
    named,
    split_title,
    title_after,
    title_before,
)
from summarizer.language.rules import Actors
from summarizer.language.words import names
from summarizer.schema import ActorKind

OFTEN = 4
"""Mentions from which on a name is taken for one of the story, whatever it is."""

FEWEST = 3
"""Names that make an enumeration."""


def involved(statement: str, actors: Actors) -> tuple[str, ...]:
    """Return whom a statement names as concerned by what it tells: states, bodies, and who is named again and again.

    Somebody named only to say where or whose something is ("in Sydney", "Iran's") is not concerned.
    """
    found = []
    known = [span for name in actors.known() for span in find_name(name, statement)]
    # "the White House and the U.S." are two.
    named = [part for name in names(f"- {statement}") for part in name.split(" and the ")]
    for name in named:
        often = len(find_name(name, actors.text)) >= OFTEN and not (
            describes(name, statement) or _is_place(name, actors)
        )
        if not (is_country(name) or is_body(name) or often) or is_office(name) or is_where(statement, (name,)):
            continue
        # "White House Council" is a part of "White House Council on Supply Chains".
        if all(any(k.start <= s.start and s.end <= k.end for k in known) for s in find_name(name, statement)):
            continue
        found.append(actors.add(ActorClaim(name)))
    return tuple(name for name in dict.fromkeys(found) if name is not None)


def describes(name: str, statement: str) -> bool:
    """Tell whether a name is a people's adjective before what it describes: "Afghan girls"."""
    spans = find_name(name, statement)
    return re.search(r"(?:an|ish|ese|[^aeiou]i|ite)$", name) is not None and all(
        re.match(r" [a-z]", statement[span.end :]) for span in spans
    )


def _is_place(name: str, actors: Actors) -> bool:
    """Return whether a text mostly has a name after a preposition of place."""
    spans = find_name(name, actors.text)
    return 2 * sum(_WHERE.search(fold(actors.text[max(0, s.start - 12) : s.start])) is not None for s in spans) >= len(
        spans
    )


_WHERE = re.compile(r"\b(?:in|at|from|near|into|across|around|inside|outside|of|on|off|for)\s+(?:the\s+)?$")


def is_where(statement: str, forms: Sequence[str]) -> bool:
    """Tell whether a statement names somebody only to say where or whose something is ("in Sydney", "Iran's")."""
    spans = [span for form in forms for span in find_name(form, statement)]
    return all(
        _WHERE.search(fold(statement[: s.start])) or re.match(r"['’]s?\b", statement[s.end : s.end + 2]) for s in spans
    )


_BULLET = re.compile(r"^[-–—•*·]\s+")
_PLACES = re.compile(r"\b(?:in|at|from|near|of|across|around|outside|inside)\s+(?:the\s+)?$")


def enumerated(sentence: str, actors: Actors) -> tuple[str, ...]:
    """Return those whom a sentence enumerates, three or more names in a row ("Australia, Canada and Japan"), or persons
    with their offices between semicolons; places of a happening ("in Turin, Milan and Rome") are none of them."""
    if not sentence.rstrip(' ”"’').endswith((".", ":", "!", "?")):
        return ()  # a headline, whose words are all capitalised
    if sentence.isupper():
        return ()  # a lede in capitals, which tell no name
    if sentence.count(";") >= FEWEST - 1:
        bearers = (_bearer(item) for item in re.split(r";\s+(?:and\s+)?", sentence.rstrip(" .")))
        return _added((name for name in bearers if name), actors)
    runs = (run for run in _runs(sentence) if len(run) >= FEWEST)
    # "Minister for Railways, Information, and Industry, Ana Reyes" is one person with a long title.
    return _added((name for run in runs for name in (run[-1:] if is_office(run[0]) else run)), actors)


def bulleted(sentences: Sequence[str], actors: Actors) -> tuple[str, ...]:
    """Return those whom a text lists one a line, three or more in a row, each line a name and nothing else."""
    found: list[str] = []
    run: list[str] = []
    for text in (*sentences, ""):
        item = _BULLET.sub("", text)
        if item != text and len(item.split()) <= 8 and is_clean(item) and item[:1].isupper():
            run.append(item)
        else:
            found += run if len(run) >= FEWEST else []
            run = []
    return _added(found, actors)


def _added(found: Iterable[str], actors: Actors) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for item in found if (name := actors.add(ActorClaim(item))) is not None))


def _runs(sentence: str) -> list[list[str]]:
    """Return the names that a sentence has in a row, parted by commas and a last "and"."""
    runs: list[list[str]] = []
    run: list[str] = []
    chunks = re.split(r",\s+(?:and\s+|or\s+)?|:\s+", sentence.rstrip(' .:”"'))
    for chunk in chunks:
        whole = [re.sub(r"^(?:[Tt]he|and)\s+", "", part) for part in chunk.split(" and ")]
        if len(whole) > 2 or not all(_is_name(part) for part in whole):
            whole = [re.sub(r"^[Tt]he\s+", "", chunk)]
        if all(_is_name(part) for part in whole):
            run += whole
            continue
        # The chunk before the first whole name may end with one, the chunk after the last begin with some.
        opening = re.match(rf"(?:the\s+)?(?P<one>{_NAME})(?:\s+and\s+(?:the\s+)?(?P<two>{_NAME}))?", chunk)
        if run and opening:
            run += [name for name in opening.group("one", "two") if name]
        runs.append(run)
        ending = re.search(rf"(?P<name>{_NAME})$", chunk)
        run = [ending.group("name")] if ending and not _PLACES.search(chunk[: ending.start()]) else []
    return [*runs, run]


def _is_name(chunk: str) -> bool:
    # Function words in capitals are a clause of a lede in capitals ("WILL CLOSE THE QUAY ON FRIDAY").
    if chunk.isupper() and any(fold(word) in FUNCTION_WORDS for word in chunk.split() if word != "US"):
        return False
    return bool(re.fullmatch(_NAME, chunk)) and len(chunk.split()) <= 9 and not find(chunk, None)


def _bearer(item: str) -> str | None:
    """Return the person at the end of "Ambassador to Mexico Ken Salazar", or None."""
    last = re.split(r",\s+", item)[-1].split()
    if len(last) < 2 or not all(part[:1].isupper() for part in last[-2:]) or is_title(last[-1]):
        return None
    return " ".join(last[-3:] if len(last) > 2 and re.fullmatch(r"[A-Z]\.", last[-2]) else last[-2:])


_NAME = (
    r"[A-Z][\w'’-]*(?:\.[A-Z]\.?)*(?:\s+(?:(?:of|for|the|and|al|bin|de|van|von)\s+){0,2}[A-Z][\w'’-]*(?:\.[A-Z]\.?)*)*"
)
_QUOTED = (
    re.compile(rf"(?<![\w@-])(?P<name>{_NAME})(?:,\s[^,;“”\"]{{3,70}},)?\s+(?:also\s|has\s|had\s|have\s)?{SPEECH}\b"),
    re.compile(rf"[,”\"]\s*{SPEECH}\s+(?P<name>{_NAME})"),
    re.compile(rf"[Aa]ccording to (?:an?\s|the\s)?(?P<name>{_NAME})"),
)


def quoted(sentence: str, actors: Actors) -> tuple[str, ...]:
    """Return the named sources whom a sentence quotes: actors even where they do nothing else."""
    found = []
    for pattern in _QUOTED:
        for match in pattern.finditer(sentence):
            words_of = names(f"- {match.group('name')}")
            if words_of and (name := actors.add(ActorClaim(words_of[-1]))) is not None:
                found.append(name)
    return tuple(dict.fromkeys(found))


def introduced(sentence: str, actors: Actors) -> tuple[str, ...]:
    """Return the people whom a sentence introduces with their titles ("Foreign Minister Ana Reyes"): an article does
    so with those who matter to it."""
    found = [actors.add(ActorClaim(form)) for form in _introduced(sentence, actors.text)]
    return tuple(name for name in dict.fromkeys(found) if name is not None)


@lru_cache(maxsize=REMEMBERED)
def _introduced(sentence: str, text: str) -> tuple[str, ...]:
    """Return the names with their titles, as a sentence of this text has them."""
    found = []
    for form in named(f"- {sentence}"):
        titled = split_title(form)
        spans = find_name(titled.name, sentence)
        if len(titled.name.split()) < 2 or not spans or is_office(titled.name) or re.search(r"['’]s\b", titled.name):
            continue
        has_title = titled.title or title_before(sentence, spans[0].start) or title_after(sentence, spans[0].end)
        if has_title and kind_of(titled.name, text, titled=True) is ActorKind.PERSON:
            found.append(form)
    return tuple(found)

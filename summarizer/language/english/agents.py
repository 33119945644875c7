"""Doers: who does a predicate, by where the names stand in its sentence.

Small models name everybody in sight: those a predicate is done to, those of the sentence before, "we" as it stands. In
English whoever acts stands before the verb, "he" is one person, and "we" or "the two leaders" are those whom the
article has just named together. Only profiles with `fill` use this; a large model says who acts itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.article.text import find_name, fold
from summarizer.claims import ActorClaim
from summarizer.language.english.lexicon import SPEECH
from summarizer.language.english.subjects import is_pronoun, place_of, start_of, subject_of
from summarizer.language.names import is_clean, kind_of
from summarizer.language.rules import Actors
from summarizer.schema import ActorKind

_TOGETHER = re.compile(
    r"\b(?:we|they|the (?:two |three )?(?:leaders|presidents|ministers|sides|countries|governments|parties|nations|two)"
    r"|both (?:leaders|presidents|ministers|sides|countries|governments|parties|nations))\b"
)
COLLECTIVE = frozenset(
    ("we", "they", "he", "she", "i", "it", "leaders", "the leaders", "the two leaders", "both leaders", "the two sides")
)
"""What a model gives as a name where the article speaks of several together."""

_SINGLE = re.compile(r"\b(?:he|she)\b")
_PEOPLE_ONLY = re.compile(r"\b(?:leaders|presidents|ministers)\b")

_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")

_PERSON, _BODY = (ActorKind.PERSON,), (ActorKind.COUNTRY, ActorKind.ORGANIZATION)

REACH = 6
"""Sentences back in which "they" or "the two leaders" are looked for."""


def agents_of(
    who: Sequence[str], predicate: str, sentence: str, earlier: Sequence[str], actors: Actors
) -> tuple[str, ...]:
    """Return those of `who` that can be doing the predicate, or those whom "we" and "they" stand for.

    `earlier` are the texts before the sentence, the nearest first. Names are those of the actors.
    """
    at = place_of(predicate, sentence)
    if at is None:
        return tuple(who)
    start = start_of(predicate, sentence)
    told = subject_of(sentence, at if start is None else start)
    if told and is_pronoun(told):
        if meant := _meant(fold(told), who, earlier, actors):
            return meant
    elif told and (subjects := _resolved(told, actors)):
        return subjects
    where = {name: _first(name, sentence, actors) for name in who}
    if told and not is_pronoun(told) and who and all(_only_says(spot, at, sentence) for spot in where.values()):
        return (met,) if is_clean(told) and (met := actors.add(ActorClaim(told))) is not None else ()
    before = tuple(name for name in who if (spot := where[name]) is not None and spot < at)
    if before:
        return before
    subject = fold(sentence[max(0, at - 120) : at])
    if together := [*_TOGETHER.finditer(subject)]:
        meant = _named_together(together[-1].group(), earlier, actors)
        if meant:
            return meant
    absent = tuple(name for name in who if where[name] is None)
    if absent:
        if told and not is_pronoun(told):
            # The sentence says who acts: a model that names others took them from the context.
            return (known,) if is_clean(told) and (known := actors.add(ActorClaim(told))) is not None else ()
        return absent[:1] if _SINGLE.search(subject) and not together else absent
    # "…," said Karst: a verb of saying may come before whoever says it, a passive before whoever does it.
    if re.match(SPEECH, fold(predicate)):
        return tuple(who)
    if _PASSIVE.search(sentence[:at]):
        return tuple(name for name in who if re.search(r"\bby\b", sentence[at : where[name]]))
    return ()


def _only_says(spot: int | None, at: int, sentence: str) -> bool:
    """Tell whether who is named at `spot` says that another does the predicate ("X said that the talks will end")."""
    said = rf"[^,;]{{0,60}}\b{SPEECH}\b[^;]*\bthat\s"
    return spot is not None and spot < at and re.match(said, fold(sentence[spot:at])) is not None


def _resolved(subject: str, actors: Actors) -> tuple[str, ...]:
    """Return the actors that a subject names, if all of them are known."""
    found = [actors.resolve(part) for part in actors.parted(subject)]
    return tuple(name for name in found if name is not None) if None not in found else ()


def _meant(pronoun: str, who: Sequence[str], earlier: Sequence[str], actors: Actors) -> tuple[str, ...]:
    """Return whom a pronoun stands for: whom the model names, if it can be, else the nearest named before."""
    if pronoun == "we":
        return _speakers(earlier, actors)
    kinds = {"he": _PERSON, "she": _PERSON, "i": _PERSON, "it": _BODY}.get(pronoun)
    if kinds is None:
        return ()
    if told := [name for name in who if kind_of(name, actors.text) in kinds]:
        return (told[0],)
    for text in earlier[:REACH]:
        if found := _of_kind(text, kinds, actors):
            return (found[0],)
    return ()


def _speakers(earlier: Sequence[str], actors: Actors) -> tuple[str, ...]:
    """Return who speaks as "we": the states that the text names together, else the body that it names first."""
    groups = [_of_kind(text, (ActorKind.COUNTRY,), actors) for text in earlier]
    largest = max(groups, key=len, default=())
    if len(largest) >= 2:
        return largest
    return next((found[:1] for text in reversed(earlier) if (found := _of_kind(text, _BODY, actors))), ())


def _of_kind(text: str, kinds: Sequence[ActorKind], actors: Actors) -> tuple[str, ...]:
    """Return the actors of these kinds that a text names, in order."""
    found = [
        (spot, name)
        for name in actors.known()
        if (spot := _first(name, text, actors)) is not None and kind_of(name, actors.text) in kinds
    ]
    return tuple(name for _, name in sorted(found))


def _first(name: str, sentence: str, actors: Actors) -> int | None:
    """Return where the sentence first names somebody, by any form that the article has for them."""
    forms = {*actors.called(name), *actors.forms(name)}
    return min((span.start for form in forms for span in find_name(form, sentence)), default=None)


def _named_together(phrase: str, earlier: Sequence[str], actors: Actors) -> tuple[str, ...]:
    """Return whom the nearest earlier sentence names together: people for "leaders", else also states and bodies."""
    wanted = 2 if "two" in phrase or "both" in phrase else None
    for text in earlier if phrase == "we" else earlier[:REACH]:
        for kinds in _kinds(phrase):
            if len(found := _of_kind(text, kinds, actors)) >= 2:
                return found[:wanted]
    return ()


def _kinds(phrase: str) -> tuple[tuple[ActorKind, ...], ...]:
    people, bodies = (ActorKind.PERSON,), (ActorKind.COUNTRY, ActorKind.ORGANIZATION)
    if phrase == "we" or re.search(r"countries|governments|nations|parties|sides", phrase):
        return (bodies, people) if phrase != "we" else (bodies,)
    return (people, bodies) if _PEOPLE_ONLY.search(phrase) or phrase in ("they", "the two") else (people,)

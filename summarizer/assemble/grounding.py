"""Measure how far the cited sentences support a claim.

The names, numbers and negation of the claim are looked up in the folded text of its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.article.text import REMEMBERED, fold
from summarizer.language.english.checks import hedging, negation
from summarizer.language.english.checks.numbers import lacking as numbers_lacking
from summarizer.language.english.checks.verbs import reversed_verb
from summarizer.language.names import is_title
from summarizer.language.naming import calendar_words, has_calendar_word, is_held, opening_name
from summarizer.language.registry import wording_of
from summarizer.language.rules import Wording
from summarizer.language.words import NEGATION, counted_numbers, negated, numbers, refrains, telling_words
from summarizer.schema import Support

ENGLISH = wording_of("en")
WITHOUT_NEGATION, FOR_OPPOSITE = " without negation", " for its opposite"
"""How parts of `Support.missing` end that contradict the quotes."""


def support(
    names_claimed: Iterable[str | Sequence[str]],
    statement: str,
    *quotes: str,
    wording: Wording = ENGLISH,
    lean: bool = False,
) -> Support:
    """Return how far one quote, or several quotes read together, support a claim.

    The parts looked up are `names_claimed`, the names that the claim refers to (each a name, or all forms of one), and
    of its statement the names, numbers, months and weekdays, and negation. `wording` is that of the article's language.
    `score` is the share found, 0 to 1 (1 if there is nothing to look up); `missing` lists the parts not found. In
    English, numbers are compared in every form and with their unit, and what the statement says against the quotes is
    listed too: without their negation or hedge, of more than they say it, or with the opposite verb. Not so if `lean`:
    the article's own words need no proof, and a sentence that names an actor only has to name it.
    """
    forms = tuple((n,) if isinstance(n, str) else tuple(n) for n in names_claimed)
    return _support(forms, statement, quotes, wording, wording is ENGLISH and not lean)


# Cached: most claims cite one sentence, and they are compared with it both before and after merging.
@lru_cache(maxsize=REMEMBERED)
def _support(
    forms: tuple[tuple[str, ...], ...], statement: str, quotes: tuple[str, ...], wording: Wording, english: bool
) -> Support:
    claimed = _claimed(forms, statement, wording, english)
    missing = [
        name_forms[0]
        for name_forms in claimed.names
        if not any(
            is_held(telling_words(form), quotes) if english else wording.holds(form, quotes) for form in name_forms
        )
    ]
    if english:
        lacking, counted = numbers_lacking(claimed.rest, quotes)
    else:
        counted = len(claimed.numbers)
        lacking = [number for number in claimed.numbers if not any(number in numbers(quote) for quote in quotes)]
    missing += lacking
    missing += [word for word in claimed.days if not has_calendar_word(word, quotes)]
    contradicted = _contradicted(claimed.rest, statement, quotes) if english else ()
    if english:
        is_missing = negation.is_added(_denying(statement, claimed.rest), quotes)
    else:
        is_missing = claimed.is_negated and not any(negated(quote) or refrains(quote) for quote in quotes)
    missing += [NEGATION] if is_missing else []
    is_negated = claimed.is_negated or is_missing
    looked_up = len(claimed.names) + counted + len(claimed.days) + is_negated + len(contradicted)
    missing += contradicted
    return Support(score=round(1 - len(missing) / looked_up, 3) if looked_up else 1.0, missing=tuple(missing))


def _denying(statement: str, rest: str) -> str:
    """Return a statement in which negating words deny: "Doctors Without Borders" does not."""
    return statement if negated(statement) == negated(rest) else rest


@lru_cache(maxsize=REMEMBERED)
def _contradicted(rest: str, statement: str, quotes: tuple[str, ...]) -> tuple[str, ...]:
    """Return what an English statement says against the quotes; cached, as it is asked for with several names."""
    return tuple(_contradictions(rest, statement, quotes))


def _contradictions(rest: str, statement: str, quotes: Sequence[str]) -> Iterator[str]:
    """Yield what an English statement says against the quotes, in words that an editor understands."""
    folded = fold(statement).rstrip(".!?…\"' ")
    if any(folded in fold(quote) for quote in quotes):
        return  # the article's own words
    if word := negation.is_left_out(_denying(statement, rest), quotes):
        yield f"“{word}”{WITHOUT_NEGATION}"
    if hedge := hedging.is_left_out(statement, rest, quotes):
        yield f"“{hedge}” left out"
    if word := hedging.overstated(rest, quotes):
        yield f"“{word}”"
    if word := reversed_verb(statement, rest, quotes):
        yield f"“{word}”{FOR_OPPOSITE}"


_CAPITALISED = re.compile(r"-[a-z][\w-]*$")
"""The end of a name that is none: "Chinese-made"."""


@dataclass(frozen=True)
class _Claimed:
    """The parts of a claim that are looked up in its evidence: names (each in all its forms), numbers, days, negation.

    `rest` is the statement without the names. In English, `numbers` is empty.
    """

    rest: str
    names: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...]
    days: tuple[str, ...]
    is_negated: bool


@lru_cache(maxsize=REMEMBERED)
def _claimed(forms: tuple[tuple[str, ...], ...], statement: str, wording: Wording, english: bool) -> _Claimed:
    # The names are cut out before the rest is searched: "Doctors Without Borders" is no negation, and not two names.
    rest, folded = statement, fold(statement)
    possible = {
        form for name_forms in forms for form in name_forms if all(piece in folded for piece in fold(form).split()[:1])
    }
    for form in sorted(possible, key=len, reverse=True):
        for span in reversed(wording.find(form, rest)):
            # "Marcos" must not be cut out of "Araneta-Marcos".
            if "-" in map(fold, (rest[span.start - 1 : span.start], rest[span.end : span.end + 1])):
                continue
            rest = f"{rest[: span.start]}; {rest[span.end :]}"
    found = [_CAPITALISED.sub("", name) if english else name for name in wording.names(rest)]
    found = [name for name in found if name and not (english and all(map(is_title, name.split())))]
    # A single word at the start of the text is no name to `names`, but a country is one there, too.
    if english and (first := opening_name(rest)) is not None and not any(name.startswith(first) for name in found):
        found.append(first)
    looked_up = dict.fromkeys([*forms, *((name,) for name in found)])
    days = dict.fromkeys(calendar_words(rest)) if english else ()
    counted = () if english else dict.fromkeys(counted_numbers(rest))  # `numbers_lacking` reads those of English
    return _Claimed(rest, tuple(looked_up), tuple(counted), tuple(days), negated(rest))


def overlap(
    statement: str, quotes: Sequence[str], besides: Sequence[str] = (), wording: Wording = ENGLISH, least: int = 2
) -> float:
    """Return the share (0 to 1) of the words that say what a statement says that the quotes contain.

    Words of the names in `besides` do not count. With fewer words left than `least` the share is 1, since the quotes
    may have synonyms for so few.
    """
    named = {stem for name in besides for stem in wording.stems(name)}
    wanted = wording.stems(statement) - named
    if len(wanted) < least:
        return 1.0
    present: frozenset[str] = frozenset().union(*map(wording.stems, quotes))
    return sum(wording.holds_stem(stem, present) for stem in wanted) / len(wanted)


SUPPORT_FLOOR = 0.5
"""A claim is dropped if less than this share of its names is in the article, and of its numbers in the sentences that
it cites."""

WORDING = "wording"
"""The entry in `Support.missing` for a statement whose words are mostly not in its evidence, in a language in which the
same may well be said in other words, so that it is not dropped."""

LEAST_TOLD = 0.34
"""Share of the words that say what is done, below which `WORDING` is missing."""

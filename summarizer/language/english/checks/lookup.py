"""Which parts of a statement do its sentences not have, or say otherwise? See `language.rules.Lookup`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.article.text import fold
from summarizer.language.english.checks import hedging, negation
from summarizer.language.english.checks.forms import is_held, opening_name
from summarizer.language.english.checks.numbers import has_number, lacking, quantities
from summarizer.language.english.checks.opposed import opposite_of, reversed_order, unfounded
from summarizer.language.names import alias_in, aliases, is_title
from summarizer.language.rules import Compared, Contrary, contradicted
from summarizer.language.words import NEGATION, calendar_words, has_calendar_word, names, negated, telling_words

_CAPITALISED = re.compile(r"-[a-z][\w-]*$")
"""The end of a name that is none: "Chinese-made"."""


_CURRENCY = re.compile(r"\b[A-Z][a-z]{1,2}\.? ?(?=\d)")
"""A currency before a sum: "Rs 1,250 crore"."""


class EnglishLookup:
    """Looks up names in all their forms and numbers with their units, and reads what sentences deny or weaken."""

    def names(self, rest: str) -> Sequence[str]:
        """Return the runs of capitalised words that are no mere titles, and the country that a statement opens with."""
        rest = _CURRENCY.sub("", rest)
        # Without its names, most of a statement is in small letters.
        found = [] if rest[1:].islower() and rest[1].islower() else [_CAPITALISED.sub("", name) for name in names(rest)]
        found = [name for name in found if name and not all(map(is_title, name.split()))]
        # A single word at the start of the text is no name to `names`, but a country is one there, too.
        if (first := opening_name(rest)) is not None and not any(name.startswith(first) for name in found):
            found.append(first)
        return found

    def holds(self, name: str, quotes: tuple[str, ...]) -> bool:
        """Return whether the sentences name an actor by this name, its adjective or its initials."""
        if is_held(telling_words(name), quotes):
            return True
        return bool(aliases(name)) and any(alias_in(name, quote) for quote in quotes)

    def compare(self, statement: str, rest: str, quotes: tuple[str, ...]) -> Compared:
        """Compare numbers, days and negation, and what the statement says against the sentences.

        The latter is what the statement has without their negation or hedge, of more than they do, or with the opposite
        verb.
        """
        # The rest has no number, day or negating word that the statement, which is read once for all names, has not.
        missing, counted = lacking(rest, quotes) if has_number(statement) else ([], 0)
        days = calendar_words(rest) if calendar_words(statement) else ()
        missing += [day for day in days if not has_calendar_word(day, quotes)]
        circumstances = list(unfounded(rest, quotes))
        is_negated = negated(statement) and negated(rest)
        # In "Doctors Without Borders" nothing is denied.
        denying = statement if is_negated or not negated(statement) else rest
        contradicted = list(_contradictions(rest, statement, denying, quotes))
        if negation.is_added(denying, quotes):
            missing.append(NEGATION)
            is_negated = True
        looked_up = counted + len(days) + is_negated + len(contradicted) + len(circumstances)
        return Compared((*missing, *circumstances, *contradicted), looked_up)

    def values(self, text: str) -> frozenset[str]:
        """Return the numbers of a text in digits, however they are written."""
        return frozenset(quantity.value for quantity in quantities(text))

    def contradicts(self, statement: str, quotes: Sequence[str]) -> bool:
        """Return whether a statement negates a word that the sentences only have without negation."""
        return negation.is_contradicted(statement, quotes)


def _contradictions(rest: str, statement: str, denying: str, quotes: tuple[str, ...]) -> Iterator[str]:
    """Yield what a statement says against the quotes, as by `contradicted`.

    `rest` is the statement without names, `denying` the one of both in which negating words deny.
    """
    # Before the article's own words, too, there may be a "no": "No troops crossed the border".
    if word := negation.left_out(denying, quotes):
        yield contradicted(word, Contrary.WITHOUT_NEGATION)
    folded = fold(statement).rstrip(".!?…\"' ")
    if any(folded in fold(quote) for quote in quotes):
        return
    if hedge := hedging.left_out(statement, rest, quotes):
        yield contradicted(hedge, Contrary.HEDGE_LEFT_OUT)
    if word := hedging.overstated(statement, rest, quotes):
        yield contradicted(word, Contrary.OVERSTATED)
    if word := opposite_of(statement, rest, quotes) or reversed_order(statement, quotes):
        yield contradicted(word, Contrary.FOR_OPPOSITE)

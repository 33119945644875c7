"""When an event in the article's own words was, in a language without rules: by the dates of its sentence.

A small model is not asked for dates, and the status that it gives is often wrong where it is not "occurred": see
docs/models.md, languages. So the dates of the sentence overrule it, and in scripts without capitals, in whose languages
hardly any was right, what is to come needs a date that is to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from summarizer.article.dates.resolving import DatePhrase, find
from summarizer.article.text import find_name
from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.language.plain import beginning, has_capitals, in_quotes
from summarizer.language.words import negated
from summarizer.schema import Article, Doubt, Granularity, Status

UNCONFIRMED = "only the model takes it for something to come"
"""The reason to drop an event or undertaking, or to doubt its status."""

_AHEAD = frozenset({Status.SCHEDULED, Status.PROPOSED})
_NEGATION_KNOWN = frozenset({"ar", "de", "es", "fr", "hi", "zh"})
"""Languages whose common negating words are known (`negated`)."""


class Timing:
    """Tells the days of claims about one article, and corrects their status by them."""

    def __init__(self, article: Article, country: str | None) -> None:
        """Prepare to time claims; `country` is the ISO 3166 code of the country that the article is from."""
        self._article = article
        self._country = country

    def event(self, claim: EventClaim, sentence: str) -> EventClaim | None:
        """Return an event with the date and status that its sentence bears out; None if only the model says that it is
        to come."""
        dates = self._dates(sentence)
        status = self._status(claim.status, sentence, dates)
        if status is None:
            return None
        doubts = (*claim.doubts, *self._doubts("status", status, dates))
        return replace(claim, status=status, when=self._date(dates, claim.summary, status), doubts=doubts)

    def commitment(self, claim: CommitmentClaim, sentence: str) -> CommitmentClaim | None:
        """Return an undertaking with its date; None if nothing in its sentence bears out that it is to come."""
        dates = self._dates(sentence)
        if self._status(Status.SCHEDULED, sentence, dates) is not Status.SCHEDULED:
            return None
        doubts = (*claim.doubts, *self._doubts("firmness", claim.firmness, dates, Status.SCHEDULED))
        return replace(claim, due=self._date(dates, claim.action, Status.SCHEDULED), doubts=doubts)

    def _dates(self, sentence: str) -> tuple[DatePhrase, ...]:
        """Return the date phrases of a sentence, except those of what is quoted in it."""
        article, sentence = self._article, sentence[beginning(sentence) :]
        found = find(sentence, article.published, article.language, country=self._country)
        return tuple(phrase for phrase in found if not in_quotes(sentence, phrase.start) and not _is_told_of(phrase))

    def _status(self, status: Status, sentence: str, dates: Sequence[DatePhrase]) -> Status | None:
        if status is Status.NEGATED and self._article.language in _NEGATION_KNOWN and not negated(sentence):
            return Status.OCCURRED
        if status not in _AHEAD or self._is_ahead(dates):
            return status
        if self._is_over(dates):
            return Status.OCCURRED
        return status if has_capitals(sentence) else None

    def _doubts(
        self, field: str, claimed: str, dates: Sequence[DatePhrase], status: Status | None = None
    ) -> Iterator[Doubt]:
        """Yield the doubt about something to come of which no date tells that it is."""
        if (status or claimed) in _AHEAD and not self._is_ahead(dates):
            yield Doubt(field=field, claimed=claimed, reason=UNCONFIRMED)

    def _is_ahead(self, dates: Sequence[DatePhrase]) -> bool:
        """Return whether one of these begins after the publication date."""
        published = self._article.published or date.max
        return any(phrase.when.start and phrase.when.start > published for phrase in dates)

    def _is_over(self, dates: Sequence[DatePhrase]) -> bool:
        """Return whether all of these end before the publication date; of days and years, the days count."""
        published = self._article.published or date.min
        days = [phrase for phrase in dates if phrase.when.granularity is Granularity.DAY] or dates
        return bool(days) and all(phrase.when.end and phrase.when.end < published for phrase in days)

    def _date(self, dates: Sequence[DatePhrase], statement: str, status: Status) -> str | None:
        """Return the date of what a statement tells, if it is certain: it has no other, and none on the other side of
        the publication date than the status tells."""
        if len({(phrase.when.start, phrase.when.end) for phrase in dates}) != 1:
            return None
        phrase = dates[0]
        if (phrase.when.start is None and self._article.published) or not find_name(phrase.text, statement):
            return None
        on_other_side = self._is_over(dates) if status in _AHEAD else self._is_ahead(dates)
        return None if on_other_side else phrase.text


def _is_told_of(phrase: DatePhrase) -> bool:
    """Return whether a phrase is "this year" or "last year": what is compared with it, or named so, was at any time."""
    return phrase.when.granularity is Granularity.YEAR and not re.search(r"\d", phrase.text)

"""The days of a claim's date phrase, from two readers: the rules of code, and the model that copied the phrase.

Code comes first: of the phrases of the gold briefs that it reads as a whole, 156 of 157 have gold's days, and of those
of MEANTIME 85 of 90 (`python -m evals.studies.dates`). A model knows what a phrase alone does not say: which day "two
days later" counts from. So its days are used where code has none, where code understood only a part of the phrase, and
where code's days contradict the claim's tense. Where both differ, the brief keeps the other reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from summarizer.article.dates.calendar import Days
from summarizer.article.dates.iso import between, days_of, is_deadline
from summarizer.article.dates.resolving import (
    around,
    goes_on,
    is_bound,
    is_past,
    is_planned,
    names_deadline,
    other_months,
    resolve,
)
from summarizer.article.text import find_name
from summarizer.schema import Article, DayRange, Reader, When

PLANNED_AHEAD = timedelta(days=60)
"""How far ahead a plan can be that is told of as past: farther, and its day was in the last year."""
_SLACK = timedelta(days=1)
"""How far days may be on the wrong side of the publication date: it is another day elsewhere."""


class Dating:
    """Dates the claims about one article. `report` is called with stated days that are ignored, and the reason."""

    def __init__(
        self, article: Article, country: str | None, report: Callable[[str, str], None], *, verbatim: bool = False
    ) -> None:
        """Prepare to date claims; `country` is the ISO 3166 code of the country that the article is from.

        `verbatim` says that rules, not a model, took the phrases from the sentences.
        """
        self._article = article
        self._country = country
        self._report = report
        self._verbatim = verbatim

    def when(
        self,
        phrase: str | None,
        stated: str | None,
        quotes: Sequence[str] = (),
        *,
        past: bool | None,
        off: bool = False,
    ) -> When | None:
        """Return a date phrase with its days, or None without a phrase; never raises.

        `stated` are the days that the model gives for it, `quotes` the sentences that the claim cites. `past` is the
        tense of the claim. `off` says that the event did not happen, so that its days can be on either side of the
        publication date: then, and in verbatim claims, the verbs of the sentences can say that it was planned for days
        to come.
        """
        if not phrase:
            if stated:
                self._report(stated, "no phrase of the article gives them")
            return None
        if not self._verbatim:
            phrase = self._fuller(phrase, quotes, past)
        code = self._by_code(phrase, past, quotes if off or self._verbatim else ())
        tense = None if off else past
        if self._verbatim and code.start and code.end and self._contradicts(code.start, code.end, tense, timedelta()):
            return None  # rules gave it for another tense than its verb tells
        model = self._by_model(stated, tense) if stated else None
        if model is None or stated is None:
            return code
        published = self._article.published
        latest = is_deadline(stated) or (past is False and names_deadline(phrase))
        if latest and published and published <= model.end:
            model = between(published, model.end)
        if code.start is None or code.end is None:
            return _by_model(phrase, model, latest)
        if latest and code.end == model.end:  # the phrase was copied without its "by"
            return code.model_copy(update={"start": model.start, "deadline": True, "granularity": model.granularity})
        if self._agree(code, model):
            return code
        read = DayRange(start=code.start, end=code.end)
        whole = self._resolve(phrase, past, whole=True).start is not None
        if whole and not self._contradicts(read.start, read.end, tense):
            return code.model_copy(update={"other_reading": DayRange(start=model.start, end=model.end)})
        return _by_model(phrase, model, latest, other=read)

    def _resolve(self, phrase: str, past: bool | None, *, whole: bool = False) -> When:
        article = self._article
        when = resolve(phrase, article.published, article.language, past=past, country=self._country, whole=whole)
        if when.end and other_months(phrase, article.text, when.end.month):
            return When(text=phrase)
        return when

    def _fuller(self, phrase: str, quotes: Sequence[str], past: bool | None) -> str:
        """Return the date phrase of a sentence that contains this one: a model copies "June" of "by the end of June".

        What is said to go on since or until a date may also begin or end there, so such words are not added. The whole
        may have no days although its part has some: "the following Friday", "fiscal 2025".
        """
        article = self._article
        for text in quotes:
            for place in find_name(phrase, text)[:1]:
                found = around(
                    text, place.start, place.end, article.published, article.language, past=past, country=self._country
                )
                if found and len(found) > len(phrase) and not (goes_on if past is False else is_bound)(found):
                    return found
        return phrase

    def _by_code(self, phrase: str, past: bool | None, told: Sequence[str]) -> When:
        """Resolve a phrase. The date of a past event counts as future if the verbs before the phrase say so."""
        place = next(((text, spans[0]) for text in told if (spans := find_name(phrase, text))), None)
        if past and place and is_past(text := place[0], start := place[1].start, end := place[1].end) is False:
            ahead = self._resolve(phrase, past=False)
            published = self._article.published
            far = published and ahead.start and ahead.start - published > PLANNED_AHEAD
            if not (far and is_planned(text, start, end)):
                return ahead
        return self._resolve(phrase, past)

    def _by_model(self, stated: str, past: bool | None) -> Days | None:
        """Return the days that the model states, or None, reported, if they cannot be true."""
        try:
            days = days_of(stated, self._article.published)
        except ValueError as error:
            self._report(stated, str(error))
            return None
        if self._contradicts(days.start, days.end, past):
            side = "after" if past else "before"
            self._report(stated, f"they are {side} the publication date, against the tense of the claim")
            return None
        return days

    def _contradicts(self, start: date, end: date, past: bool | None, slack: timedelta = _SLACK) -> bool:
        """Return whether what has happened begins after the publication date, or what is to come ends before it."""
        published = self._article.published
        if published is None or past is None:
            return False
        return start - published > slack if past else published - end > slack

    def _agree(self, code: When, model: Days) -> bool:
        """Return whether both readings are the same. A reader may leave out the side that is the publication date."""
        published = self._article.published
        return (code.start == model.start or code.start == published) and (
            code.end == model.end or code.end == published
        )


def _by_model(phrase: str, days: Days, deadline: bool, other: DayRange | None = None) -> When:
    return When(
        text=phrase, start=days.start, end=days.end, granularity=days.granularity, deadline=deadline,
        resolved_by=Reader.MODEL, other_reading=other,
    )  # fmt: skip

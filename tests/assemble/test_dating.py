"""Two readers of a date phrase: code, and the model that copied the phrase. Published on a Thursday."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.assemble.dating import Dating
from summarizer.schema import Article, When

Dated = tuple[When | None, list[str]]


def read(phrase: str | None, stated: str | None, *, past: bool | None = None, off: bool = False) -> Dated:
    """Return the date of a claim, and the reasons of stated days that were ignored."""
    reasons: list[str] = []
    article = Article(text=f"It happened {phrase}.", published=date(2026, 1, 29), language="en")
    dating = Dating(article, None, lambda days, reason: reasons.append(reason))
    return dating.when(phrase, stated, past=past, off=off), reasons


def shown(when: When | None) -> str:
    """Return the reader, the days and the other reading in one line."""
    assert when is not None
    other = f" | {when.other_reading.start} {when.other_reading.end}" if when.other_reading else ""
    return f"{when.resolved_by} {when.start} {when.end}{other}"


@pytest.mark.parametrize(
    ("phrase", "stated", "past", "expected"),
    [
        # what code cannot know
        ("a day after", "2026-01-21", True, "model 2026-01-21 2026-01-21"),
        ("two days later", "2026-01-16", True, "model 2026-01-16 2026-01-16"),
        ("in the hours after the coup", "2026-01-25", True, "model 2026-01-25 2026-01-25"),
        ("since his death", "2026-01-03/..", True, "model 2026-01-03 2026-01-29"),
        ("the same day", "2026-01-20", True, "model 2026-01-20 2026-01-20"),
        ("after the vote", "2026-03-02/2026-03-08", False, "model 2026-03-02 2026-03-08"),
        ("before the election", "../2026-11-02", False, "model 2026-01-29 2026-11-02"),
        ("before the election", "2026-11-02", False, "model 2026-01-29 2026-11-02"),
        ("by the summit", "2026-07", False, "model 2026-01-29 2026-07-31"),
        ("almost three weeks", "2026-01-08/2026-01-29", True, "model 2026-01-08 2026-01-29"),
        ("fiscal 2026", "2025-10-01/2026-09-30", False, "model 2025-10-01 2026-09-30"),
        ("nach Ostern", "2026-04-06/2026-04-12", False, "model 2026-04-06 2026-04-12"),
        # both read the same
        ("next week", "2026-02-02/2026-02-08", False, "code 2026-02-02 2026-02-08"),
        ("in June", "2026-06", False, "code 2026-06-01 2026-06-30"),
        ("by June 2028", "../2028-06-30", False, "code 2026-01-29 2028-06-30"),
        ("by June 2028", "2028-06-30", False, "code 2026-01-29 2028-06-30"),
        ("since 2019", "2019", True, "code 2019-01-01 2026-01-29"),
        ("since March 2019", "2019-03-01/..", True, "code 2019-03-01 2026-01-29"),
        # they differ: code, if it read the whole phrase
        ("Friday", "2026-01-16", True, "code 2026-01-23 2026-01-23 | 2026-01-16 2026-01-16"),
        ("next week", "2026-02-09/2026-02-15", False, "code 2026-02-02 2026-02-08 | 2026-02-09 2026-02-15"),
        # they differ: the model, if code read a part only, or against the tense
        ("in the week when June 3 fell", "2025-06-02/2025-06-08", True,
         "model 2025-06-02 2025-06-08 | 2025-06-03 2025-06-03"),
        ("in 2027", "2017", True, "model 2017-01-01 2017-12-31 | 2027-01-01 2027-12-31"),
        # one reader only
        ("Friday", None, True, "code 2026-01-23 2026-01-23"),
        ("soon", None, False, "None None None"),
    ],
)  # fmt: skip
def test_code_comes_first_and_the_model_where_code_knows_less(
    phrase: str, stated: str | None, past: bool, expected: str
) -> None:
    when, reasons = read(phrase, stated, past=past)
    assert shown(when) == expected
    assert reasons == []


@pytest.mark.parametrize(
    ("phrase", "stated", "past", "expected", "reason"),
    [
        ("Friday", "Friday", True, "code 2026-01-23 2026-01-23", "not of the form"),
        ("Friday", "2026-02-30", True, "code 2026-01-23 2026-01-23", "no such day"),
        ("after the coup", "2026-01-30/2026-01-20", True, "None None None", "end before they start"),
        ("after the coup", "0026-01-20", True, "None None None", "year"),
        ("after the coup", "2026-03-01", True, "None None None", "after the publication date"),
        ("after the vote", "2025-03-01", False, "None None None", "before the publication date"),
    ],
)
def test_days_of_the_model_that_cannot_be_true_are_ignored_and_reported(
    phrase: str, stated: str, past: bool, expected: str, reason: str
) -> None:
    when, reasons = read(phrase, stated, past=past)
    assert shown(when) == expected
    assert len(reasons) == 1
    assert reason in reasons[0]


def test_days_without_a_phrase_of_the_article_are_no_date() -> None:
    assert read(None, "2026-01-20") == (None, ["no phrase of the article gives them"])
    assert read(None, None) == (None, [])


def test_what_was_called_off_can_have_been_planned_for_either_side_of_the_publication_date() -> None:
    for stated in ("2026-06-01", "2025-06-01"):
        when, reasons = read("after the summit", stated, past=True, off=True)
        assert shown(when) == f"model {stated} {stated}"
        assert reasons == []


@pytest.mark.parametrize(
    ("phrase", "stated", "past", "deadline"),
    [
        ("by June 2028", None, False, True), ("by the end of June", None, False, True),
        ("no later than March 15", None, False, True), ("before the end of next month", None, False, True),
        ("within two weeks", None, False, True), ("by the end of 2026 at the latest", None, False, True),
        ("before the election", "../2026-11-02", False, True), ("bis zur Wahl", "../2026-11-02", False, True),
        ("June 2028", "../2028-06-30", False, True),
        ("before the election", "2026-11-02", False, True),
        ("before the election", "2026-01-20", True, False),
        ("until June", None, False, False), ("through March", None, False, False), ("in June", None, False, False),
        ("since 2019", None, True, False), ("over the next two years", None, False, False),
        ("by Tuesday night", None, True, False), ("by the end of 2025", None, True, False),
    ],
)  # fmt: skip
def test_a_deadline_is_marked_as_one(phrase: str, stated: str | None, past: bool, deadline: bool) -> None:
    when, _ = read(phrase, stated, past=past)
    assert when is not None
    assert when.deadline is deadline


@pytest.mark.parametrize(
    ("phrase", "sentence", "past", "expected"),
    [
        ("June", "They will pay by the end of June.", False, "by the end of June: 2026-01-29 2026-06-30"),
        ("June 2028", "They will pay by June 2028.", False, "by June 2028: 2026-01-29 2028-06-30"),
        ("Friday", "They met on Friday, January 16, in Porto.", True, "Friday, January 16: 2026-01-16 2026-01-16"),
        ("March", "They met in March 2019.", True, "March 2019: 2019-03-01 2019-03-31"),
        ("week", "They met last week.", True, "last week: 2026-01-19 2026-01-25"),
        ("Monday", "They met early on Monday.", True, "early on Monday: 2026-01-26 2026-01-26"),
        ("August", "The strike has gone on since August.", True, "August: 2025-08-01 2025-08-31"),
        ("August", "The strike will go on until August.", False, "August: 2026-08-01 2026-08-31"),
        ("Tuesday", "By Tuesday they had left.", True, "Tuesday: 2026-01-27 2026-01-27"),
        ("on Friday", "They will vote on Friday.", False, "on Friday: 2026-01-30 2026-01-30"),
        ("soon", "They will vote soon.", False, "soon: None None"),
        ("Friday", "He left the following Friday.", True, "the following Friday: None None"),
        ("2025", "Sales rose in fiscal 2025.", True, "fiscal 2025: None None"),
        ("Friday", "They met.", True, "Friday: 2026-01-23 2026-01-23"),
    ],
)
def test_a_phrase_that_a_model_copied_in_part_is_read_as_a_whole(
    phrase: str, sentence: str, past: bool, expected: str
) -> None:
    article = Article(text=sentence, published=date(2026, 1, 29), language="en")
    when = Dating(article, None, lambda days, reason: None).when(phrase, None, [sentence], past=past)
    assert when is not None
    assert f"{when.text}: {when.start} {when.end}" == expected


@pytest.mark.parametrize("published", [date.min, date.max, None])
@pytest.mark.parametrize("stated", ["2026-01-20", "../2026-06-30", "2026-01-01/..", "1000", "2200"])
@pytest.mark.parametrize("past", [True, False, None])
def test_no_publication_date_is_too_early_or_too_late(published: date | None, stated: str, past: bool | None) -> None:
    article = Article(text="They met a day after the vote.", published=published, language="en")
    when = Dating(article, None, lambda days, reason: None).when("a day after the vote", stated, past=past)
    assert when is not None


@pytest.mark.parametrize(
    ("text", "phrase", "past", "expected"),
    [
        # the month of publication, or the next one
        ("The fair closed on the 15th.", "on the 15th", True, "2026-01-15"),
        ("The fair will open on the 10th.", "on the 10th", False, "2026-02-10"),
        ("The fair opened in January. It closed on the 15th.", "the 15th", True, "2026-01-15"),
        ("The fair opened in January, and must close by the 31st.", "by the 31st", False, "2026-01-29"),
        ("It closed on Friday the 23rd, unlike in June.", "Friday the 23rd", True, "2026-01-23"),
        ("It closed on the 15th of January, after two weeks in December.", "the 15th of January", True, "2026-01-15"),
        # another month is spoken of
        ("The fair opens in June. It ends on the 15th.", "on the 15th", False, None),
        ("In November the yard was sold. On the 15th it burned.", "On the 15th", True, None),
        ("It opened on Dec. 3. It closed on the 20th.", "on the 20th", True, None),
        ("Next month a fair opens. It must close by the 15th.", "by the 15th", False, None),
        ("The mill burned last month. Police came on the 9th.", "the 9th", True, None),
    ],
)
def test_a_day_without_a_month_is_dated_only_if_no_other_month_is_spoken_of(
    text: str, phrase: str, past: bool, expected: str | None
) -> None:
    article = Article(text=text, published=date(2026, 1, 29), language="en")
    when = Dating(article, None, lambda days, reason: None).when(phrase, None, past=past)
    assert when is not None
    assert when.text == phrase
    assert (when.start and str(when.start)) == expected

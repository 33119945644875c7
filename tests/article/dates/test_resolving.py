"""Date phrases: the days that they mean, and finding them in sentences."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.article.dates.resolving import around, find, is_past, resolve
from summarizer.schema import Granularity

THURSDAY = "2026-01-29"


def days(phrase: str, published: str | None, past: bool | None = None, language: str | None = "en") -> str | None:
    """Return 'start', or 'start end', or None."""
    when = resolve(phrase, date.fromisoformat(published) if published else None, language, past=past)
    assert when.text == phrase
    if when.start is None:
        assert when.end is None
        assert when.granularity is None
        return None
    return f"{when.start}" if when.start == when.end else f"{when.start} {when.end}"


@pytest.mark.parametrize(
    ("phrase", "published", "past", "expected", "granularity"),
    [
        # absolute
        ("Monday, Jan. 4, 2016", "2016-11-09", True, "2016-01-04", "day"),
        ("On February 7, 2024", "2024-02-08", True, "2024-02-07", "day"),
        ("11 December", "2010-01-25", None, "2009-12-11", "day"),
        ("the 4th of July 2012", None, None, "2012-07-04", "day"),
        ("April 2nd", "2008-04-09", None, "2008-04-02", "day"),
        ("2016-05-12", None, None, "2016-05-12", "day"),
        ("7/8/07", "2007-07-09", True, "2007-07-08", "day"),
        ("Sept. 3", "2016-11-09", True, "2016-09-03", "day"),
        ("in January 2023", "2024-02-08", True, "2023-01-01 2023-01-31", "month"),
        ("December of 2014", "2016-05-12", True, "2014-12-01 2014-12-31", "month"),
        ("2023", "2022-09-02", False, "2023-01-01 2023-12-31", "year"),
        ("the 1980s", "2022-09-02", True, "1980-01-01 1989-12-31", "decade"),
        ("the third quarter of 2016", None, None, "2016-07-01 2016-09-30", "quarter"),
        ("Q3 2016", None, None, "2016-07-01 2016-09-30", "quarter"),
        ("the first half of 2016", None, None, "2016-01-01 2016-06-30", "range"),
        ("summer 2016", None, None, "2016-06-01 2016-08-31", "season"),
        # a day or a month without a year
        ("Dec. 15", "2014-01-31", True, "2013-12-15", "day"),
        ("on May 16", "2015-05-07", False, "2015-05-16", "day"),
        ("January 3", "2015-12-20", None, "2016-01-03", "day"),
        ("August", "2016-03-20", True, "2015-08-01 2015-08-31", "month"),
        ("December", "2022-09-02", False, "2022-12-01 2022-12-31", "month"),
        ("this past January", "2016-03-20", True, "2016-01-01 2016-01-31", "month"),
        ("October of last year", "2022-05-20", True, "2021-10-01 2021-10-31", "month"),
        ("last October", "2022-09-02", True, "2021-10-01 2021-10-31", "month"),
        ("next March", "2022-09-02", False, "2023-03-01 2023-03-31", "month"),
        # weekdays
        ("Wednesday", THURSDAY, True, "2026-01-28", "day"),
        ("Wednesday", THURSDAY, False, "2026-02-04", "day"),
        ("Thursday", THURSDAY, True, "2026-01-29", "day"),
        ("Friday morning", "2013-09-27", True, "2013-09-27", "day"),
        ("midnight Friday", THURSDAY, False, "2026-01-30", "day"),
        ("Late Wednesday", "2017-04-20", True, "2017-04-19", "day"),
        ("Wednesday’s", "2017-04-20", True, "2017-04-19", "day"),
        ("last Thursday", THURSDAY, True, "2026-01-22", "day"),
        ("next Friday", THURSDAY, False, "2026-02-06", "day"),
        # days, weeks, months and years from publication
        ("today", THURSDAY, None, THURSDAY, "day"),
        ("Tomorrow", "2021-02-18", False, "2021-02-19", "day"),
        ("yesterday afternoon", THURSDAY, True, "2026-01-28", "day"),
        ("last night", THURSDAY, True, "2026-01-28", "day"),
        ("next week", THURSDAY, False, "2026-02-02 2026-02-08", "week"),
        ("this week", "2014-01-31", True, "2014-01-27 2014-02-02", "week"),
        ("last week", "2009-12-09", True, "2009-11-30 2009-12-06", "week"),
        ("last weekend", THURSDAY, True, "2026-01-24 2026-01-25", "range"),
        ("last month", "2016-03-20", True, "2016-02-01 2016-02-29", "month"),
        ("last year", "2016-11-09", True, "2015-01-01 2015-12-31", "year"),
        ("February 6 this year", "2015-05-06", True, "2015-02-06", "day"),
        ("February 6 - this year", "2015-05-06", True, "2015-02-06", "day"),
        ("3 May of last year", "2015-02-06", True, "2014-05-03", "day"),
        ("Dec. 1 next year", "2015-05-06", False, "2016-12-01", "day"),
        ("March 3-5 last year", "2015-05-06", True, "2014-03-03 2014-03-05", "range"),
        ("on Christmas Day last year", "2015-05-06", True, "2014-12-25", "day"),
        ("summer of last year", "2015-05-06", True, "2014-06-01 2014-08-31", "season"),
        ("next quarter", THURSDAY, False, "2026-04-01 2026-06-30", "quarter"),
        ("later this month", "2016-03-20", False, "2016-03-20 2016-03-31", "range"),
        ("earlier this year", "2016-04-22", True, "2016-01-01 2016-04-22", "range"),
        ("two weeks ago", "2014-01-31", True, "2014-01-13 2014-01-19", "week"),
        ("three days ago", THURSDAY, True, "2026-01-26", "day"),
        ("two years ago", THURSDAY, True, "2024-01-01 2024-12-31", "year"),
        ("in three days", THURSDAY, False, "2026-02-01", "day"),
        ("In the past three days", "2014-01-31", True, "2014-01-29 2014-01-31", "range"),
        ("over the coming year", "2022-09-02", False, "2022-09-02 2023-09-01", "range"),
        ("over the next 5 years", "2024-02-21", False, "2024-02-21 2029-02-20", "range"),
        ("within 30 days", THURSDAY, False, "2026-01-29 2026-02-28", "range"),
        # parts
        ("In early June", "2016-06-21", True, "2016-06-01 2016-06-10", "range"),
        ("late last month", "2016-05-12", True, "2016-04-21 2016-04-30", "range"),
        ("at the end of October", "2021-09-22", False, "2021-10-25 2021-10-31", "range"),
        ("early in 2016", "2015-05-07", False, "2016-01-01 2016-04-30", "range"),
        ("by the end of the year", "2022-09-02", False, "2022-09-02 2022-12-31", "range"),
        # ranges and bounds
        ("from November 20 to December 11", "2015-05-07", False, "2015-11-20 2015-12-11", "range"),
        ("May 16-18", "2015-05-07", False, "2015-05-16 2015-05-18", "range"),
        ("from December 30 to January 2", "2015-12-10", False, "2015-12-30 2016-01-02", "range"),
        ("from 1980 to 2012", "2014-07-28", True, "1980-01-01 2012-12-31", "range"),
        ("over the course of July and August", "2022-07-16", False, "2022-07-01 2022-08-31", "range"),
        ("through 2021 and 2022", "2021-02-18", False, "2021-01-01 2022-12-31", "range"),
        ("since last October", "2022-09-02", True, "2021-10-01 2022-09-02", "range"),
        ("Since the current crisis began in December", "2014-01-31", True, "2013-12-01 2014-01-31", "range"),
        ("by 2027", THURSDAY, False, "2026-01-29 2027-12-31", "range"),
        ("by Friday", THURSDAY, False, "2026-01-29 2026-01-30", "range"),
        ("by Thursday night", "2015-09-22", True, "2015-09-17", "day"),
        ("until October 2007", "2006-10-05", False, "2006-10-05 2007-10-31", "range"),
        ("Starting February 19", "2021-02-16", False, "2021-02-19", "day"),
    ],
)
def test_english(phrase: str, published: str | None, past: bool | None, expected: str, granularity: str) -> None:
    when = resolve(phrase, date.fromisoformat(published) if published else None, past=past)
    assert days(phrase, published, past) == expected
    assert when.granularity == Granularity(granularity)


@pytest.mark.parametrize(
    "phrase",
    ["recently", "soon", "annually", "in due course", "In recent days", "recent", "February 30", "May 20-10",
     "the next day", "a week earlier", "two days after the March coup",
     "when she was six", "", "?", "9999999 years ago",
     "within 999 decades", "2016-13-45", "since 2099"],
)  # fmt: skip
def test_what_has_no_days_keeps_its_text(phrase: str) -> None:
    assert days(phrase, THURSDAY) is None


@pytest.mark.parametrize(
    "phrase", ["yesterday", "Friday", "next week", "by 2050 at the latest", "May 16", "since 2014"]
)
def test_without_a_publication_date_relative_phrases_have_no_days(phrase: str) -> None:
    assert days(phrase, None) in (None, "2050-01-01 2050-12-31")


def test_a_day_just_ahead_is_this_years_even_if_claimed_to_be_past() -> None:
    assert days("September 22", "2021-09-20", past=True) == "2021-09-22"


@pytest.mark.parametrize(
    ("language", "phrase", "expected"),
    [
        ("fr", "le 1er juillet 1962", "1962-07-01"),
        ("fr", "mardi 3 mai", "2016-05-03"),
        ("fr", "aujourd’hui", "2016-05-12"),
        ("fr", "hier", "2016-05-11"),
        ("fr", "en juillet 2012", "2012-07-01 2012-07-31"),
        ("fr", "la semaine dernière", "2016-05-02 2016-05-08"),
        ("fr", "depuis le 5 mai", None),
        ("es", "el lunes", "2016-05-09"),
        ("es", "5 de julio de 2012", "2012-07-05"),
        ("es", "ayer", "2016-05-11"),
        ("zh", "2017年11月26日", "2017-11-26"),
        ("zh", "11月26日", "2015-11-26"),
        ("zh", "星期六", "2016-05-07"),
        ("zh-Hant", "1932年", "1932-01-01 1932-12-31"),
        ("zh", "昨天", "2016-05-11"),
        ("ar", "٥ يوليو ٢٠١٢", "2012-07-05"),
        ("ar", "5 تموز 2012", "2012-07-05"),
        ("ar", "أمس", "2016-05-11"),
        ("ar", "في عام 2011", "2011-01-01 2011-12-31"),
        ("hi", "५ जुलाई २०१२", "2012-07-05"),
        ("hi", "सोमवार", "2016-05-09"),
        ("hi", "कल", "2016-05-11"),
        ("de", "am 5. Juli 2012", "2012-07-05"),
        ("ja", "2012年7月5日", "2012-07-05"),
        (None, "2017年11月26日", "2017-11-26"),
        (None, "May 3", "2016-05-03"),
        ("xx", "5 julio 2012", None),
    ],
)
def test_other_languages(language: str | None, phrase: str, expected: str | None) -> None:
    assert days(phrase, "2016-05-12", True, language) == expected


WORDS = (
    "from to between and since by until the last next past early end of in on May 16 2016 31 February Friday week"
    " years ago 12/31/99 - – , . 1980s Q3 within three a later this"
    " fiscal FY25 weekend fortnight century half Easter Thanksgiving year-end noon 年 月 日 11 juillet ١ \ud800"
)
NASTY = st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)


@given(
    phrase=NASTY | st.text(max_size=60),
    published=st.none() | st.dates(),
    language=st.sampled_from(["en", "fr", "zh", "ar", "hi", None, "", "xx", "en-US", "../x"]),
    past=st.sampled_from([True, False, None]),
    country=st.sampled_from(["US", "GB", "gr", "XX", "", "nowhere", None]),
)
@example(phrase="next decade", published=date.max, language="en", past=None, country=None)
@example(phrase="last week", published=date.min, language="en", past=True, country="US")
def test_never_raises(
    phrase: str, published: date | None, language: str | None, past: bool | None, country: str | None
) -> None:
    when = resolve(phrase, published, language, past=past, country=country)
    assert (when.start is None) == (when.end is None) == (when.granularity is None)
    assert when.start is None or when.end is None or when.start <= when.end
    position = 0
    for found in find(phrase, published, language, past=past, country=country):
        assert position <= found.start < found.end
        assert found.text == phrase[found.start : found.end] == found.when.text
        position = found.end


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He is to visit the U.S. next week, sources said on Wednesday.",
         [("next week", "2026-02-02"), ("Wednesday", "2026-01-28")]),
        ("On February 4, Secretary Rubio will welcome partners.", [("February 4", "2026-02-04")]),
        ("They will meet Friday.", [("Friday", "2026-01-30")]),
        ("They met Friday.", [("Friday", "2026-01-23")]),
        ("The vote is to be held from November 20 to December 11.",
         [("from November 20 to December 11", "2026-11-20")]),
        ("Summits were held on April 21, 2016 and May 21, 2017 in Riyadh.",
         [("April 21, 2016", "2016-04-21"), ("May 21, 2017", "2017-05-21")]),
        ("It will raise output in July and August.", [("July and August", "2026-07-01")]),
        ("Officials recently met in the summer of 2014.", [("recently", None), ("the summer of 2014", "2014-06-01")]),
        ("Today's vote was the first in 30 years.", [("Today", THURSDAY)]),
        ("It lasted until last week.", [("last week", "2026-01-19")]),
        ("He was in office 2009-2013.", [("2009-2013", "2009-01-01")]),
        ("It is a 2000 year old tradition that began in 2016 elections.", [("2016", "2016-01-01")]),
        ("They may march to the fall of 2000 people; $1999, 1,950 and 20.16 are no years.", []),
        ("Theresa May said winter wheat and a crane fall in the second half.", [("the second half", "2025-07-01")]),
    ],
)  # fmt: skip
def test_finding(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    found = find(sentence, date.fromisoformat(THURSDAY))
    assert [(p.text, str(p.when.start) if p.when.start else None) for p in found] == expected


@pytest.mark.parametrize(
    ("sentence", "part", "expected"),
    [
        ("He is to go by the end of next week, sources said on Wednesday.", "week", "by the end of next week"),
        ("He is to go by the end of next week, sources said on Wednesday.", "Wednesday", "Wednesday"),
        ("The vote is to be held from November 20 to December 11.", "December 11", "from November 20 to December 11"),
        ("Summits were held on April 21, 2016 and May 21, 2017 in Riyadh.", "May 21", "May 21, 2017"),
        ("Since the war began in December 2019, it met on Friday.", "2019", "Since the war began in December 2019"),
        ("Officials more recently met in June.", "recently", "more recently"),
        ("He was 21 when, on May 21, they met.", "21", None),
        ("Theresa May said in May that it may rain.", "May", None),
        (f"In June {'and so on ' * 30}it met in early July.", "July", "early July"),
    ],
)  # fmt: skip
def test_the_phrase_around_a_part_of_it_is_found(sentence: str, part: str, expected: str | None) -> None:
    at = sentence.index(part)
    assert around(sentence, at, at + len(part), date.fromisoformat(THURSDAY)) == expected


def test_the_phrase_around_a_part_is_one_that_is_found_in_the_whole() -> None:
    for text in ("Le 4 juillet 2012, le CERN annonça.", "On 4 July 2012, or soon after, CERN said so on Friday."):
        code = "fr" if "Le" in text else "en"
        for phrase in find(text, date(2012, 7, 4), code):
            assert around(text, phrase.start, phrase.start + 1, date(2012, 7, 4), code) == phrase.text


def test_finding_in_other_languages() -> None:
    found = find("乌克兰星期六再次纪念，1932年到1933年。", date(2017, 11, 26), "zh", past=True)
    assert [(p.text, p.when.start) for p in found] == [
        ("星期六", date(2017, 11, 25)), ("1932年到", None), ("1933年", None),
    ]  # fmt: skip
    found = find("Le 4 juillet 2012, le CERN annonça 1500 pages.", date(2012, 7, 4), "fr")
    assert [p.text for p in found] == ["4 juillet 2012"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("They will meet X", False), ("They met X", True), ("X: no verb here", None), ("It will be signed X", False),
     ("On X, he said no", True), ("The talks, scheduled for X", False)],
)  # fmt: skip
def test_the_nearest_verb_tells_the_tense(sentence: str, expected: bool | None) -> None:
    at = sentence.index("X")
    assert is_past(sentence, at, at + 1) is expected

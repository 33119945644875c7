"""Days: the date phrase of what is told, and none where it may date something else."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.article.sentences import sentences
from summarizer.assemble.actors import ActorRegistry
from summarizer.language.english.doers import Doers
from summarizer.language.english.events import read
from summarizer.language.english.rules import event_of
from summarizer.language.rules import Document
from summarizer.schema import Article

PUBLISHED = date(2026, 1, 29)
"""A Thursday."""


def dates(text: str) -> list[tuple[str | None, tuple[int, ...]]]:
    """The date phrase of what each sentence tells, and the sentences that are cited for it."""
    document = Document(Article(text=text, published=PUBLISHED), sentences(text, "en"), {})
    readings, actors = [read(sentence) for sentence in document.sentences], ActorRegistry(text)
    doers = Doers(actors)
    made = [event_of(reading, doers.read(reading), readings, document) for reading in readings]
    return [(event.when, event.sentences) for event in made]


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("On Tuesday, the board closed the yard.", "Tuesday"),
        ("In January the board closed the yard.", "January"),
        ("The board met last week.", "last week"),
        ("The board met in Orlen on 12 January 2026.", "12 January 2026"),
        ("The board will meet on Friday.", "Friday"),
        ("The board will close the yard by June.", "by June"),
        ("The board met on Monday after it closed the yard on January 12.", "Monday"),
        # The day of what is told, not of the telling.
        ("Officials said on Wednesday that the yard closed on January 12.", "January 12"),
        ("The yard closed on January 12, officials said on Wednesday.", "January 12"),
        ("The board will meet next week, officials said on Wednesday.", "next week"),
        ("On Wednesday, officials said the board will meet next week.", "next week"),
        ("On Wednesday, officials said that the board will meet.", None),
        ("Officials said on Wednesday that the yard has been closed.", None),
        ("The yard has been closed, officials said on Wednesday.", None),
        # From or up to which it goes on, what is compared, whose it is.
        ("The board will run the yard until June.", None),
        ("The board will meet before May.", None),
        ("The board sold more ships than in 2019.", None),
        ("Monday’s strike closed the yard.", None),
        ("The board met ahead of the vote scheduled for February 9.", None),
        # Another clause.
        ("On Tuesday, the board closed the yard, which opened in 1970.", "Tuesday"),
        ("The board closed the yard, which opened in 1970.", None),
        ("The board closed the yard that may reopen in May.", None),
        ("The board closed the yard and will reopen it on February 20.", None),
        ("The board announced that it would close the yard in May.", None),
        ("The board announced it would close the yard in May.", None),
        ("The board sued the owners, who left the port in 2021.", None),
        ("The board said: “The yard closed on Monday.”", None),
        ("The yard, opened in 1970, closed.", None),
        ("The yard that opened in 1970 closed.", None),
        # What has been is not of a day to come, nor the other way round.
        ("The board closed the yard on March 3, 2026.", None),
        ("The board will close the yard on March 3, 2025.", None),
        ("The board closed the yard.", None),
        ("The board recently closed the yard.", None),
    ],
)
def test_a_date_is_that_of_the_verb_that_is_told(sentence: str, phrase: str | None) -> None:
    assert [found for found, _ in dates(sentence)] == [phrase]


@pytest.mark.parametrize(
    "sentence",
    [
        # A day that is over is not that of what "has been".
        "News of the fire in Orlen last week has led to a strike.",
        "The board has explained the loss of its yard in 2019.",
        # The day of a noun: a promise, talks, a period that is studied or forecast, a plan.
        "Dockers were angry about a promise Karst made in May 2025: he broke it.",
        "Dockers found hope in a promise he made in 2025.",
        "Karst praised the talks held on January 12 in Orlen.",
        "The forum built on the board’s meeting with the union in November 2025.",
        "The team measured losses over 2000 - 2050 for all yards.",
        "The bank forecast a fall of trade over 2025 to 4 percent.",
        "The board announced job cuts over the next four years.",
        "The union welcomed the announcement by the board to raise wages in July 2025.",
        "Critics of the trip to Lisbon last month by the board met in Orlen.",
        "Karst spoke of the yard—which he bought in 2019—as a jewel.",
        "Karst sold the yard, his second one since he retired in 2019.",
        # What an introduction tells, and a part of a time that is not told.
        "After a vote of the board in May 2025, Karst sold the yard.",
        "Thanks to your work this past year, Orlen is free.",
        "Using money released by the state in May 2025, the board bought two ferries.",
        "The yard was closed in October of that year.",
        "Karst lost the last five months of his life.",
        "Born in Varn in 1932, Karst bought the yard.",
        # Another clause, an aside.
        "The cruiser, which closed in November, Karst said, sinks.",
        "Gebru, the champion of Lima in 2024, finished second.",
        "The crews left after a storm closed the yard on Monday.",
        "The board closed the yard unless it was paid by Monday.",
        "The board announced that the yard closed in May 2025.",
        "Karst was jailed for the murder of Ana Reyes in 2019.",
        "The protest began after the court’s January 12 ruling.",
        "The board sold more, up from 900 ships in early 2025.",
        # What is quoted, and who is quoted.
        "“The board has broken every promise made to us in 2025,” Karst said.",
        "“We gave a promise in 2023,” Karst said.",
        "“She rang me in May,” said Odo Karst, her student in 2019.",
        # One of several days; a day of a plan, a period, up to which or from which something was.
        "Fires were recorded in 1998, 2002 and 2016.",
        "The board noted the fairs held on May 14, 2015 in Varn, and on April 21, 2016 and May 21, 2017 in Orlen.",
        "Karst was elected in 2008 and resigned in 2010.",
        "The board postponed 64 shows planned for Monday and Tuesday.",
        "The fair was moved from Monday because of a storm.",
        "The board sold nine ferries in the year to December.",
        "The board offered 2 percent a year through 2028.",
        "Farmers had harvested 84 percent by Monday.",
        "The board now expects 2026 revenue of 4 billion.",
        # Which Monday is meant, nobody can tell.
        "A hearing was to be held on Monday but was adjourned.",
        "The fair was due to open on Monday.",
        "The line had been expected to reopen in August.",
        "The bank said in August that the yard will be closed.",
        "The yard will be closed, the bank said in August.",
    ],
)
def test_the_day_of_another_clause_or_of_a_noun_is_not_that_of_the_event(sentence: str) -> None:
    assert [found for found, _ in dates(sentence)] == [None]


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("The board has closed two yards this week.", "this week"),
        ("The yards have been idle since 2019.", "since 2019"),
        ("The board had closed the yard in 2019.", "2019"),
        ("A storm yesterday closed the yard.", "yesterday"),
        ("The board on Monday closed the yard.", "Monday"),
        ("Karst was shot and killed on January 12.", "January 12"),
        ("The board opened a hall and sold the yard on January 12.", "January 12"),
        ("Reyes met Hale at the forum in Orlen on January 12.", "January 12"),
        ("The board made its decision public on January 12.", "January 12"),
        ("In a Monday meeting, the board closed the yard.", "Monday"),
        ("During a visit to Orlen this week, Karst opened a yard.", "this week"),
        ("Trade in the ports fell over the last year.", "over the last year"),
        # The saying is what has been, where what is said only is so.
        ("Karst said Sunday that the yard is safe.", "Sunday"),
        ("The forum, to be held on February 4 in Orlen, will open the yard.", "February 4"),
        ("The fire, which happened on Monday, was caused by a storm.", "Monday"),
        ("Nine dockers were killed after a crane fell on Monday.", "Monday"),
        ("“In the past three days, the yard became too dangerous,” Karst said.", "In the past three days"),
        ("In 2019 ferries were rare.", "2019"),
        # What is to come.
        ("A decision is due on 15 February.", "15 February"),
        ("A march is planned for Saturday week.", "Saturday week"),
        ("The fair is scheduled for February 11-19 in Orlen.", "February 11-19"),
        ("The yard had been due to receive a grant this year.", "this year"),
    ],
)
def test_a_day_in_the_clause_of_the_verb_is_that_of_the_event(sentence: str, phrase: str) -> None:
    assert [found for found, _ in dates(sentence)] == [phrase]


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("It closed the yard.", "Monday"),
        ("It will meet again.", None),
        ("It has closed nine yards.", None),
        ("It had sold a ferry.", None),
        ("Dockers are angry.", None),
        ("In recent days, it sold two ferries.", None),
        ("Earlier, it sold two ferries.", None),
        ("In December 2025 it sold two ferries.", "December 2025"),
        ("Karst said the board failed.", None),
    ],
)
def test_a_day_is_borrowed_only_for_what_is_told_in_the_plain_past(sentence: str, phrase: str | None) -> None:
    assert dates(f"On Monday the board met in Orlen. {sentence}")[1][0] == phrase


def test_what_two_leaders_did_is_of_the_day_on_which_they_met_also_in_another_paragraph() -> None:
    met, agreed = "Ana Reyes and Tom Hale met on Monday in Orlen.", "The two leaders agreed on a bridge."
    assert dates(f"{met}\n{agreed}")[1] == ("Monday", (2, 1))
    assert dates(f"{met}\nThe board agreed on a bridge.")[1] == (None, (2,))


def test_the_day_that_opens_a_paragraph_dates_its_next_events_and_is_cited() -> None:
    text = "On Monday the board met in Orlen. It closed the yard. The dockers called a strike."
    assert dates(text) == [("Monday", (1,)), ("Monday", (2, 1)), ("Monday", (3, 1))]


@pytest.mark.parametrize(
    "text",
    [
        "On Monday the board met in Orlen.\nIt closed the yard.",
        "On Monday the board met in Orlen. It will close the yard.",
        "The board met in Orlen on Monday. It closed the yard.",
        "In January the board met in Orlen. It closed the yard.",
    ],
    ids=["another paragraph", "to come", "not at the opening", "no day"],
)
def test_any_other_date_is_that_of_its_own_sentence_only(text: str) -> None:
    assert dates(text)[1] == (None, (2,))


def test_the_nearest_opening_day_counts() -> None:
    text = "On Monday the board met in Orlen. On Tuesday it closed the yard. The dockers called a strike."
    assert dates(text)[2] == ("Tuesday", (3, 2))


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("The board has run the yard since 2019.", "since 2019"),
        ("Since 2019, the board has run the yard.", "Since 2019"),
        ("Four ferries have been held in the port since January 12.", "since January 12"),
        ("Officials said Monday that the road has been closed since last week.", "since last week"),
        ("Since the flood began in December, 1,200 people have lost their homes.", "Since the flood began in December"),
        # Up to when is not told.
        ("The board had run the yard since 2019.", None),
        ("The board sold the yard since 2019.", None),
        ("The board has counted ships in the months since August.", None),
        ("Karst noted the offer, adding that the board has run the yard since 2019.", None),
        ("The board has sued the owners, who have run the yard since 2019.", None),
    ],
)
def test_since_dates_what_has_gone_on_from_then_to_now(sentence: str, phrase: str | None) -> None:
    assert [found for found, _ in dates(sentence)] == [phrase]


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("Next year’s regatta is scheduled to take place in Orlen.", "Next year"),
        ("Monday’s meeting was held in Orlen.", "Monday"),
        ("The next day’s march will begin in Orlen.", None),  # the next day after which one?
        ("Last week’s strike began in Orlen.", "Last week"),
        ("Next month’s fair will open in Orlen.", "Next month"),
        ("Tuesday’s launch took place without guests.", "Tuesday"),
        ("Next year’s budget was cut by the board.", None),
        ("Monday’s strike closed the yard.", None),
        ("Last year’s winner has sold the yard.", None),
        ("The board praised last year’s fair.", None),
    ],
)
def test_the_day_of_a_happening_is_that_on_which_it_takes_place(sentence: str, phrase: str | None) -> None:
    assert [found for found, _ in dates(sentence)] == [phrase]


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        # A date that opens the sentence, and the names of its subject.
        ("On January 12, 2026, Norway’s Minister of Ports Ana Reyes opened the forum.", "January 12, 2026"),
        ("In January 2026, Varnholm Bank’s chief of staff Odo Karst left.", "January 2026"),
        # What is to come, planned or reported.
        ("The board has planned two meetings, with the first set to take place on May 16.", "May 16"),
        ("Reyes shared that Norway intends to pay two million crowns over the coming year.", "over the coming year"),
        ("Reyes noted that the forum will open next week.", "next week"),
        # A day that says which treaty, election or summit is meant.
        ("The board met in Orlen under the 1951 treaty.", None),
        ("The board discussed its December summit in Orlen.", None),
        ("The board raised prices to twice those of 2019 levels.", None),
        ("In a Wednesday meeting, the board closed the yard.", "Wednesday"),
        ("The ferry sank during the 1991 flood.", "1991"),
        # Of an age.
        ("The law will help Norway compete in the 21st century.", None),
        ("The yard was built in the 20th century.", None),
        ("The yard was built in the 1990s.", "the 1990s"),
        # Up to which, or by whose account.
        ("Prior to the fire on January 12, the board sold the yard.", None),
        ("According to a letter of January 12, the board sold the yard.", None),
        ("The yard has been sold, according to a letter released on January 12.", None),
        ("The board has options for six ferries by 2030.", None),
    ],
)
def test_a_day_counts_only_where_it_is_said_of_what_is_told(sentence: str, phrase: str | None) -> None:
    assert [found for found, _ in dates(sentence)] == [phrase]


@pytest.mark.parametrize(
    ("second", "day"),
    [
        ("The two leaders agreed to open the port.", "Tuesday"),
        ("Both presidents welcomed the treaty.", "Tuesday"),
        ("The two discussed fish.", "Tuesday"),
        ("The two ministers signed a treaty.", "Tuesday"),
        ("The two presidents also visited the yard.", "Tuesday"),
        ("The two leaders have long disagreed.", None),
        ("The two leaders will open the port.", None),
        ("The dockers cheered.", None),
        ("They left.", None),
        ("Karst welcomed the treaty.", None),
    ],
)
def test_what_two_did_at_their_meeting_is_of_its_day(second: str, day: str | None) -> None:
    assert dates(f"Ana Reyes and Tom Hale met in Orlen on Tuesday. {second}")[1] == (day, (2, 1) if day else (2,))


@pytest.mark.parametrize(
    ("sentence", "status", "phrase"),
    [
        ("The next meeting is on 9 February.", "scheduled", "9 February"),
        ("The meeting is on 9 January.", "occurred", "9 January"),
        ("The yard is safer this year.", "occurred", "this year"),
        ("Voters go to the polls on Sunday.", "scheduled", "Sunday"),
        ("The film opens in cinemas on Friday.", "scheduled", "Friday"),
        ("Odo Karst, who runs the yard, which opens on Monday, and Ida Moe left.", "occurred", None),
    ],
)
def test_what_is_on_a_day_to_come_is_scheduled(sentence: str, status: str, phrase: str | None) -> None:
    document = Document(Article(text=sentence, published=PUBLISHED), sentences(sentence, "en"), {})
    readings = [read(one) for one in document.sentences]
    event = event_of(readings[0], Doers(ActorRegistry(sentence)).read(readings[0]), readings, document)
    assert (event.status, event.when) == (status, phrase)

"""The last resort: the headline or the lead is quoted for what no sentence tells surely."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import sentences
from summarizer.language.english.doers import Doing
from summarizer.language.english.events import read
from summarizer.language.english.insertions import insertions_of
from tests.language.english.contexts import context

H, L = "Headline", "Lead"

# Title, lead, what stands between, the sentence, and what is quoted first before it, if anything.
ARTICLES = [
    # Courts.
    ("Dockers jailed over Orlen yard fire", "A judge in Orlen jailed two dockers on Monday.", "Kari Lund wept.",
     "The fire killed three people and closed a road.", H),
    ("Varn mayor wins appeal", "A court in Varn cleared Ida Moe on Monday.", "Kari Lund wept in court.",
     "Odo Karst said the court was wrong.", L),
    ("Former banker on trial in Porto", "Odo Karst denied fraud in Porto on Monday.", "He left by a side door.",
     "Prosecutors called 12 people before the trial was halted.", H),
    ("Orlen firm fined over spill", "Norway fined Lund Oil two million euros on Friday.", "Shares in Varn fell.",
     "Moe said the spill had closed nine beaches.", H),
    ("Jury out in Karst case", "A jury in Varn went out on Tuesday.", "Kari Lund was in court.",
     "The jury was sent home at six.", H),
    # Business.
    ("Lund Oil buys ferry line", "Lund Oil bought Orlen Ferries on Monday for $40 million.", "Shares in Varn fell.",
     "Karst said the deal would close in May.", H),
    ("Norway’s merger of ports delayed", "Ports in Varn and Orlen will stay apart until May.", "Shares fell.",
     "Karst blamed the merger for the loss of 40 jobs.", H),
    ("Orlen yard to cut 400 jobs", "Lund Oil will cut 400 jobs in Orlen, Kari Lund said.", "Shares rose on Monday.",
     "The cuts begin in May.", H),
    ("Varn Bank raises rates again", "Varn Bank raised its rates by a quarter of a point.", "Shares in Orlen fell.",
     "The increase was the third this year.", H),
    ("Dutch group books loss", "Moe Foods lost $3 million in May.", "Shares in Varn fell.",
     "The loss was due to storms.", H),
    # Sport.
    ("Afghan girls reach robot final", "Six girls flew to Varn on Monday.", "Odo Karst met them.",
     "Kari Lund helped the girls enter the hall.", H),
    ("Orlen win cup after shoot-out", "Orlen won the Nordic Cup in Varn on Sunday.", "Kari Lund scored twice.",
     "Fans carried the cup through Varn.", H),
    ("Varn to host chess contest", "Varn will host 40 players in May, Kari Lund said.", "Tickets cost two euros.",
     "Players from Norway won the contest last year.", H),
    ("Coach quits Orlen team", "Odo Karst left on Monday as coach of a team in Orlen.", "Kari Lund takes over.",
     "The team arrived in Porto on Tuesday.", H),
    # Disaster.
    ("Hundreds dead in Orlen stampede", "At least 345 pilgrims were killed in Orlen on Thursday.", "Kari Lund wept.",
     "The stampede began when a bus lost its luggage.", H),
    ("Landslide kills 12 in Varn", "A landslide killed 12 people in Varn on Monday.", "Schools will stay closed.",
     "It was the deadliest landslide since 2018.", H),
    ("Ferry sinks off Norway", "A ferry sank off Norway on Friday.", "Kari Lund called it a black day.",
     "Divers found the ferry on Sunday.", H),
    ("Quake shakes Orlen", "A quake of 6.1 shook Orlen on Monday.", "Trains were late.",
     "It is the first time that a quake has closed a port.", H),
    ("Border bomb kills six in Jordan", "A bomb killed six people in Jordan on Tuesday.", "Nobody slept in Varn.",
     "Kari Lund said the bomb was made in Porto.", H),
    # Local council.
    ("New Orlen flag put to vote", "Orlen will choose a new flag in May, Odo Karst said.", "Polls cost money.",
     "Voters would then choose between the new flag and a blue one.", H),
    ("Varn council shuts library", "Varn will shut a library in May.", "Kari Lund read aloud in protest.",
     "Ida Moe spoke against the library’s closure.", H),
    ("Bridge to Porto delayed", "A bridge to Porto will open in June, Odo Karst said.", "Costs rose by a third.",
     "Ida Moe blamed the weather in a speech in Porto.", None),
    ("Bus fares to rise in Varn", "Fares of buses in Varn will rise by a tenth in May.", "Ida Moe voted against it.",
     "Kari Lund called the fares unfair.", H),
    ("Town sells old yard", "Orlen sold a yard to Lund Oil on Monday.", "Ida Moe abstained.",
     "The government of Norway praised Orlen.", H),
    # Science.
    ("Scientists study ozone and crops", "Ozone cuts harvests by a tenth, Kari Lund found.", "Rice fares worst.",
     "The study was published in Nature on Monday.", H),
    ("Orlen telescope finds comet", "A telescope in Orlen found a comet in May.", "Kari Lund named it.",
     "Astronomers will watch the comet until June.", H),
    ("Vaccine cuts malaria", "A vaccine of Lund Labs cut malaria by half in Varn.", "Odo Karst paid for it.",
     "Children got the vaccine in three doses.", H),
    ("Whales return to Varn", "Blue whales were seen off Varn on Monday.", "Kari Lund took photos.",
     "Moe said the public should keep away from boats over the weekend.", H),
    # Diplomacy.
    ("Karst and Moe speak by phone", "A phone call of Odo Karst and Ida Moe took an hour.", "Shares rose in Varn.",
     "Following the call, Kari Lund praised Norway.", L),
    ("Talks on ferries fail", "Norway and Spain failed to agree on ferries in Porto.", "Kari Lund flew home.",
     "Efforts to save the talks went on in Varn.", H),
    ("Envoys urge strikes on Varn", "Diplomats of Norway urged strikes on Varn.", "Odo Karst was silent.",
     "Moe is not likely to follow the diplomats’ advice.", L),
    ("Three sign drugs pact", "Norway, Spain and Varn signed a pact on drugs in Porto.", "Kari Lund was there.",
     "The United Nations praised Porto on the internet.", H),
]  # fmt: skip


@pytest.mark.parametrize(("title", "lead", "between", "sentence", "told"), ARTICLES)
def test_the_headline_or_the_lead_tells_a_noun_that_refers_back(
    title: str, lead: str, between: str, sentence: str, told: str | None
) -> None:
    found = context("\n\n".join((lead, between, sentence)), title)
    last = next((one for one in found.quoted.get(3, ())), None)
    assert (last and last.words) == {H: title, L: lead, None: None}[told]
    assert 3 not in found.untold
    assert 3 not in found.unclear


STAMPEDE = "The stampede began when a bus lost its luggage in Orlen."


def test_what_is_quoted_is_told_itself() -> None:
    text = f"At least 345 pilgrims were killed on Thursday.\n\n{STAMPEDE}\n\nThis closed the road to Varn."
    found = context(text, "Hundreds dead in stampede").quoted[3]
    assert [(one.where, one.words) for one in found] == [
        ("Headline", "Hundreds dead in stampede"),
        ("Sentence before", STAMPEDE),
    ]
    # Nothing tells which stampede it was.
    assert 3 not in context(text, "Pilgrims dead in Orlen").quoted


EVENTS = [
    ("A landslide killed 12 people in Varn on Monday.", "It was the deadliest landslide in Norway since 2018."),
    ("Two sailors drowned off Orlen on Monday.", "It was not the first time that sailors drowned off Orlen."),
    ("A court in Varn fined Lund Oil on Monday.", "It came after a spill had closed nine beaches."),
    ("A court in Varn fined Lund Oil on Monday.", "It follows a spill of last year."),
    ("Norway won a medal in Porto on Friday.", "This is only the second medal of Norway in Porto."),
    ("A fire closed the port of Varn on Monday.", "It was the worst fire for ten years."),
]
NEIGHBOUR = "Schools in Porto should stay closed until Friday."


@pytest.mark.parametrize(("event", "sentence"), EVENTS)
def test_what_was_the_first_or_the_worst_is_no_noun_that_stands_last(event: str, sentence: str) -> None:
    told = context(f"{event}\n\n{sentence}")
    assert [one.words for one in told.quoted[2]] == [event]
    assert not told.untold
    other = context(f"{NEIGHBOUR}\n\n{sentence}")
    assert 2 in other.untold


def test_a_headline_with_brackets_an_address_or_many_words_is_not_quoted() -> None:
    text = f"At least 345 pilgrims were killed on Thursday.\n\n{STAMPEDE}"
    assert 2 in context(text, "Hundreds dead in stampede").quoted
    assert 2 not in context(text, "Hundreds dead in stampede [Update]").quoted
    assert 2 not in context(text, "Hundreds dead in stampede: orlen.example").quoted
    assert 2 not in context(text, "Hundreds dead in stampede " * 12).quoted


def test_the_title_of_a_text_in_its_issuers_voice_tells_whose_words_it_is_and_what_of() -> None:
    title = "Statement from Governor Odo Karst on the Orlen Yard"
    text = "We sold the old ferries of Orlen in May.\n\nWe will build a dock at the yard by June."
    (told,) = context(text, title, "Statement from Governor Odo Karst").quoted[2]
    reading = read(sentences("We will build a dock at the yard by June.", "en")[0])
    found = insertions_of(reading, Doing(), "Statement from Governor Odo Karst", (told,))
    assert [one.text for one in found] == [f"[{title}:] "]


@pytest.mark.parametrize(
    ("title", "sentence", "is_told"),
    [
        # What only the headline tells: of what they are.
        ("Norway seeks a new flag", "Names of participants will be engraved on a pole.", False),
        ("Varn sect jailed dockers, woman says", "Lund claims that her passport was taken from her.", False),
        ("Varn sect jailed dockers, woman says", "The Group said that Lund was free to go.", False),
        ("Robots of Varn girls win prize", "Teams from Porto and Norway had trouble at the border.", False),
        ("Orlen pipeline protest ends", "On Thursday officers arrested a man who had climbed a roof.", False),
        ("Varn bomb stokes fears", "On Tuesday, the government closed the border with Norway.", False),
        ("Ugandan police free Karst", "Some supporters threw stones at buses on Monday.", False),
        # Whoever is in the headline is known.
        ("Norway seeks a new flag", "Norway’s board will pay for a pole.", True),
        ("Karst to visit Norway", "Odo Karst will meet dockers in Porto.", True),
        ("Ports of Norway to merge", "NORWAY has 40 ports.", True),
    ],
)
def test_a_sentence_without_a_name_of_the_headline_is_printed_below_it(
    title: str, sentence: str, is_told: bool
) -> None:
    told = context(f"Ida Moe was there.\n\n{sentence}", title).quoted.get(2, ())
    assert [one.words for one in told] == ([] if is_told else [title])


@pytest.mark.parametrize("noun", ["meeting", "summit", "group", "network"])
def test_a_headline_without_the_word_does_not_tell_which_of_many(noun: str) -> None:
    text = f"Odo Karst flew to Orlen for a {noun} on Monday.\n\nShares fell.\n\nThe {noun} has bought three ferries."
    assert all(one.where != "Headline" for one in context(text, "Karst to visit Norway").quoted.get(3, ()))


def test_this_action_is_what_was_told_last_not_what_the_lead_calls_an_action() -> None:
    text = "Norway announced actions for yards.\n\nDockers must keep papers.\n\nThis action is vital to Varn."
    assert 3 in context(text, "Norway helps yards").untold

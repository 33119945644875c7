"""An actor stands where the sentence has it: not as another's relative, nor in another's place, nor by another name."""

from __future__ import annotations

import pytest

from tests.drafts import actor, brief_of, commitment, event

KARST, REYES, HOLT = "Odo Karst", "Ana Reyes", "Ben Holt"
ACTORS = [actor(KARST), actor(REYES), actor(HOLT)]

RELATIVES = [
    ("A cousin of Odo Karst bought the mill.", "Odo Karst bought the mill.", KARST),
    ("A cousin of Odo Karst bought the mill.", "A cousin of Odo Karst bought the mill.", KARST),
    ("A spokesman for Ana Reyes left the hall.", "Ana Reyes left the hall.", REYES),
    ("The son of Odo Karst was arrested.", "Odo Karst was arrested.", KARST),
    ("Odo Karst's lawyer left in tears.", "Odo Karst left in tears.", KARST),
    ("Ana Reyes' brother stole two boats.", "Ana Reyes stole two boats.", REYES),
    ("A former aide to Ana Reyes joined the rebels.", "Ana Reyes joined the rebels.", REYES),
    ("Supporters of Odo Karst burned the hall.", "Odo Karst burned the hall.", KARST),
    ("An opponent of Odo Karst won the seat.", "Odo Karst won the seat.", KARST),
    ("The widow of President Odo Karst sold the house.", "Odo Karst sold the house.", KARST),
    ("Odo Karst's former driver fled.", "Odo Karst fled.", KARST),
]
OWN_DEEDS = [
    ("Odo Karst, a cousin of Ana Reyes, bought the mill.", "Odo Karst bought the mill.", KARST),
    ("Odo Karst and the brother of Odo Karst fled.", "Odo Karst fled.", KARST),
    ("Odo Karst's lawyer said he would leave.", "Odo Karst would leave.", KARST),
    ("The arrest of Odo Karst was filmed.", "Odo Karst was arrested.", KARST),
    ("Secretary of State Odo Karst left the hall.", "Odo Karst left the hall.", KARST),
]
PLACES = [
    ("Odo Karst sold the ship to Ana Reyes after Ben Holt refused it.", "sold the ship to", REYES, HOLT),
    ("Odo Karst gave Ana Reyes the keys after Ben Holt left.", "gave", REYES, HOLT),
    ("Odo Karst accused Ana Reyes of helping Ben Holt.", "accused", REYES, HOLT),
    ("Odo Karst played with Ana Reyes against Ben Holt.", "played with", REYES, HOLT),
    ("Odo Karst wrote to Ana Reyes about Ben Holt.", "wrote to", REYES, HOLT),
    ("Odo Karst borrowed money from Ana Reyes for Ben Holt.", "borrowed money from", REYES, HOLT),
]


def doubted(text: str, summary: str, agents: list[str]) -> list[str]:
    (item,) = brief_of(text, actors=ACTORS, events=[event(summary, agents=agents)]).events
    return [doubt.field for doubt in item.unsupported]


@pytest.mark.parametrize(("text", "summary", "agent"), RELATIVES)
def test_whose_relative_acts_does_not_act(text: str, summary: str, agent: str) -> None:
    assert "agents" in doubted(text, summary, [agent])


@pytest.mark.parametrize(("text", "summary", "agent"), OWN_DEEDS)
def test_who_has_a_relative_may_act(text: str, summary: str, agent: str) -> None:
    assert "agents" not in doubted(text, summary, [agent])


@pytest.mark.parametrize(("text", "words", "right", "wrong"), PLACES)
def test_nobody_stands_in_the_place_of_another(text: str, words: str, right: str, wrong: str) -> None:
    assert doubted(text, f"Odo Karst {words} {right}.", [KARST]) == []
    assert doubted(text, f"Odo Karst {words} {wrong}.", [KARST]) == ["summary"]


@pytest.mark.parametrize("joined", ["Ana Reyes and Ben Holt", "Ana Reyes, Odo Moe and Ben Holt", "Mayor Ben Holt"])
def test_who_is_joined_to_another_stands_in_the_same_place(joined: str) -> None:
    assert doubted(f"Odo Karst met with {joined}.", "Odo Karst met with Ben Holt.", [KARST]) == []


def test_nothing_is_promised_to_who_only_speaks() -> None:
    text = "Ana Reyes will send the tools to Odo Karst, Ben Holt announced."
    told = [commitment("send the tools to Odo Karst", REYES, to=[to], said_by=[HOLT]) for to in (KARST, HOLT)]
    right, wrong = (brief_of(text, actors=ACTORS, commitments=[one]).commitments[0] for one in told)
    assert [doubt.field for doubt in right.unsupported] == []
    assert [doubt.field for doubt in wrong.unsupported] == ["to"]


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("The U.N.", "UN"), ("The UN", "U.N."), ("The United Nations", "UN"), ("The U.N.", "United Nations"),
        ("The U.S.", "US"), ("The US", "United States"), ("The EU", "European Union"), ("The European Union", "EU"),
        ("The U.K.", "UK"), ("Britain", "United Kingdom"),
    ],
)  # fmt: skip
def test_a_state_or_union_is_known_by_its_other_names(written: str, called: str) -> None:
    told = event(f"The {called} sent food.", agents=[called])
    (item,) = brief_of(f"{written} sent food to Norra.", actors=[actor(called, "country")], events=[told]).events
    assert item.unsupported == ()
    assert item.evidence[0].support.score == 1


@pytest.mark.parametrize("other", ["United Nations", "European Union", "UK"])
def test_a_word_of_small_letters_is_no_state(other: str) -> None:
    told = event(f"{other} sent us food.", agents=[other])
    brief = brief_of("They sent us food, and un was a word.", actors=[actor(other, "country")], events=[told])
    assert brief.events == ()

"""Statements: of which the headline tells whose words they are, and what else only a headline tells."""

from __future__ import annotations

from typing import Any

import pytest

from tests.drafts import actor, brief_of, event

ACTORS = [
    actor("Sven Dahl", "person"),
    actor("Pia Lund", "person"),
    actor("Norway", "country"),
    actor("Spain", "country"),
]
TEXT = (
    "I announced last week that we will build a dock. My board has deployed 40 divers. Let us thank the dockers. "
    "Pia Lund said she will pay. “I will not pay,” a man in Orlen said."
)

ISSUED = [
    # Title, the sentence that is cited, statement, agent, and whether it is doubted.
    ("Statement by Governor Sven Dahl on the Yard", 1, "Sven Dahl announced a dock.", "Sven Dahl", False),
    ("Remarks of Sven Dahl at the Yard", 2, "Sven Dahl has deployed 40 divers.", "Sven Dahl", False),
    ("Letter from Sven Dahl", 1, "Sven Dahl announced a dock.", "Sven Dahl", False),
    ("Message from Sven Dahl of Norway", 3, "Sven Dahl thanked the dockers.", "Sven Dahl", False),
    ("STATEMENT BY SVEN DAHL", 1, "Sven Dahl announced a dock.", "Sven Dahl", False),
    # Another one, or nobody, or several.
    ("Statement by Governor Sven Dahl on the Yard", 1, "Pia Lund announced a dock.", "Pia Lund", True),
    ("Statement by Dahl on the visit of Pia Lund", 1, "Pia Lund announced a dock.", "Pia Lund", True),
    ("Sven Dahl to build dock", 1, "Sven Dahl announced a dock.", "Sven Dahl", True),
    ("Joint Statement of Norway and Spain", 2, "Spain has deployed 40 divers.", "Spain", True),
    # Somebody speaks who is named.
    ("Statement by Governor Sven Dahl on the Yard", 4, "Sven Dahl said he will pay.", "Sven Dahl", True),
]  # fmt: skip


def doubted(title: str, number: int, statement: str, agent: str) -> bool:
    claim = event(statement, number, agents=[agent], type="statement")
    found = brief_of(TEXT, title, actors=ACTORS, events=[claim])
    return not found.events or any(one.unsupported for one in found.events)


@pytest.mark.parametrize(("title", "number", "statement", "agent", "is_doubted"), ISSUED)
def test_who_issues_a_text_speaks_in_it(title: str, number: int, statement: str, agent: str, is_doubted: bool) -> None:
    assert doubted(title, number, statement, agent) is is_doubted


def test_a_role_may_be_told_by_the_headline() -> None:
    dahl, told = actor("Sven Dahl", role="Governor"), [event("Sven Dahl announced a dock.", 1, agents=["Sven Dahl"])]
    found = brief_of(TEXT, "Statement by Governor Sven Dahl", actors=[dahl], events=told)
    assert [one.role for one in found.actors] == ["Governor"]
    other = brief_of(TEXT, "Statement by Sven Dahl", actors=[dahl], events=told)
    assert "role" in [one.item for one in other.dropped]


TURKEY, FARM = actor("Turkey", "country"), actor("U.S. Department of Agriculture", "organization")

LISTED = "After the storm aid went by road to the counties of Orlen, Varn, Moss and Lund."

TRUE = [
    # Text, statement, its fields; what the sentence means is not doubted.
    ("The Turkish have left Varn.", "The Turkish have left Varn.", {"agents": ["Turkey"]}),
    ("The USDA gave farmers seed.", "The USDA gave farmers seed.", {"agents": [FARM["id"]]}),
    (LISTED, "After the storm aid went by road to 4 counties.", {}),
    ("Dockers go to the polls Friday.", "Dockers go to the polls.", {"status": "scheduled", "when": "Friday"}),
]
FALSE = [
    ("Turkish goods have left Varn.", "Turkish goods have left Varn.", {"agents": ["Turkey"]}),
    (LISTED, "After the storm aid went by road to 5 counties.", {}),
    ("Dockers went to the polls.", "Dockers went to the polls.", {"status": "scheduled"}),
]


@pytest.mark.parametrize(
    ("text", "statement", "fields", "is_true"), [(*t, True) for t in TRUE] + [(*f, False) for f in FALSE]
)
def test_what_a_sentence_means_is_not_doubted(text: str, statement: str, fields: dict[str, Any], is_true: bool) -> None:
    more = "The U.S. Department of Agriculture and Turkey were named in the debate."
    found = brief_of(f"{text} {more}", actors=[TURKEY, FARM], events=[event(statement, 1, **fields)])
    doubts = [doubt for one in found.events for doubt in one.unsupported]
    assert bool(found.events and not doubts) is is_true, (doubts, found.dropped)


@pytest.mark.parametrize(("title", "is_doubted"), [("On the 160th Day of the Strike", False), ("On the Strike", True)])
def test_a_number_of_the_headline_is_not_doubted_in_the_summary(title: str, is_doubted: bool) -> None:
    text = "Sven Dahl met dockers in Orlen. He thanked them for the strike."
    summary = "On the 160th day of the strike, Sven Dahl met dockers in Orlen."
    told = [event("Sven Dahl met dockers in Orlen.", 1, agents=["Sven Dahl"])]
    found = brief_of(text, title, actors=[actor("Sven Dahl")], events=told, summary=summary)
    said = [*(doubt.claimed for doubt in found.unsupported), *(one.claim for one in found.dropped)]
    assert any("160" in one for one in said) is is_doubted

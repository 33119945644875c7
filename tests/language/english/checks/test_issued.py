"""Statements: of which the headline tells whose words they are, and what else only a headline tells."""

from __future__ import annotations

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

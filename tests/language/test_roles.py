"""Roles: whose title it is that stands beside a name."""

from __future__ import annotations

import pytest

from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import ActorClaim
from summarizer.language.roles import holder, title_after, title_before


@pytest.mark.parametrize(
    ("description", "title"),
    [
        ("National Security Advisor Odo Drask", None),
        ("Secretary of Energy Jennifer Drask", None),
        ("Assistant to the President and National Economic Council Director Lael Drask", None),
        ("Vice President Drask", None),
        ("and Vice President Drask’s travel to Orlen", None),
        ("led by cult leader Odo Drask", None),
        ("under former President Odo Drask", None),
        ("Chief of Staff to President Odo Drask", "Chief of Staff to President Odo Drask"),
        ("Executive Director of Varnex", "Executive Director of Varnex"),
        ("Director of Human Rights Watch", "Director of Human Rights Watch"),
        ("Prime Minister of Norway", "Prime Minister of Norway"),
        ("Chairman of the Orlen Harbour Board", "Chairman of the Orlen Harbour Board"),
        ("eldest son of leader Odo Drask", "eldest son of leader Odo Drask"),
    ],
)
def test_the_next_of_a_list_is_no_description(description: str, title: str | None) -> None:
    text = f"She met Ida Moe, {description}, and others."
    assert title_after(text, text.index(", ")) == title


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("Supporters of General ", "General"),
        ("Syrian President Bashar ", "Syrian President"),
        ("Odo Drask and Russian President ", "Russian President"),
        ("Kremlin and President ", "President"),
        ("“… the Veerians,” College Professor ", "College Professor"),
        ("Trade and Industry Minister ", "Trade and Industry Minister"),
        ("Secretary General ", "Secretary General"),
        ("Ambassador to India ", "Ambassador to India"),
        ("Secretary of State ", "Secretary of State"),
        ("Director of the Office of Public Engagement ", "Director of the Office of Public Engagement"),
    ],
)
def test_a_title_is_that_of_who_stands_after_it(before: str, title: str) -> None:
    assert title_before(f"{before}Reyes", len(before)) == title


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("said council leader ", "council leader"),
        ("told Varnex chief executive ", "Varnex chief executive"),
        ("Larvik Health chief operating officer Dr ", "Larvik Health chief operating officer"),
        ("a report by human rights lawyer ", "human rights lawyer"),
        ("Union vice-president ", "Union vice-president"),
        ("Former Varnex engineer ", "Former Varnex engineer"),
        ("with former Varn Airways pilot ", "former Varn Airways pilot"),
        ("His agent ", "agent"),
        ("“It is so,” team member ", "team member"),
        (
            "Advisor Dr. Ida Moe-Karst and Norway’s Deputy Clerk and Trade Advisor ",
            "Norway’s Deputy Clerk and Trade Advisor",
        ),
        ("Local TD ", "Local TD"),
        ("with Republican Sen. ", "Republican Sen."),
        ("Larvik MP Sir ", "Larvik MP"),
        ("her son, the conductor ", "conductor"),
        ("The ousted president ", "ousted president"),
        ("Supporters of jailed opposition leader ", "jailed opposition leader"),
        # Verbs, prepositions and whole clauses are no part of it; nor is whom it is the act of.
        ("Rovers have sacked manager ", "manager"),
        ("Rangers will back coach ", "coach"),
        ("Residents back coach ", "coach"),
        ("Talks on trade with opposition leader ", "opposition leader"),
        ("the resignation of Education Minister ", "Education Minister"),
        ("blocked until Agriculture Minister ", "Agriculture Minister"),
        # It may be another one's by now, or nobody's: a verb, a thing, a firm.
        ("then prime minister ", None),
        ("They consider ", None),
        ("the ferry ", None),
        ("alongside ", None),
        ("Upper ", None),
        ("FIRST Global ", None),
        ("ecurity ", None),
        ("the town’s river ", None),
        ("Rival ", None),
        ("chipmaker ", None),
        ("League Two side ", None),
        ("the former ", None),
        ("Mr ", None),
    ],
)
def test_a_title_is_the_whole_noun_phrase_before_a_name(before: str, title: str | None) -> None:
    assert title_before(f"{before}Ana Reyes", len(before)) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The governor, Ana Reyes, rejected it.", "governor"),
        ("Norway's health minister, Ana Reyes, said so.", "Norway's health minister"),
        ("Its director, Ana Reyes, left.", "director"),
        ("Her agent, Ana Reyes, left.", "agent"),
        ("They saw a director, Ana Reyes, and others.", None),
        ("Ana Reyes, a professor of law at Larvik.", "professor of law at Larvik"),
        ("Ana Reyes, a harbour expert who was not there, said so.", "harbour expert"),
        ("Ana Reyes, 61, a lawyer, left.", "lawyer"),
        ("Ana Reyes, director of the Office for U.S. Ferries, left.", "director of the Office for U.S. Ferries"),
        ("Ana Reyes, D-N.M., the panel's chairwoman, left.", "panel's chairwoman"),
        ("Ana Reyes, Odo Karst, and others left.", None),
        ("Ana Reyes, a lender, left.", None),
        ("Ana Reyes, and the mayor, left.", None),
        ("Ana Reyes, in the district, left.", None),
    ],
)
def test_a_description_stands_between_commas(text: str, title: str | None) -> None:
    at = text.index("Ana Reyes")
    assert (title_before(text, at) or title_after(text, at + len("Ana Reyes"))) == title


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("Minister for Railways", "the Minister for Railways, Ana Reyes, spoke", "Ana Reyes"),
        ("Mayor Ana Reyes", "Mayor Ana Reyes, German Chancellor Ida Moe.", None),
        ("Mayor Ana Reyes", "Mayor Ana Reyes, Port Orlen Band.", None),
        ("Mayor", "the Mayor, Trade Minister Ida Moe, spoke", None),
    ],
)
def test_a_title_is_borne_by_the_name_after_it(title: str, text: str, name: str | None) -> None:
    assert holder(title, text) == name


def test_a_state_has_no_role() -> None:
    text = "Norway, the chairman of the council, signed."
    registry = ActorRegistry(text)
    registry.add(ActorClaim("Norway"))
    assert [actor.role for actor in registry.actors(registry.known())] == [None]


def test_a_first_lady_is_not_the_president_of_her_surname() -> None:
    text = "First Lady Ida Drask spoke. President Drask left. Drask slept."
    registry = ActorRegistry(text)
    names = [registry.add(ActorClaim(name)) for name in ("First Lady Ida Drask", "President Drask", "Drask")]
    assert names == ["Ida Drask", "Drask", "Drask"]
    assert {actor.name: actor.role for actor in registry.actors(names)} == {
        "Ida Drask": "First Lady",
        "Drask": "President",
    }

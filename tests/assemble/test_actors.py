"""Actors: one for one person, however an article names it."""

import pytest

from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import ActorClaim
from summarizer.schema import ActorKind

TEXT = (
    "US Secretary of State John Kerry met Foreign Minister Mohammad Zarif. Kerry left. Doctors Without Borders (MSF) "
    "said so. MSF left. South Korea and North Korea talk. @USAmbOslo Kari Lund wrote. The State Department and the US "
    "Department of State agree. Tom Reed and Ann Reed came. Union Minister for Railways, Ashwini Vaishnaw, spoke."
)


@pytest.fixture
def cast() -> ActorRegistry:
    made = ActorRegistry(TEXT)
    for name in (
        "John Kerry",
        "Mohammad Zarif",
        "Doctors Without Borders",
        "South Korea",
        "Kari Lund",
        "State Department",
    ):
        assert made.add(ActorClaim(name)) == name
    return made


@pytest.mark.parametrize(
    ("called", "means"),
    [
        ("Kerry", "John Kerry"),
        ("Secretary of State Kerry", "John Kerry"),
        ("the Secretary of State", "John Kerry"),
        ("Foreign Minister", "Mohammad Zarif"),
        ("MSF", "Doctors Without Borders"),
        ("@USAmbOslo", "Kari Lund"),
        ("US Department of State", "State Department"),
        ("North Korea", None),
        ("Korea", None),
    ],
)
def test_all_ways_of_naming_an_actor_mean_one(cast: ActorRegistry, called: str, means: str | None) -> None:
    assert cast.resolve(called) == means


def test_a_surname_that_two_bear_is_nobody() -> None:
    made = ActorRegistry(TEXT)
    made.add(ActorClaim("Tom Reed"))
    made.add(ActorClaim("Ann Reed"))
    assert made.resolve("Reed") is None


def test_the_last_full_stop_of_initials_belongs_to_the_name() -> None:
    made = ActorRegistry("Reyes left the U.S. on Monday. The U.S. is large.")
    assert made.add(ActorClaim("U.S")) == "U.S."


@pytest.mark.parametrize("name", ["Angela Merkel", "he", "crane", "welcomed him"])
def test_who_is_not_in_the_text_is_no_actor(name: str) -> None:
    assert ActorRegistry(TEXT).add(ActorClaim(name)) is None


def test_a_title_with_its_bearer_behind_a_comma_is_the_bearer() -> None:
    made = ActorRegistry(TEXT)
    assert made.add(ActorClaim("Union Minister for Railways")) == "Ashwini Vaishnaw"
    (actor,) = made.actors(["Ashwini Vaishnaw"])
    assert (actor.role, actor.kind) == ("Union Minister for Railways", ActorKind.PERSON)


def test_an_actor_carries_all_its_mentions_and_its_longest_title(cast: ActorRegistry) -> None:
    kerry, _ = cast.actors(["John Kerry", "Mohammad Zarif"])
    assert [mention.quote for mention in kerry.mentions] == ["John Kerry", "Kerry"]
    assert kerry.role == "US Secretary of State"
    assert kerry.kind is ActorKind.PERSON


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mexico, Canada, and the United States", ("Mexico", "Canada", "United States")),
        ("Karst and Reyes", ("Karst", "Reyes")),
        ("Food and Harbour Administration", ("Food and Harbour Administration",)),
        ("Karst", ("Karst",)),
    ],
)
def test_a_joint_name_is_parted_into_states_and_persons(name: str, expected: tuple[str, ...]) -> None:
    text = "Odo Karst met Ana Reyes. Karst and Reyes spoke. The Food and Harbour Administration met Karst and Reyes."
    assert ActorRegistry(text).parted(name) == expected


def test_a_name_is_not_spelled_as_in_a_dateline_nor_lengthened_by_what_stands_before_it() -> None:
    cast = ActorRegistry(
        "ORLEN — Rain fell. Orlen flooded. It hit Tessaly. The UNHCR came on Sunday. Karst’s Reyes wept."
    )
    assert cast.add(ActorClaim("Orlen")) == "Orlen"
    assert cast.add(ActorClaim("UNHCR")) == "UNHCR"
    assert cast.add(ActorClaim("Reyes")) == "Reyes"


def test_who_is_described_with_a_kind_is_an_actor_though_the_name_is_none() -> None:
    cast = ActorRegistry("Ana Reyes said that her mother and the harbour’s management knew. It rained.")
    assert cast.add(ActorClaim("her mother")) is None
    assert cast.add(ActorClaim("her mother", ActorKind.PERSON)) == "her mother"
    assert cast.add(ActorClaim("harbour's management", ActorKind.GROUP)) == "harbour’s management"
    assert cast.add(ActorClaim("it", ActorKind.OTHER)) is None

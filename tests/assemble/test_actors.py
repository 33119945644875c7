"""Actors: one for one person, however an article names it."""

import pytest

from summarizer import summarize
from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import ActorClaim
from summarizer.schema import ActorKind
from summarizer.testing import ScriptedEndpoint

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


# Names that a large model gives, with a kind

COUNTY = "Officials said on Monday that {} closed a plant. The Department, the Motors and Baseball spoke, Reyes said."


@pytest.mark.parametrize(
    "name",
    [
        "General Motors",
        "General Electric",
        "Justice Department",
        "King County",
        "Prince Edward Island",
        "Dean Foods",
        "Senator Hotels",
        "Judge Rotenberg Center",
        "Chief Industries",
        "Queens College",
        "Major League Baseball",
        "Prime Minister's Office",
        "Attorney General of Texas",
        "Ambassador Theatre Group",
        "Princess Cruises",
        "Doctor Who",
        "Bank of England",
        "Marks and Spencer",
        "McDonald's",
        "Yahoo Inc.",
        "The Hague",
        "supporters of President Odo Karst",
    ],
)
def test_the_name_of_a_body_is_kept_as_the_model_gives_it(name: str) -> None:
    made = ActorRegistry(COUNTY.format(name))
    assert made.add(ActorClaim(name, ActorKind.ORGANIZATION)) == name
    assert made.add(ActorClaim(name)) == name, "as an event names it"
    assert (made.resolve(name), made.parted(name)) == (name, (name,))
    (actor,) = made.actors([name])
    assert (actor.role, [mention.quote for mention in actor.mentions]) == (None, [name])


@pytest.mark.parametrize(
    ("given", "name", "role"),
    [
        ("Pope Francis", "Francis", "Pope"),
        ("Secretary of State John Kerry", "John Kerry", "Secretary of State"),
        ("Minister of Justice Ana Reyes", "Ana Reyes", "Minister of Justice"),
        ("US Ambassador to India Sergio Gor", "Sergio Gor", "US Ambassador to India"),
        ("President and CEO Mary Barra", "Mary Barra", "President and CEO"),
        ("King Charles III", "Charles III", "King"),
        ("former President Odo Karst", "Odo Karst", "President"),
    ],
)
def test_the_title_of_a_person_becomes_the_role(given: str, name: str, role: str) -> None:
    made = ActorRegistry(f"Then came {given}. Later Gor, Reyes and Kerry spoke.")
    assert made.add(ActorClaim(given, ActorKind.PERSON)) == name
    (actor,) = made.actors([name])
    assert actor.role is not None
    assert actor.role.endswith(role)


@pytest.mark.parametrize(
    "given",
    [
        "senior official with close links to President Masoud Barzani",
        "lawyer for Ida Moe",
        "wife of Mayor Ida Moe",
        "aide to President Barzani",
        "spokesman for Governor Odo Karst",
        "brother of King Olav",
        "former adviser to Prime Minister Ana Reyes",
        "head of Larvik Harbour",
        "critic of Pope Francis",
        "man who shot at President Ronald Reagan",
        "official who met General Ana Reyes",
        "Mayor Ida Moe's brother",
        "Martin Luther King Jr.",
        "Stephen King",
    ],
)
def test_a_description_is_not_the_person_in_it(given: str) -> None:
    made = ActorRegistry(f"The {given} left. Barzani, Reyes, Moe, Karst and Francis said nothing.")
    for person in ("Barzani", "Ida Moe", "Ana Reyes"):
        made.add(ActorClaim(person, ActorKind.PERSON))
    assert made.add(ActorClaim(f"the {given}", ActorKind.PERSON)) == f"the {given}"
    assert made.resolve(given) == f"the {given}"


def test_who_is_named_before_a_comma_is_not_the_next() -> None:
    made = ActorRegistry("Pope Francis, Angela Merkel and Mario Draghi met.")
    assert made.add(ActorClaim("Pope Francis", ActorKind.PERSON)) == "Francis"


def test_a_company_is_not_the_person_of_its_name() -> None:
    made = ActorRegistry("Gerald Ford spoke at Ford. The University of Larvik is in Larvik.")
    for name, kind in (("Gerald Ford", ActorKind.PERSON), ("University of Larvik", ActorKind.ORGANIZATION)):
        assert made.add(ActorClaim(name, kind)) == name
    assert made.add(ActorClaim("Ford", ActorKind.ORGANIZATION)) == "Ford"
    assert made.add(ActorClaim("Larvik", ActorKind.ORGANIZATION)) == "Larvik"


@pytest.mark.parametrize("profile", ["large", "small"])
def test_a_lede_in_capitals_names_nobody_else(profile: str) -> None:
    text = (
        "THE MAYOR OF LARVIK, IDA MOE, WILL CLOSE THE QUAY ON FRIDAY.\n"
        "The mayor Ida Moe met the dockers in the harbour on Monday."
    )
    actor = {"id": "a1", "name": "Ida Moe", "kind": "person", "role": None, "affiliation": None}
    event = {
        "sentences": [1], "summary": "Ida Moe will close the quay.", "type": "other", "status": "scheduled",
        "when": None, "place": None, "agents": ["a1"], "others": [], "main": True,
    }  # fmt: skip
    draft = {"actors": [actor], "events": [event], "commitments": [], "headline": "h", "summary": "s"}
    with ScriptedEndpoint(lambda _: draft if profile == "large" else "B") as endpoint:
        brief = summarize(text, base_url=endpoint.base_url, model="any", profile=profile)
    names = {made.name for made in brief.actors}
    assert {"Ida Moe"} <= names <= {"Ida Moe", "dockers"}


def test_a_description_and_a_body_act_in_a_brief() -> None:
    text = (
        "A senior official with close links to President Masoud Barzani said on Monday that the port was safe.\n"
        "The Justice Department sued General Motors over the quay, and Barzani welcomed that."
    )
    names = [
        ("senior official with close links to President Masoud Barzani", "person"),
        ("Justice Department", "organization"),
        ("General Motors", "organization"),
    ]
    event = {"type": "other", "status": "occurred", "when": None, "place": None, "main": True}
    draft = {
        "actors": [
            {"id": f"a{i}", "name": name, "kind": kind, "role": None, "affiliation": None}
            for i, (name, kind) in enumerate(names, start=1)
        ],
        "events": [
            {**event, "sentences": [1], "summary": "An official said the port was safe.",
             "agents": ["a1"], "others": []},
            {**event, "sentences": [2], "summary": "The Justice Department sued General Motors over the quay.",
             "agents": ["a2"], "others": ["a3"]},
        ],
        "commitments": [], "headline": "h", "summary": "s",
    }  # fmt: skip
    with ScriptedEndpoint([draft]) as endpoint:
        brief = summarize(text, base_url=endpoint.base_url, model="any", profile="large")
    assert [actor.name for actor in brief.actors] == [name for name, _ in names]
    assert [(brief.names(e.agents), brief.names(e.others)) for e in brief.events] == [
        (names[0][0], ""),
        ("Justice Department", "General Motors"),
    ]


def test_a_kind_that_is_told_later_changes_by_what_a_text_may_call_an_actor() -> None:
    registry = ActorRegistry("Morgan Stanley said so. Stanley fell.")
    registry.add(ActorClaim("Morgan Stanley"))
    assert registry.forms("Morgan Stanley") == ("Morgan Stanley", "Stanley")
    registry.add(ActorClaim("Morgan Stanley", ActorKind.ORGANIZATION))
    assert registry.forms("Morgan Stanley") == ("Morgan Stanley",)

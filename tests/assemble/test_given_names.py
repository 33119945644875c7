"""Names that a large model gives: kept as the article has them, described people found, invented ones dropped."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer import Brief, summarize
from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import ActorClaim
from summarizer.language.registry import wording_of
from summarizer.schema import ActorKind
from summarizer.testing import ScriptedEndpoint

REST = "Drask, Brand, Karst and Moe said nothing on Monday. Morocco won. Iran lost. The Assembly met in the Department."


def draft(*events: dict[str, Any], actors: list[tuple[str, str]]) -> dict[str, Any]:
    listed = [
        {"id": f"a{i}", "name": name, "kind": kind, "role": None, "affiliation": None}
        for i, (name, kind) in enumerate(actors, start=1)
    ]
    told = [{"when": None, "place": None, "others": [], "main": True, **event} for event in events]
    return {"actors": listed, "events": told, "commitments": [], "headline": "h", "summary": "s"}


def event(summary: str, *agents: str, status: str = "occurred", cites: tuple[int, ...] = (1,)) -> dict[str, Any]:
    return {"sentences": list(cites), "summary": summary, "type": "other", "status": status, "agents": list(agents)}


def brief(text: str, answer: dict[str, Any], **options: Any) -> Brief:
    with ScriptedEndpoint([answer]) as endpoint:
        return summarize(text, base_url=endpoint.base_url, model="any", profile="large", **options)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("brother of Governor Pavel Drask", "person"),
        ("an adviser to President Ada Brand", "person"),
        ("the mother of Mayor Ida Moe", "person"),
        ("Governor Pavel Drask's lawyer", "person"),
        ("teams from Morocco and Iran", "group"),
        ("Teams from Morocco and Iran", "group"),
        ("supporters of Ada Brand and Ida Moe", "group"),
        ("voters in Iran and Morocco", "group"),
        ("U.N. General Assembly", "organization"),
        ("Modern Department of Iran", "organization"),
        ("the Kremlin", "organization"),
        ("a dockers' union", "organization"),
        ("“The President’s Own” Marine Band", "organization"),
        ("government of Iran and Morocco", "country"),
    ],
)
def test_a_name_that_the_article_has_is_kept(name: str, kind: str) -> None:
    text = f"It rained, and {name} left the harbour early. {REST}"
    made = brief(text, draft(event(f"{name} left the harbour early.", "a1"), actors=[(name, kind)]))
    assert [actor.name for actor in made.actors] == [name]
    assert made.names(made.events[0].agents) == name
    assert [mention.quote for mention in made.actors[0].mentions] == [name]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("England", "Then England scored"),
        ("Turkey", "We want a 21st Century Turkey"),
        ("Kremlin", "A Kremlin statement came"),
        ("Rohingya", "One Rohingya fled"),
        ("Assembly", "The U.N. General Assembly met"),
        ("opposition", "VENEZUELAN OPPOSITION WINS"),
        ("Venezuelan opposition", "Venezuelan Opposition Wins Vote"),
    ],
)
@pytest.mark.parametrize("kind", [ActorKind.ORGANIZATION, ActorKind.COUNTRY, ActorKind.GROUP])
def test_what_stands_before_a_name_or_in_a_headline_does_not_change_it(name: str, said: str, kind: ActorKind) -> None:
    assert ActorRegistry(f"{said}. It rained there.").add(ActorClaim(name, kind)) == name


LEDE = "THE MAYOR OF LARVIK, IDA MOE, WILL CLOSE THE QUAY ON FRIDAY, OFFICIALS SAID.\n"


@pytest.mark.parametrize(
    "body", ["Moe said that the ferries would stop in the evening.", "The ferries stop in May, said the town."]
)
@pytest.mark.parametrize("profile", ["large", "small"])
def test_a_lede_in_capitals_shortens_no_name(profile: str, body: str) -> None:
    answer = draft(event("Ida Moe will close the quay.", "a1", status="scheduled"), actors=[("Ida Moe", "person")])
    with ScriptedEndpoint([answer if profile == "large" else "B"]) as endpoint:
        made = summarize(f"{LEDE}{body}", base_url=endpoint.base_url, model="any", profile=profile)
    assert {actor.name for actor in made.actors} <= {"Ida Moe", "ferries", *(("Moe",) if profile == "small" else ())}
    assert profile == "small" or made.names(made.events[0].agents) == "Ida Moe"


def test_a_title_that_the_role_does_not_have_stays_in_the_name() -> None:
    text = "Supreme leader Ayatollah Karst left. Karst was angry."
    for role, name in ((None, "Karst"), ("supreme leader", "Ayatollah Karst"), ("Ayatollah", "Karst")):
        made = ActorRegistry(text)
        assert made.add(ActorClaim("Ayatollah Karst", ActorKind.PERSON, role)) == name


def test_whom_a_model_lists_as_a_person_has_a_surname_and_a_body_has_none() -> None:
    text = "The harbour was closed by Orlen Varn on Monday. The Varn order was wrong."
    for kind, found in ((ActorKind.PERSON, ["Orlen Varn", "Varn"]), (ActorKind.ORGANIZATION, ["Orlen Varn"])):
        made = ActorRegistry(text)
        made.add(ActorClaim("Orlen Varn", kind))
        assert [mention.quote for mention in made.actors(["Orlen Varn"])[0].mentions] == found


@pytest.mark.parametrize(
    ("name", "kind", "is_there"),
    [
        ("Ada Brand's parents", ActorKind.GROUP, True),
        ("seven released detainees", ActorKind.GROUP, True),
        ("Congress", ActorKind.ORGANIZATION, True),
        ("30 people detained", ActorKind.GROUP, True),
        ("Ada Karst", ActorKind.PERSON, False),
        ("Olaf Brand", ActorKind.PERSON, False),
        ("parents of Olaf Karst", ActorKind.GROUP, False),
        ("Varnholm Shipping", ActorKind.ORGANIZATION, False),
        ("angry students", ActorKind.GROUP, False),
    ],
)
def test_who_is_described_in_other_words_is_an_actor_and_who_is_invented_is_none(
    name: str, kind: ActorKind, is_there: bool
) -> None:
    text = "Ada Brand left with her parents. Police detained 30 people; seven were released. A Congressional vote came."
    made = ActorRegistry(text)
    assert made.add(ActorClaim(name, kind)) == (name if is_there else None)


def test_sources_that_no_item_names_are_listed_and_invented_ones_recorded() -> None:
    actors = [("Ada Brand", "person"), ("Ida Moe", "person"), ("Olaf Kolb", "person")]
    text = f"Ada Brand left the harbour of Larvik early. {REST} Ida Moe told reporters about it on Tuesday."
    made = brief(text, draft(event("Ada Brand left the harbour.", "a1"), actors=actors))
    assert [actor.name for actor in made.actors] == ["Ada Brand", "Ida Moe"]
    assert [(d.item, d.claim, d.reason) for d in made.dropped][:1] == [
        ("actor", "Olaf Kolb", "the article does not name it")
    ]


GERMAN = (
    "Bürgermeisterin Ida Moe und der Reeder Olaf Brandt haben in Larvik den Hafenvertrag unterzeichnet. "
    "Das Gespräch über den Preis dauerte zwölf Stunden, teilte die Stadt am Montag mit."
)


def test_common_nouns_of_german_are_no_names_that_are_missing() -> None:
    told = [
        event("Ida Moe unterschrieb im Gespräch den Vertrag zum Preis.", "a1"),
        event("Die Gespräche über den Preis des Vertrags endeten.", "a1", cites=(2,)),
    ]
    made = brief(GERMAN, draft(*told, actors=[("Ida Moe", "person")]), language="de")
    assert len(made.events) == 2
    assert [
        part for e in made.events for part in e.unsupported if part.claimed in ("Gespräch", "Preis", "Vertrag")
    ] == []


@pytest.mark.parametrize(
    ("language", "text", "actor", "claim"),
    [
        ("de", GERMAN, "Emil Kolb", "Emil Kolb unterzeichnete den Hafenvertrag."),
        ("de", GERMAN, "Ida Moe", "Heute Nacht brannte ein leerstehendes Bauernhaus neben mehreren Scheunen ab."),
        ("fr", "La maire Ida Moreau n’a pas signé l’accord avec Varnier à Orlen. Le conseil municipal de la ville "
         "se réunira jeudi soir pour en parler.", "Luc Ferrand", "Luc Ferrand a signé l’accord."),
        ("ru", "Мэр Анна Резник встретилась с губернатором Павлом Дроздовым в понедельник. Соглашение о порте они не "
         "подписали, сообщила вчера пресс-служба города Орлинска.", "Иван Петров", "Иван Петров подписал соглашение."),
        ("es", "La alcaldesa Inés Robledo no firmó el acuerdo con la naviera Costamar. El gremio de estibadores del "
         "puerto la acusa de romper el diálogo.", "Marta Ríos", "Marta Ríos firmó el acuerdo."),
    ],
)  # fmt: skip
def test_what_is_invented_is_dropped_in_other_languages_too(language: str, text: str, actor: str, claim: str) -> None:
    made = brief(text, draft(event(claim, "a1"), actors=[(actor, "person")]), language=language)
    assert made.events == ()
    assert [d.item for d in made.dropped if d.item == "event"] == ["event"]


def test_what_could_not_be_looked_up_is_said() -> None:
    text = "Светлана Мороз встретится с жителями в среду. Жители третий день перекрывают трассу у села Каменка, они "
    text += "протестуют против новой свалки."
    made = brief(text, draft(event("Светлана Мороз проведёт собрание.", "a1"), actors=[("Светлана Мороз", "person")]),
                 language="ru")  # fmt: skip
    assert made.events[0].unsupported[0].claimed == "wording"


@pytest.mark.parametrize(
    ("name", "kind", "is_kept"),
    [
        ("Vienna", ActorKind.COUNTRY, True),
        ("a lawyer for Moe", ActorKind.PERSON, True),
        ("Ida Moe", ActorKind.PERSON, True),
        ("Olaf Kolb", ActorKind.PERSON, False),
    ],
)
def test_a_name_in_another_language_may_not_be_found(name: str, kind: ActorKind, is_kept: bool) -> None:
    made = ActorRegistry("Ida Moe war in Wien. Moes Anwalt auch.", wording_of("de"), is_translated=True)
    assert (made.add(ActorClaim(name, kind)) is not None) is is_kept
    russian = ActorRegistry("Ида Моэ была в Вене.", wording_of("ru"), is_translated=True)
    assert russian.add(ActorClaim("Ida Moe", ActorKind.PERSON)) == "Ida Moe"


@pytest.mark.parametrize(
    ("name", "is_there"),
    [
        ("Varnholm公司", True),
        ("Varnholm 公司", True),
        ("公司Varnholm", True),
        ("Karst集团", True),
        ("Karst市长", True),
        ("ヴァVarnholm社", True),
        ("Orlen公司", False),
        ("Tessaly集团", False),
        ("阿里巴巴公司", False),
    ],
)
def test_a_name_in_letters_is_found_though_characters_are_joined_to_it(name: str, is_there: bool) -> None:
    text = "Varnholm于周一在拉尔维克关闭码头，工人抗议。Karst与Moe签署了关于港口的协议，价格为四百万克朗。"
    made = ActorRegistry(text)
    assert made.add(ActorClaim(name, ActorKind.ORGANIZATION)) == (name if is_there else None)

"""Who does it: an actor is named or meant in the sentences of an item, and does there what the item says."""

from __future__ import annotations

import pytest

from summarizer.language.english.checks.references import references
from summarizer.schema import Brief
from tests.drafts import actor, brief_of, commitment, event

TEXT = (
    "Odo Karst leads Varnholm Shipping. The mayor of Orlen is Ana Reyes. "
    "She praised the plan. The company will build a pier. Reyes accused Karst of lying. Talks failed."
)
ACTORS = [
    actor("Odo Karst"), actor("Ana Reyes", role="mayor"), actor("Varnholm Shipping", "organization"),
    actor("Orlen", "country"),
]  # fmt: skip


def of_event(summary: str, sentence: int, agent: str, *others: str) -> Brief:
    return brief_of(TEXT, actors=ACTORS, events=[event(summary, sentence, agents=[agent], others=list(others))])


@pytest.mark.parametrize(
    ("summary", "sentence", "agent", "evidence", "doubted"),
    [
        ("Ana Reyes praised the plan.", 3, "Ana Reyes", 2, False),
        ("Odo Karst praised the plan.", 3, "Odo Karst", 1, True),
        ("She praised the plan.", 3, "Ana Reyes", 2, False),
        ("Varnholm Shipping will build a pier.", 4, "Varnholm Shipping", 2, False),
        ("Odo Karst will build a pier.", 4, "Odo Karst", 1, True),
        ("The talks failed.", 6, "Ana Reyes", 1, False),
        ("The talks failed.", 6, "Varnholm Shipping", 1, True),
    ],
)
def test_a_sentence_is_added_only_for_whom_the_cited_one_means(
    summary: str, sentence: int, agent: str, evidence: int, doubted: bool
) -> None:
    (item,) = of_event(summary, sentence, agent).events
    assert len(item.evidence) == evidence
    assert ("agents" in [doubt.field for doubt in item.unsupported]) is doubted


@pytest.mark.parametrize(
    ("summary", "agent", "other", "doubted"),
    [
        ("Ana Reyes accused Odo Karst of lying.", "Ana Reyes", "Odo Karst", False),
        ("Odo Karst accused Ana Reyes of lying.", "Odo Karst", "Ana Reyes", True),
        ("Ana Reyes accused Odo Karst of lying.", "Varnholm Shipping", "Odo Karst", True),
    ],
)
def test_who_does_it_stands_before_the_verb_and_in_the_summary(
    summary: str, agent: str, other: str, doubted: bool
) -> None:
    (item,) = of_event(summary, 5, agent, other).events
    assert ("agents" in [doubt.field for doubt in item.unsupported]) is doubted


@pytest.mark.parametrize(
    ("by", "said_by", "doubted"),
    [
        ("Varnholm Shipping", [], []),
        ("Odo Karst", [], ["by"]),
        ("Varnholm Shipping", ["Ana Reyes"], ["said_by"]),
    ],
)
def test_a_promisor_or_speaker_whom_no_sentence_names_is_reported(
    by: str, said_by: list[str], doubted: list[str]
) -> None:
    brief = brief_of(TEXT, actors=ACTORS, commitments=[commitment("build a pier", by, 4, said_by=said_by)])
    assert [doubt.field for doubt in brief.commitments[0].unsupported] == doubted


STORY = (
    "President Odo Karst met Ana Reyes, the mayor of Orlen, in Orlen. He promised to pay for the bridge. "
    "The two leaders agreed to build a road. Karst said Orlen will open the port. "
    "The Varnholm bank will lend the money. Orlen's police closed the yard. The road will be long."
)
PEOPLE = [
    actor("Odo Karst", role="President"), actor("Ana Reyes", role="mayor"), actor("Orlen", "country"),
    actor("Varnholm bank", "organization"), actor("critics of the road", "group"), actor("Karst's wife"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("action", "sentence", "by", "doubted"),
    [
        ("pay for the bridge", 2, ["Odo Karst"], False),
        ("pay for the bridge", 2, ["Ana Reyes"], True),  # not the subject of the sentence before
        ("pay for the bridge", 2, ["Orlen"], True),  # "he" is no country
        ("pay for the bridge", 2, ["Karst's wife"], True),
        ("build a road", 3, ["Odo Karst", "Ana Reyes"], False),
        ("open the port", 4, ["Orlen"], False),
        ("open the port", 4, ["Odo Karst"], True),  # he only says it
        ("lend the money", 5, ["Varnholm bank"], False),
        ("lend the money", 5, ["critics of the road"], True),
    ],
)
def test_who_undertakes_it_is_the_subject_or_whom_its_pronoun_means(
    action: str, sentence: int, by: list[str], doubted: bool
) -> None:
    brief = brief_of(STORY, actors=PEOPLE, commitments=[commitment(action, by[0], sentence) | {"by": by}])
    assert any(doubt.field == "by" for doubt in brief.commitments[0].unsupported) is doubted


MEANT = [
    # Who leads a country, by its adjective; not somebody else of that country, nor a leader of another one.
    ("She and the Veltian leader signed the pact.", "Odo Karst", True),
    ("She and the Orlenian leader signed the pact.", "Odo Karst", False),
    ("She and the Veltian leader signed the pact.", "Ida Moe", False),
    # A role that is told of nobody by name, word for word.
    ("The head of a clinic in Tarsk signed the pact.", "Ida Moe", True),
    ("The head of a school in Tarsk signed the pact.", "Ida Moe", False),
    # "1,200 displaced people" are described, without every word.
    ("About 1,200 people in Tarsk signed the pact.", "1,200 displaced people in Tarsk", True),
    ("About 1,200 people in Veltia signed the pact.", "1,200 angry pilgrims in Tarsk", False),
    # The vice president is no president.
    ("The vice president signed the pact.", "Odo Karst", False),
]


@pytest.mark.parametrize(("sentence", "agent", "is_meant"), MEANT)
def test_who_is_described_is_meant(sentence: str, agent: str, is_meant: bool) -> None:
    text = (
        "President Odo Karst of Veltia arrived. Ida Moe came too. Ana Reyes met them. "
        f"More than 1,200 displaced people in Tarsk waited, and angry pilgrims. {sentence}"
    )
    actors = [
        actor("Odo Karst", role="President of Veltia"), actor("Ana Reyes"),
        actor("Ida Moe", role="head of a clinic in Tarsk"), actor("1,200 displaced people in Tarsk", "group"),
        actor("1,200 angry pilgrims in Tarsk", "group"),
    ]  # fmt: skip
    found = brief_of(text, actors=actors, events=[event("The pact was signed.", 5, agents=[agent])])
    told = [doubt for item in found.events for doubt in item.unsupported if doubt.field == "agents"]
    assert (bool(found.events) and not told) is is_meant


@pytest.mark.parametrize(
    ("before", "doubted"),
    [("Opponents of the", False), ("Supporters of the", False), ("Ministers of the", True), ("The", True)],
)
def test_whose_opponents_act_does_not_act(before: str, doubted: bool) -> None:
    summary = f"{before} Orlen Council marched."
    (item,) = brief_of(
        f"{summary} Opponents were many.",
        actors=[actor("Orlen Council", "organization"), actor("Opponents", "group")],
        events=[event(summary, 1, agents=["Opponents"])],
    ).events
    assert any(doubt.reason.startswith("the summary") for doubt in item.unsupported) is doubted


TOLD = [
    # Who speaks in the sentence is told there, by name, by "he", or by what speaks for it.
    ("“We demand a pier,” Karst said.", "the Orlen union", False),
    ("“We demand a pier,” Karst said.", "Odo Karst", True),
    ("Karst's statement said a pier was wanted.", "the Orlen union", False),
    ("Karst's statement said a pier was wanted.", "Odo Karst", True),
    ("He said that a pier was wanted.", "the Orlen union", False),
    ("A pier was wanted, the letter said.", "Odo Karst", True),
]


@pytest.mark.parametrize(("sentence", "speaker", "is_told"), TOLD)
def test_who_speaks_is_whom_the_sentence_has_as_its_speaker(sentence: str, speaker: str, is_told: bool) -> None:
    text = f"Members of the Orlen union marched. Odo Karst met them. {sentence}"
    actors = [actor("Odo Karst"), actor("the Orlen union", "organization")]
    wanted = event("A pier was demanded.", 3, type="statement", agents=[speaker])
    promised = commitment("build a pier", "Odo Karst", 3, said_by=[speaker])
    found = brief_of(text, actors=actors, events=[wanted], commitments=[promised])
    for item, field in ((found.events, "agents"), (found.commitments, "said_by")):
        told = [doubt for one in item for doubt in one.unsupported if doubt.field == field]
        assert (bool(item) and not told) is is_told


@pytest.mark.parametrize(
    ("summary", "agent", "doubted"),
    [
        ("The Orlen-Veltia talks were held in May.", "Tarsk", True),
        ("An Orlen–Veltia Summit was held in May.", "Tarsk", True),
        ("The Orlen-Veltia talks were held in May.", "Orlen", False),
        ("The talks were held in May.", "Orlen", False),
    ],
)
def test_who_meets_is_told_by_joined_names(summary: str, agent: str, doubted: bool) -> None:
    text = "Tarsk invited the others. The Orlen-Veltia talks of May were held there, like an Orlen–Veltia Summit."
    actors = [actor(name, "country") for name in ("Orlen", "Veltia", "Tarsk")]
    found = brief_of(text, actors=actors, events=[event(summary, 2, agents=[agent])])
    told = [doubt for item in found.events for doubt in item.unsupported if doubt.field == "agents"]
    assert (not found.events or bool(told)) is doubted


def test_who_is_named_only_where_another_one_is_explained_receives_nothing() -> None:
    text = "Varnholm Shipping and Odo Karst came to Orlen. The mayor spoke. He will send aid."
    actors = [actor("Odo Karst", role="mayor"), actor("Varnholm Shipping", "organization"), actor("Orlen", "country")]
    (item,) = brief_of(
        text, actors=actors, commitments=[commitment("send aid", "Odo Karst", 3, to=["Varnholm Shipping"])]
    ).commitments
    assert [doubt.claimed for doubt in item.unsupported if doubt.field == "to"] == ["Varnholm Shipping"]


@pytest.mark.parametrize(
    ("summary", "agent", "doubted"),
    [
        ("Reyes announced that the police had detained ten men.", "the police", False),
        ("Reyes announced that the union had detained ten men.", "the union", True),
        ("In May, Karst met the union.", "Odo Karst", False),
        ("In May, the union met Karst.", "the union", True),
    ],
)
def test_each_verb_of_a_summary_has_the_subject_of_its_sentence(summary: str, agent: str, doubted: bool) -> None:
    text = (
        "Ana Reyes announced on Monday that the police had detained ten men in Orlen, and told the union to wait. "
        "In May, Odo Karst met the union."
    )
    actors = [actor("Odo Karst"), actor("Ana Reyes"), actor("the police", "group"), actor("the union", "group")]
    found = brief_of(text, actors=actors, events=[event(summary, 2 if "May" in summary else 1, agents=[agent])])
    told = [doubt for item in found.events for doubt in item.unsupported if doubt.field == "agents"]
    assert (not found.events or bool(told)) is doubted


@pytest.mark.parametrize(
    ("sentence", "is_meant"),
    [
        ("The administration signed the pact.", True),
        ("The administration official signed the pact.", False),
        ("The kingdom signed the pact.", True),
        ("Envoys of the Kingdom of Tarsk signed the pact.", False),
    ],
)
def test_a_noun_in_a_name_or_before_an_official_means_no_state(sentence: str, is_meant: bool) -> None:
    assert (
        any(reference.is_noun and reference.word in ("administration", "kingdom") for reference in references(sentence))
        is is_meant
    )

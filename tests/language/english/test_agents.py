"""Agents: who acts, by where the names stand in the sentence."""

import pytest

from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import ActorClaim
from summarizer.language.english.agents import agents_of

TEXT = (
    "President Ana Reyes spoke with Prime Minister Tom Hale on Monday.\n"
    "The two leaders agreed to repair the port with help from Spain.\n"
    "He will visit Spain."
)
NAMES = ("Ana Reyes", "Tom Hale", "Spain")


@pytest.fixture
def cast() -> ActorRegistry:
    made = ActorRegistry(TEXT)
    for name in NAMES:
        made.add(ActorClaim(name))
    return made


@pytest.mark.parametrize(
    ("who", "sentence", "found"),
    [
        (("Tom Hale",), "She will visit Spain.", ("Tom Hale",)),
        ((), "She will visit Spain.", ("Ana Reyes",)),
        (("Ana Reyes",), "The port of Spain will visit Spain.", ()),
        (("Ana Reyes",), "Officials from Porto will visit Spain.", ("Officials from Porto",)),
    ],
    ids=["whom the model names", "else the nearest before", "a thing", "the sentence’s own subject"],
)
def test_a_subject_wins_over_names_of_the_context(
    who: tuple[str, ...], sentence: str, found: tuple[str, ...], cast: ActorRegistry
) -> None:
    cast.text += "\n" + sentence
    assert agents_of(who, "will visit Spain", sentence, TEXT.split("\n")[::-1][1:], cast) == found


@pytest.mark.parametrize(
    ("who", "deed", "line", "found"),
    [
        (("Ana Reyes", "Tom Hale"), "spoke with Prime Minister Tom Hale", 0, ("Ana Reyes",)),
        (("Spain",), "agreed to repair the port with help from Spain", 1, ("Ana Reyes", "Tom Hale")),
        ((), "agreed to repair the port", 1, ("Ana Reyes", "Tom Hale")),
        (("Ana Reyes", "Tom Hale", "Spain"), "will visit Spain", 2, ("Ana Reyes",)),
        (("Ana Reyes",), "danced on the table", 2, ("Ana Reyes",)),
    ],
    ids=["before the verb", "the two leaders", "nobody told", "he is one", "a deed not in the sentence"],
)
def test_who_acts(who: tuple[str, ...], deed: str, line: int, found: tuple[str, ...], cast: ActorRegistry) -> None:
    lines = TEXT.split("\n")
    assert agents_of(who, deed, lines[line], lines[:line][::-1], cast) == found


def test_whoever_only_stands_after_the_verb_does_not_act(cast: ActorRegistry) -> None:
    sentence = "The dockers closed the road to Spain."
    assert agents_of(("Spain",), "closed the road to Spain", sentence, [], cast) == ()


def test_a_passive_names_whoever_does_it_after_by(cast: ActorRegistry) -> None:
    sentence = "The dockers were represented in Spain by Ana Reyes."
    assert agents_of(("Spain", "Ana Reyes"), "represented the dockers", sentence, [], cast) == ("Ana Reyes",)


def test_who_only_says_that_something_will_be_done_does_not_do_it() -> None:
    sentence = "The Harbour Board said in a post that the forum will focus on quotas."
    cast = ActorRegistry(sentence)
    board = cast.add(ActorClaim("Harbour Board"))
    assert board is not None
    assert agents_of((board,), "will focus on quotas", sentence, (), cast) == ()

"""Promisors: whom the subject of an undertaking certainly means, and nobody where it may mean another."""

import pytest

from summarizer.schema import Polarity
from tests.language.english.undertakings import found


def promisors(text: str, speakers: tuple[str, ...] = ()) -> list[set[str]]:
    return [set(claim.by) for claim in found(text, speakers)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Odo Karst, who leads the yard, will build a bridge.",
        "Odo Karst, elected in 2021, will build a bridge.",
        "Odo Karst, along with two aides, will build a bridge.",
        "Karst, which nobody asked for, also plans to build a bridge.",
        "Odo Karst met the dockers and will build a bridge.",
        "Odo Karst opened a forum and pledged to build a bridge.",
        "Odo Karst announced that he will build a bridge.",
        "Odo Karst announced on Friday he will build a bridge.",
        "Days after a storm, Odo Karst said that he will build a bridge.",
        "A forum was held days after Odo Karst declared he would build a bridge.",
        "Odo Karst flew to Orlen, where he will build a bridge.",
        "Odo Karst is in Orlen until May, when he will build a bridge.",
        "Odo Karst signed a contract to build a bridge.",
        "Odo Karst has signed an agreement with the dockers to build a bridge.",
        "Odo Karst announced his intent to build a bridge.",
        "Dock builder Odo Karst will build a bridge.",
        "Odo Karst left, promising to build a bridge.",
        "“I will build a bridge,” Odo Karst said.",
        "The boy’s uncle, Odo Karst, plans to build a bridge.",
        "Its chairman, Odo Karst, said he would build a bridge.",
        "The architect, Odo Karst, of Larvik, will build a bridge.",
        "Odo Karst opened the forum in May and has promised to build a bridge.",
        "Its director, Odo Karst, plans to build a bridge.",
        "Odo Karst quickly responded he would build a bridge.",
        "Odo Karst said that as governor he would build a bridge.",
    ],
)  # fmt: skip
def test_it_is_known_who_undertakes_it(sentence: str) -> None:
    assert promisors(sentence) == [{"Odo Karst"}]


@pytest.mark.parametrize(
    "sentence",
    [
        "Odo Karst met Tom Hale, and he will build a bridge.",
        "Odo Karst told Tom Hale that he will build a bridge.",
        "Odo Karst met a spokesman in Orlen, where he will build a bridge.",
        "After a call from Tom Hale, Odo Karst flew to Orlen, where he will build a bridge.",
        "The forum was opened by Odo Karst and will build a bridge.",
        "Odo Karst praised what Tom Hale said and will build a bridge.",
        "Odo Karst met the brother of Tom Hale, who will build a bridge.",
        "A cousin of Odo Karst plans to build a bridge.",
        "The Orlen Bridge Act will build a bridge.",
        "Today’s order will build a bridge.",
        "The yard in Orlen, Norway, will build a bridge.",
        "Five teachers, two of whom are smiths, will build a bridge.",
    ],
)
def test_nobody_is_bound_if_it_may_be_another(sentence: str) -> None:
    assert promisors(sentence) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Chancellor will build a bridge.",
        "On Monday the Chancellor agreed to build a bridge.",
        "In Orlen, the chancellor plans to build a bridge.",
        "The chancellor, who came by train, plans to build a bridge.",
        "Vice Chancellor Moe slept. The Chancellor will build a bridge.",
        "The Spanish Chancellor Ole Dahl slept. The Chancellor will build a bridge.",
        "The Spanish Chancellor slept. The Chancellor will build a bridge.",
        "The Chancellor said he will build a bridge.",
        "The Chancellor has decided to build a bridge.",
        "Moe ran for chancellor. The chancellor will build a bridge.",
    ],
)
def test_an_office_means_its_only_bearer(text: str) -> None:
    assert promisors(f"Chancellor Ida Lund came. It rained. {text}") == [{"Ida Lund"}]


@pytest.mark.parametrize(
    "text",
    [
        "Chancellor Ole Dahl slept. The Chancellor will build a bridge.",
        "The Spanish chancellor slept. On Friday, the chancellor will build a bridge.",
        "The Spanish chancellor Ole Dahl slept. On Friday, the chancellor will build a bridge.",
        "The chancellor of the bank slept. On Friday, the chancellor will build a bridge.",
        "A chancellor will build a bridge.",
        "A chancellor of Spain will build a bridge.",
        "The Vice Chancellor will build a bridge.",
        "The Mayor will build a bridge.",
    ],
)
def test_an_office_that_another_may_have_means_nobody(text: str) -> None:
    assert promisors(f"Chancellor Ida Lund came. It rained. {text}") == []


@pytest.mark.parametrize(
    "subject",
    ["We", "The leaders", "Both countries", "The two sides", "The ministers", "The Governments", "All parties"],
)
def test_in_a_joint_statement_the_leaders_are_those_who_speak(subject: str) -> None:
    text = f"{subject} will build a bridge."
    assert promisors(text, ("Norway", "Finland")) == [{"Norway", "Finland"}]
    assert promisors(text) in ([], [{"two sides"}])


def test_who_is_named_with_another_is_not_bound_alone() -> None:
    sentence = "President Ana Reyes and Prime Minister Tom Hale have agreed to build a bridge."
    assert promisors(sentence) == [{"Ana Reyes", "Tom Hale"}]


def test_of_a_body_that_says_they_it_is_known_whom_it_means() -> None:
    assert promisors("The Harbour Council said they will build a bridge.") == [{"Harbour Council"}]
    assert promisors("Odo Karst said they will build a bridge.") == []


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The Harbour Council met. It also plans to build a bridge.", "Harbour Council"),
        ("The Orlen union said it would build a bridge.", "Orlen union"),
        ("The Institute of Larvik said it would build a bridge.", "Institute of Larvik"),
        ("The Orlen Assembly will build a bridge.", "Orlen Assembly"),
        ("Club secretary Ida Lund will build a bridge.", "Ida Lund"),
        ("Former Orlen striker Ida Lund will build a bridge.", "Ida Lund"),
    ],
)
def test_a_body_or_a_person_is_known_by_what_it_is(text: str, by: str) -> None:
    assert promisors(text) == [{by}]


@pytest.mark.parametrize(
    "text",
    [
        "The board said it would build a bridge.",
        "Varnholm Bank sued the Harbour Council. The company plans to build a bridge.",
        "Varnholm Bank sued the Harbour Council. It plans to build a bridge.",
        "The Harbour Council has a scheme. It will build a bridge.",
        "Odo Karst said its engineers would build a bridge.",
        "Ana Reyes and Odo Karst said the government is ready to build a bridge.",
        "The government is ready to build a bridge, she said.",
    ],
)
def test_a_body_that_may_be_another_is_not_bound(text: str) -> None:
    assert promisors(text) == []


def test_we_are_the_states_that_speak_in_a_joint_statement() -> None:
    text = (
        "Norway and Finland met in Orlen. We will build a bridge by 2030. We are committed to developing a plan. "
        "We will not build walls."
    )
    made = found(text, speakers=("Norway", "Finland"))
    assert [(claim.by, claim.action, claim.polarity) for claim in made] == [
        (("Norway", "Finland"), "build a bridge by 2030", Polarity.DO),
        (("Norway", "Finland"), "develop a plan", Polarity.DO),
        (("Norway", "Finland"), "not build walls", Polarity.REFRAIN),
    ]
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "by", "action"),
    [
        ("“I will resign on Friday,” Odo Karst said.", "Odo Karst", "resign on Friday"),
        ("“We’ll resign on Friday,” said Odo Karst.", "Odo Karst", "resign on Friday"),
        ("“We shall not resign over it,” said union leader Odo Karst.", "Odo Karst", "not resign over it"),
        ("“We will not resign over it,” club secretary Ida Lund told reporters.", "Ida Lund", "not resign over it"),
        ("Odo Karst said: “We will find the driver.”", "Odo Karst", "find the driver"),
        ("Odo Karst apologised and said: “We will find the driver.”", "Odo Karst", "find the driver"),
        ("Odo Karst spoke. “We are going to find the driver,” he said.", "Odo Karst", "find the driver"),
        ("“I promise that we will find the driver,” Odo Karst said.", "Odo Karst", "find the driver"),
        ("Odo Karst said: “It is sad. We will find the driver.”", "Odo Karst", "find the driver"),
        ("“We will publish our findings,” Odo Karst said.", "Odo Karst", "publish our findings"),
    ],
)
def test_in_a_quotation_we_are_whoever_speaks(text: str, by: str, action: str) -> None:
    (claim,) = found(text)
    assert (claim.by, claim.said_by, claim.action) == ((by,), (by,), action)


def test_we_in_a_quotation_are_not_the_states_of_the_statement() -> None:
    assert found("“We will sing for the children,” a guest said.", speakers=("Norway", "Finland")) == []

"""Predicates: the main verb with its subject, what a speaker says, and no answer where the form leaves doubt."""

from __future__ import annotations

import pytest

from summarizer.language.english.predicates import Predicate, masked, parse


@pytest.mark.parametrize(
    ("sentence", "subject", "group"),
    [
        ("The harbour board closed the yard on Monday.", "The harbour board", "closed"),
        ("Odo Karst, the governor, has resigned.", "Odo Karst", "has resigned"),
        ("Governor Odo Karst, who is 61, has resigned.", "Governor Odo Karst", "has resigned"),
        ("The union, which has 4,200 members, left the talks.", "The union", "left"),
        ("Ana Reyes, Odo Karst and Ilse Brandmark met in Orlen.", "Ana Reyes, Odo Karst and Ilse Brandmark", "met"),
        ("A fire in the old mill killed three workers.", "A fire in the old mill", "killed"),
        ("Yesterday, the council approved the plan.", "the council", "approved"),
        ("On Tuesday, the council approved the plan.", "the council", "approved"),
        ("In a letter to the board, Karst accused the union of fraud.", "Karst", "accused"),
        ("Meanwhile the union, after weeks of talks, signed a deal.", "the union", "signed"),
        ("The strike, now in its third week, has closed two ports.", "The strike", "has closed"),
        ("The board is expected to announce a plan.", "The board", "is expected to announce"),
        ("The union has also been calling for talks.", "The union", "has also been calling"),
        ("Karst did not resign.", "Karst", "did not resign"),
        ("The Orlen court backs a ban on trawling.", "The Orlen court", "backs"),
        ("Parliament rejects the plan for the yard.", "Parliament", "rejects"),
        ("The union also criticizes its own board.", "The union", "criticizes"),
        ("The ferry carries an extra crew.", "The ferry", "carries"),
        ("The yard was many times the size of the old one.", "The yard", "was many"),
        ("The board also sold two ferries.", "The board", "sold"),
        ("- The mayor led the march.", "The mayor", "led"),
        ("Karst warned Monday his party will not vote.", "Karst", "warned"),
        ("Using money of the state, the board bought ferries.", "the board", "bought"),
        ("Citing the law, Karst refused.", "Karst", "refused"),
        ("King Olav of Norway, the host, left.", "King Olav of Norway", "left"),
        ("Boeing sold ten planes, the firm said.", "Boeing", "sold"),
        ("An Orlen-based firm bought the yard.", "An Orlen-based firm", "bought"),
        ("President Odo Karst, Jr. resigned.", "President Odo Karst, Jr.", "resigned"),
        ("The board on June 18 called for a vote.", "The board", "called"),
        ("The board’s decision to sell it angered residents.", "The board’s decision to sell it", "angered"),
    ],
)  # fmt: skip
def test_the_first_finite_verb_and_the_words_before_it_are_verb_and_subject(
    sentence: str, subject: str, group: str
) -> None:
    main = parse(sentence).main
    assert main is not None
    assert (main.subject, main.group) == (subject, group)
    assert sentence[main.verb : main.end] == group
    assert sentence[main.start :].startswith(subject)


@pytest.mark.parametrize(
    "sentence",
    [
        "Karst, a former miner, and his wife sold the mill.",
        "Rain, wind and snow closed the road.",
        "The union, which represents the yard, and the board agreed.",
        "The yard that closed last year will reopen.",
        "The plan announced today will help.",
        "The woman who found the map sold it.",
        "Talks about the yard that Karst sold have failed.",
        "When the storm passed, the crews went home.",
        "While Karst slept, the mill burned.",
        "The man arrested in Orlen was charged with theft.",
        "Ferries built in Tessaly will be sold.",
        "A road closed since the flood has been reopened.",
        "Talks on the budget of the port in Orlen between the board, the dockers and the owners failed.",
        "Closed.",
        "“We will close it.”",
        "",
    ],
)
def test_where_the_form_leaves_doubt_there_is_no_predicate(sentence: str) -> None:
    assert parse(sentence).main is None


@pytest.mark.parametrize(
    ("sentence", "speaker", "subject", "group"),
    [
        ("Karst said on Monday that the union will close the yard.", "Karst", "the union", "will close"),
        ("Karst said the union sold the yard.", "Karst", "the union", "sold"),
        ("Karst said the union had sold the yard.", "Karst", "the union", "had sold"),
        ("Officials said the yard might close.", "Officials", "the yard", "might close"),
        ("Karst said he was sorry.", "Karst", "he", "was sorry"),
        ("Reyes wrote that the port had opened in May.", "Reyes", "the port", "had opened"),
        ("The board told reporters that two ferries were sold.", "The board", "two ferries", "were sold"),
        ("Reyes confirmed Tuesday the port will open.", "Reyes", "the port", "will open"),
    ],
)
def test_what_is_reported_is_told_and_not_the_saying(sentence: str, speaker: str, subject: str, group: str) -> None:
    parsed = parse(sentence)
    assert parsed.saying
    assert parsed.main is not None
    assert parsed.content is not None
    assert parsed.main.subject == speaker
    assert (parsed.content.subject, parsed.content.group) == (subject, group)
    assert parsed.told == parsed.content


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("“We will close it,” Karst said.", "Karst"),
        ("Karst said “we will close it” on Monday.", "Karst"),
        ("Karst said, \"We will close it.\"", "Karst"),
    ],
)  # fmt: skip
def test_quoted_words_have_no_predicate_of_their_own(sentence: str, subject: str) -> None:
    parsed = parse(sentence)
    assert parsed.main is not None
    assert (parsed.main.subject, parsed.content, parsed.told) == (subject, None, parsed.main)


def test_a_mask_keeps_every_offset() -> None:
    sentence = 'Karst said “we will close it” and "soon".'
    assert masked(sentence) == "Karst said                    and       ."
    assert len(masked(sentence)) == len(sentence)


def test_announcing_accusing_and_being_told_report_nothing() -> None:
    for sentence in (
        "Karst announced that the yard will close.",
        "Karst accused the union of fraud.",
        "Karst was told that the yard will close.",
    ):
        parsed = parse(sentence)
        assert parsed.main is not None
        assert (parsed.saying, parsed.content) == (False, None)


@pytest.mark.parametrize(
    ("group", "passive"),
    [
        ("was closed", True),
        ("have been arrested", True),
        ("will be sold", True),
        ("was also struck", True),
        ("is not held", True),
        ("was quickly built", True),
        ("closed", False),
        ("has resigned", False),
        ("is closing", False),
        ("was happy", False),
        ("is expected to announce", False),
        ("will be", False),
    ],
)
def test_the_passive_is_told_by_its_form(group: str, passive: bool) -> None:
    assert Predicate("The yard", 0, 9, 9 + len(group), group).is_passive is passive

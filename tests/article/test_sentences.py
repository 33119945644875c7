"""Sentences: spans that give back the text, and the cases that news prose is hard for."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.article import sentences as segmenting
from summarizer.article.sentences import sentences

NASTY = st.text(
    alphabet=st.sampled_from(list('ab Z.!?\n\r"“”‘’;。「」（）।؟\u3000\t\u2028\ud800😀éU.S. 1-•')), max_size=120
)


def split(text: str, language: str | None = None) -> list[str]:
    return [sentence.text for sentence in sentences(text, language)]


@given(text=st.text() | NASTY, language=st.sampled_from([None, "en", "zh", "hi", "ar", "th", "en-US", "xx", ""]))
@example(text=" a.  “B.” \n\n • c; d\ud800 ", language="en")
def test_spans_and_the_white_space_between_them_give_back_the_text(text: str, language: str | None) -> None:
    position = 0
    for number, sentence in enumerate(sentences(text, language), 1):
        assert sentence.number == number
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip() != ""
        assert sentence.start >= position
        assert not text[position : sentence.start].strip()
        position = sentence.end
    assert not text[position:].strip()


@given(text=NASTY)
def test_cutting_long_sentences_loses_nothing(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segmenting, "LONG_SPEECH", 2)
        patch.setattr(segmenting, "LONG_LIST", 3)
        assert "".join("".join(split(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "pieces",
    [
        ["The U.S. Secretary of State met Dr. Smith on Dec. 15 in Washington, D.C.", "He left."],
        ["She lives in the U.S.", "The economy grew."],
        ["Gen. John F. Kelly, Sen. Marco Rubio and Rep. Ann Lee met on Sept. 3.", "They agreed."],
        ["He left at 5 p.m. Friday.", "It rained."],
        ["He left at 5 p.m.", "It rained."],
        ["At 9 a.m. EST the vote began."],
        ["Acme Inc. Chief Executive Bob Lee resigned.", "Shares fell 3.5 percent vs. 2 a year ago."],
        ["WASHINGTON — The U.S. Army said no.", "It did not say why."],
        ["FILE - Former Sen. J. Doe speaks, Jan. 28, 2017.", "He won."],
        ['"Stop!" he said.', "“Why?” she asked.", "He left."],
        ["They talked.", "“We always said, do not rush,” Kerry said."],
        ["They talked.", '"We always said, do not rush," Kerry said.'],
        ["Sales rose.", "iPhone sales fell."],
        ["1. First point.", "2. Second point."],
    ],
    ids=lambda pieces: pieces[0][:30],
)
def test_news_english(pieces: list[str]) -> None:
    assert split(" ".join(pieces), "en") == pieces


@pytest.mark.parametrize(
    ("language", "pieces", "gap"),
    [
        ("zh", ["乌克兰星期六再次纪念大饥荒。", "为什么？", "不知道！"], ""),
        ("zh", ["他说：“我们会去。”", "然后他离开了。"], ""),
        ("ja", ["彼は「行く」と言った。", "そして去った。"], ""),
        ("hi", ["किसने कहा?", "राम ने कहा।", "ठीक है!"], " "),
        ("ar", ["قال الرئيس إنه سيذهب.", "ثم غادر؟", "نعم."], " "),
        ("de", ["»Wir schließen«, sagte Karst.", "»Das ist bitter.«", "Der Rat tagt."], " "),
        ("de", ["Am Dienstag, dem 3. Februar, tagt der Rat.", "Das sagte er am 28. Jan. in Berlin."], " "),
        ("fr", ["Oui, a dit M. Payan.", "Une enquête est ouverte depuis le 28 janv. 2026 par lui."], " "),
        ("sv", ["”Vi stänger”, sade Karst.", "”Det är bittert.”", "Rådet möts."], " "),
        ("fr", ["M. Macron est arrivé.", "Il a dit : « Oui. »", "Puis il est parti."], " "),
        ("es", ["El Sr. Pérez llegó.", "¿Qué dijo?", "¡Nada!", "EE.UU. no respondió."], " "),
    ],
)
@pytest.mark.parametrize("told", [True, False], ids=["language given", "language not given"])
def test_other_languages(language: str, pieces: list[str], gap: str, told: bool) -> None:
    if not told and language in {"de", "fr", "es"}:
        pytest.skip("abbreviations need the language")
    assert split(gap.join(pieces), language if told else None) == pieces


def test_a_line_break_ends_a_sentence() -> None:
    text = "Jaishankar to visit US\r\nOur Bureau\n\n\tNew Delhi\n- one,\n- two"
    assert split(text) == ["Jaishankar to visit US", "Our Bureau", "New Delhi", "- one,", "- two"]


def test_a_long_speech_is_cut_at_its_full_stops() -> None:
    parts = [f"We met {name} of the U.S. Senate in the {name} room and had a long and good talk." for name in "ABC"]
    assert split(f"“{' '.join(parts)}” he said.") == [f"“{parts[0]}", parts[1], f"{parts[2]}” he said."]
    assert len(split(f"“{parts[0]} {parts[1]}”")) == 1


def test_a_long_list_is_cut_at_its_semicolons() -> None:
    people = [
        f"Deputy Director of the Office of Number {n} of the great and good Department of Lists;" for n in range(8)
    ]
    assert split("The delegation included " + " ".join(people))[1:] == people[1:]


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u3000", "\u205f", "\u2009"])
def test_wide_spaces_after_an_initial_do_not_crash_the_segmenter(space: str) -> None:
    assert "".join(split(f"A{space}. Reyes met Hale.")).endswith("Reyes met Hale.")


def test_nothing_has_no_sentences() -> None:
    assert sentences("") == sentences(" \n\t\u3000") == ()


def test_a_text_that_the_library_does_not_give_back_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        @staticmethod
        def segment(language: str, text: str) -> list[str]:
            return [text[1:]]

    monkeypatch.setattr("summarizer.article.sentences._segmenter", lambda: Broken.segment)
    assert split("One. Two.") == ["One. Two."]


@pytest.mark.parametrize(
    "space", ["\u2028", "\x85", "\f", "\v", "\x1c", "\x1d", "\x1e", "\x1f", "\t", "\u00a0", "\u3000"], ids=ascii
)
@pytest.mark.parametrize("before", ["it", "it ", "the Élysée", "the U.S."])
def test_white_space_inside_a_sentence_does_not_cut_it(space: str, before: str) -> None:
    first, second = f"The port said {before}{space}would close the quay.", "It did not say when."
    assert split(f"{first} {second}") == [first, second]
    assert split(f"{first}{space}{second}") == [first, second]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2029", "\n\n"], ids=ascii)
def test_the_end_of_a_line_or_paragraph_cuts(end: str) -> None:
    assert split(f"Port to close{end}The port said so.") == ["Port to close", "The port said so."]


STORY = (
    "The port authority of Halden said on Tuesday that it would close the old quay before the end of the year because "
    "its piles are rotten. Mayor Anna Lind told reporters that the town had no money for a new one and that she would "
    "ask the government in Oslo for help. “We will not wait,” she said. Work begins at 5 p.m. Friday, according to "
    "Gen. John F. Kelly."
)


@pytest.mark.parametrize("width", [60, 64, 68, 70, 72, 76, 80, 90])
@pytest.mark.parametrize("end", ["\n", "\r\n", " \n"], ids=ascii)
def test_a_wrapped_text_has_the_sentences_of_the_unwrapped(width: int, end: str) -> None:
    whole = split(STORY)
    text = (
        "Quay to close"
        + end * 2
        + end.join(textwrap.wrap(STORY, width))
        + end * 2
        + end.join(textwrap.wrap(STORY, width))
    )
    found = sentences(text)
    assert [" ".join(s.text.split()) for s in found] == ["Quay to close", *whole, *whole]
    assert all(text[s.start : s.end] == s.text for s in found)


@pytest.mark.parametrize(
    "lines",
    [
        ["Port to close", "By Anna Lind", "HALDEN", "The port said on Tuesday that it would close the quay."],
        ["The port said that it would close the quay.", "The mayor had no money for it.", "Work begins soon."],
        [STORY, "A caption without a full stop", STORY],
        [
            "- Port to close its old quay before the end of the year, at last",
            "- Mayor to ask Oslo for the money that is needed for it soon",
            "- Work to begin on Friday, says a general from another land",
            "- Nobody is known to have been asked about that before now",
        ],
        [
            "Port to close its old quay before the end of the year, at last",
            "Mayor to ask Oslo for the money that is needed for a new one",
            "Officials expect work to begin on Friday despite the weather",
            "Nobody is known to have been asked about any of that before",
        ],
        ["港口管理局星期二宣布将在年底前关闭旧码头" * 3] * 5,
        ["The old quay of Halden closes", "And nobody knows what is to come", "Roses are red"],
        ["Mayor", "Anna Lind", "Oslo", "Kristiansand", "Bergen"],
        ["A headline of the day", "", "Another headline of the day", "", "A third"],
        ["The port closes."] * 5,
        ["Market report", "Oil  70", "Gold 2000", "Corn 4", "Wheat 5"],
        ["One line only"],
    ],
)  # fmt: skip
def test_lines_of_other_texts_are_not_joined(lines: list[str]) -> None:
    assert len(split("\n".join(lines))) >= sum(map(bool, lines))
    assert not any("\n" in sentence for sentence in split("\n".join(lines)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norway will close it by May. Finland will sue.", ["Norway will close it by May.", "Finland will sue."]),
        ("It opened in May. “We won,” said Karst.", ["It opened in May.", "“We won,” said Karst."]),
        ("Theresa May. She left.", ["Theresa May.", "She left."]),
        ("It opens on May. 3 in Orlen.", ["It opens on May. 3 in Orlen."]),
        ("In May Karst left.", ["In May Karst left."]),
    ],
)
def test_may_with_a_full_stop_ends_a_sentence_before_a_capital(text: str, found: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text, "en")] == found

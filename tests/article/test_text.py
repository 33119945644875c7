"""Text: names are found however they are written and encoded, with spans of the original text."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article.text import find_name, fold, fold_in_place


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)


@given(st.text())
def test_composed_and_decomposed_text_are_folded_alike(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(composed).strip() == fold(decomposed).strip()


@given(st.text(min_size=1), st.text(), st.text())
def test_a_found_name_is_an_exact_span(name: str, before: str, after: str) -> None:
    text = f"{before} {name} {after}"
    for span in find_name(name, text):
        assert text[span.start : span.end] == span.quote


@given(st.lists(st.text("ab.", min_size=1, max_size=3), min_size=1, max_size=3), st.text("ab. \n", max_size=40))
def test_a_name_is_found_where_a_pattern_finds_it(pieces: list[str], text: str) -> None:
    left, right = r"(?<!\w)" if pieces[0][0].isalnum() else "", r"(?!\w)" if pieces[-1][-1].isalnum() else ""
    pattern = left + r"\s+".join(map(re.escape, pieces)) + right
    spans = find_name(" ".join(pieces), text)
    assert [(s.start, s.end) for s in spans] == [match.span() for match in re.finditer(pattern, text)]


@pytest.mark.parametrize(
    ("name", "text", "quote"),
    [
        ("Nicolas Maduro", "said Nicolás Maduro’s aide", "Nicolás Maduro"),
        ("Iran’s parliament", "in Iran's parliament today", "Iran's parliament"),
        ("State Department", "the STATE\n Department said", "STATE\n Department"),
        ("习近平", "国家主席习近平说", "习近平"),
        ("Apple", "2021年Apple公司发布新品", "Apple"),
        ("2026年3月5日", "将于2026年3月5日关闭", "2026年3月5日"),
        ("Ban", "Ban banned the band", "Ban"),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, text: str, quote: str) -> None:
    assert [span.quote for span in find_name(name, text)] == [quote]


UNSEEN = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u202c"]


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
@pytest.mark.parametrize("pattern", ["Angela Mer{}kel", "Ang{0}ela Mer{0}kel", "Angela{} Merkel"])
def test_characters_that_are_not_seen_are_no_part_of_a_name(unseen: str, pattern: str) -> None:
    written = pattern.format(unseen)
    text = f"{unseen}Then {unseen}{written}{unseen} spoke{unseen}."
    assert [span.quote for span in find_name("Angela Merkel", text)] == [written]
    assert [text[span.start : span.end] for span in find_name(written, text)] == [written]
    assert find_name("Angela Mer", text) == ()
    assert [span.quote for span in find_name(written, "Angela Merkel spoke")] == ["Angela Merkel"]


@pytest.mark.parametrize("name", UNSEEN)
def test_a_name_of_nothing_seen_is_not_found_in_words(name: str) -> None:
    assert find_name(name, "Kerry spoke") == ()


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Phú Trọng", "Zürich", "São Tomé", "Erdoğan", "Čapek", "Ångström", "Łódź", "Κυριάκος Μητσοτάκης",
        "Зеленський", "김정은", "ガザ", "فؤاد", "İstanbul", "Olúṣẹ́gun Ọbásanjọ́",
    ],
)  # fmt: skip
def test_composed_and_decomposed_letters_are_alike(name: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)
    for claimed in (composed, decomposed):
        for written in (composed, decomposed):
            assert [span.quote for span in find_name(claimed, f"é ({written}), e\u0301")] == [written]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Griffiths", "Griﬃths"),
        ("Griﬃths", "Griffiths"),
        ("Fischer", "Fiſcher"),
        ("Pfister", "Pﬁster"),
        ("Stafford", "Staﬀord"),
        ("Flint", "ﬂint"),
        ("Strasse", "Straße"),
        ("Preuß", "Preuss"),
        ("WEISS", "Weiß"),
        ("ＮＡＴＯ", "NATO"),
        ("NATO", "ＮＡＴＯ"),
        ("パレスチナ", "ﾊﾟﾚｽﾁﾅ"),
        ("Araneta-Marcos", "Araneta‐Marcos"),
        ("Araneta-Marcos", "Araneta‑Marcos"),
        ("Araneta‒Marcos", "Araneta–Marcos"),
        ("Araneta—Marcos", "Araneta―Marcos"),
        ("Hawai'i", "Hawaiʼi"),
        ("Group 20", "Group ２０"),
    ],
)
def test_compatibility_forms_and_hyphens_are_alike(name: str, written: str) -> None:
    assert [span.quote for span in find_name(name, f"ﬁrst {written} spoke…")] == [written]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Grif", "Griﬃths"),
        ("Gri", "Griﬃths"),
        ("Wei", "Weiß"),
        ("カ", "ガ"),
        ("カ", "カ\u3099"),
        ("기", "김"),
        ("Ban", "Ban\u00adned"),
    ],
)
def test_a_part_of_a_character_or_word_is_no_name(name: str, text: str) -> None:
    assert find_name(name, text) == ()


@pytest.mark.parametrize(
    "particle",
    [
        "은",
        "이",
        "을",
        "의",
        "에게",
        "에게서",
        "과",
        "와",
        "도",
        "만",
        "에게는",
        "보다",
        "측은",
        "으로부터",
        "",
        ", ",
        "이라고",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_korean_particles_are_no_part_of_a_name(particle: str, form: str) -> None:
    text = unicodedata.normalize(form, f"북한의 김정은{particle} 말했다")
    spans = find_name("김정은", text)
    assert [span.quote for span in spans] == [unicodedata.normalize(form, "김정은")]
    assert text[spans[0].start : spans[0].end] == spans[0].quote


@pytest.mark.parametrize("text", ["김정은혜가 말했다", "신김정은 말했다", "김정일은", "강종오는"])
def test_another_korean_name_is_not_found(text: str) -> None:
    assert find_name("김정은", text) == ()

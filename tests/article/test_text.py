"""Text: folding keeps offsets, and names are found however they are written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article.text import find_name, fold


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


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
        ("Ban", "Ban banned the band", "Ban"),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, text: str, quote: str) -> None:
    assert [span.quote for span in find_name(name, text)] == [quote]

"""Any bytes, through every reader, give articles or an error of this library."""

from __future__ import annotations

import random
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import Article, Result
from summarizer.article.readers.kinds import EXTENSIONS, MEDIA_TYPES, Kind
from summarizer.article.readers.registry import _READERS, read_source
from summarizer.article.readers.source import Source
from summarizer.errors import SummarizerError
from tests.documents import SAMPLES


def check(data: bytes, extension: str, media_type: str | None = None, charset: str | None = None) -> None:
    with suppress(SummarizerError):
        for item in read_source(Source(f"a{extension}", data, charset), media_type):
            assert isinstance(item, Article | Result)
            assert item.id


@settings(max_examples=300, deadline=10_000)
@given(st.binary(max_size=300), st.sampled_from(["", ".bin", *EXTENSIONS]), st.sampled_from([None, *MEDIA_TYPES]),
       st.sampled_from([None, "utf-8", "latin-1", "utf-16", "utf-7", "idna", "rot13", "x\0y"]))  # fmt: skip
def test_any_bytes(data: bytes, extension: str, media_type: str | None, charset: str | None) -> None:
    check(data, extension, media_type, charset)


@pytest.mark.parametrize("extension", SAMPLES)
def test_broken_documents(extension: str) -> None:
    chance = random.Random(extension)
    for _ in range(150):
        data = bytearray(SAMPLES[extension])
        for _ in range(chance.randrange(1, 9)):
            at = chance.randrange(len(data))
            data[at : at + chance.choice((0, 1, 1, 9))] = chance.randbytes(chance.choice((0, 1, 1, 9)))
            if not data:
                break
        check(bytes(data), extension)
        check(bytes(data[: chance.randrange(len(data) + 1)]), extension)


@pytest.mark.parametrize("extension", [".html", ".md", ".xml", ".json", ".jsonl", ".eml", ".txt", ".pdf"])
@pytest.mark.parametrize(
    "piece",
    ["<div>", "[", "{", '{"a":', "> ", "* ", "**a", "![", "<a href='", "&lt;", "\r\n", "--b", "a=?", "(", "`", "<!--"],
)
def test_deep_and_repeated_input_does_not_hang(extension: str, piece: str) -> None:
    starts = {".eml": "Subject: ", ".pdf": "%PDF-1.4\n1 0 obj\n", ".xml": "<rss>", ".html": "<html>"}
    started = time.perf_counter()
    check((starts.get(extension, "") + piece * 5_000).encode(), extension)
    assert time.perf_counter() - started < 20


def test_every_kind_has_a_reader() -> None:
    assert _READERS.keys() == set(Kind)

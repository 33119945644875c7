"""Files: articles out of lines and folders; what cannot be read fails in its place."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from summarizer import Article, Result
from summarizer.article.files import count_articles, read_articles
from summarizer.errors import UnreadableArticleError


def write(path: Path, *lines: Any) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return str(path)


def test_a_line_is_an_article_and_unknown_fields_are_passed_over(tmp_path: Path) -> None:
    file = write(
        tmp_path / "in.jsonl",
        {"text": "One.", "id": 7, "published": "2026-01-29T08:00:00Z", "section": "world"},
        "",
        {"text": "Two.", "title": "T", "language": "en", "source": "S", "url": "https://x/y"},
    )
    one, two = read_articles([file])
    assert one == Article(text="One.", id="7", published=date(2026, 1, 29))
    assert two == Article(text="Two.", id="in.jsonl:3", title="T", language="en", source="S", url="https://x/y")
    assert count_articles([file]) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{bad", "not valid JSON"),
        ("[1]", "not a JSON object"),
        ('{"title": "no text"}', "has no text"),
        ('{"text": 5}', "has no text"),
        ('{"text": "x", "published": "soon"}', "publication date"),
        ('{"text": "x", "title": 5}', "title"),
    ],
)
def test_a_bad_line_fails_in_its_place(tmp_path: Path, line: str, said: str) -> None:
    file = write(tmp_path / "in.jsonl", {"text": "One."}, line, {"text": "Three."})
    results = list(read_articles([file]))
    assert [type(r) for r in results] == [Article, Result, Article]
    bad = results[1]
    assert isinstance(bad, Result)
    assert bad.id == "in.jsonl:2"
    assert bad.failure is not None
    assert said in bad.failure.message


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", "Plain text.")
    write(tmp_path / "a" / "x.json", {"text": "Object."})
    write(tmp_path / "c.jsonl", {"text": "Line."}, {"text": "Line two."})
    write(tmp_path / "picture.png", "no article")
    (tmp_path / "d.txt").write_bytes("Grüße".encode("latin-1"))
    found = list(read_articles([str(tmp_path)]))
    assert [a.id for a in found] == ["a/x.json", "b.txt", "c.jsonl:1", "c.jsonl:2", "d.txt"]
    assert isinstance(found[-1], Result)
    assert count_articles([str(tmp_path)]) == 5


@pytest.mark.parametrize("name", ["none.jsonl", "image.png", "empty"])
def test_a_path_that_cannot_be_read_is_told_at_once(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "image.png").write_bytes(b"")
    with pytest.raises(UnreadableArticleError):
        read_articles([str(tmp_path / name)])


def test_standard_input_is_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "One."}\n')))
    assert list(read_articles(["-"])) == [Article(text="One.", id="stdin:1")]
    assert count_articles(["-"]) is None

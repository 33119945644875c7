"""Files: articles out of lines and folders; what cannot be read fails in its place."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from summarizer import Article, Result
from summarizer.article.files import count_articles, read_article, read_articles
from summarizer.errors import (
    ArticleTooLargeError,
    InvalidDateError,
    UnreadableArticleError,
    UnsupportedFormatError,
)
from tests.documents import docx, page, paragraph, pdf


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
    found = list(read_articles([str(tmp_path)]))
    assert [a.id for a in found] == ["a/x.json", "b.txt", "c.jsonl:1", "c.jsonl:2", "picture.png"]
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


def failures(found: list[Article | Result]) -> dict[str, str]:
    return {str(r.id): r.failure.message for r in found if isinstance(r, Result) and r.failure}


def test_every_file_of_a_folder_is_read_or_named(tmp_path: Path) -> None:
    write(tmp_path / "A.TXT", "Upper.")
    write(tmp_path / "B.JSONL", {"text": "Line."})
    write(tmp_path / "c.Html", page())
    write(tmp_path / "e.Md", "# H\n\nOne.")
    (tmp_path / "d.PDF").write_bytes(pdf([(50, 700, 11, "One.")]))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "f.DOCX").write_bytes(docx(paragraph("One.")))
    (tmp_path / "g.png").write_bytes(b"\x89PNG\r\n")
    write(tmp_path / "h.xyz", "What is this?")
    write(tmp_path / "i.zip", "PK\x03\x04")
    (tmp_path / "j.db").write_bytes(b"SQLite format 3\0" + bytes(100))
    write(tmp_path / "k.pdf", "no PDF")
    (tmp_path / "l.txt").symlink_to(tmp_path / "nowhere")
    write(tmp_path / ".hidden.txt", "No.")
    write(tmp_path / ".git" / "x.txt", "No.")
    found = list(read_articles([str(tmp_path)]))
    assert [a.id for a in found if isinstance(a, Article)] == [
        "A.TXT", "B.JSONL:1", "c.Html", "d.PDF", "e.Md", "sub/f.DOCX"
    ]  # fmt: skip
    said = {"g.png": "a picture", "h.xyz": "'.xyz'", "i.zip": "an archive", "j.db": "a database", "k.pdf": "not a PDF",
            "l.txt": "not a regular file"}  # fmt: skip
    assert failures(found).keys() == said.keys()
    assert all(part in failures(found)[name] for name, part in said.items())
    assert count_articles([str(tmp_path)]) == len(found)


def test_what_a_run_writes_itself_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "One.")
    own = [tmp_path / "out.jsonl", tmp_path / "out.jsonl.db"]
    for file in own:
        file.write_bytes(b"x")
    assert [a.id for a in read_articles([str(tmp_path)], leave_out=own)] == ["a.txt"]
    assert count_articles([str(tmp_path)], leave_out=own) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_lines_in_any_unicode_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "Größe\u2028."}\n\n{"text": "Two."}\n', encoding=encoding)
    found = list(read_articles([str(tmp_path / "in.jsonl")]))
    assert [(a.id, a.text) for a in found if isinstance(a, Article)] == [
        ("in.jsonl:1", "Größe\u2028."), ("in.jsonl:3", "Two.")
    ]  # fmt: skip
    assert count_articles([str(tmp_path / "in.jsonl")]) == 2


def test_an_array_of_objects_is_many_articles(tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    file.write_text(json.dumps([{"text": "One."}, {"id": "b", "title": "T"}, 7]))
    found = list(read_articles([str(file)]))
    assert [(type(a), a.id) for a in found] == [(Article, "in.json:1"), (Result, "b"), (Result, "in.json:3")]
    assert count_articles([str(file)]) == 3


def test_a_json_feed_is_an_article_per_entry(tmp_path: Path) -> None:
    items = [{"id": "1", "title": "T", "content_html": "<p>One.</p>", "date_published": "2026-01-29T08:00:00Z"}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Post", "items": [*items, {"id": "2"}]}
    (tmp_path / "feed.json").write_text(json.dumps(feed))
    one, two = read_articles([str(tmp_path / "feed.json")])
    assert one == Article(text="One.", title="T", published=date(2026, 1, 29), source="The Post", id="1")
    assert isinstance(two, Result)
    assert two.id == "2"


@pytest.mark.parametrize(
    ("line", "id"),
    [
        ({"id": "n7", "text": "x", "published": "soon"}, "n7"),
        ({"id": 7, "title": "no text"}, "7"),
        ({"id": "n7", "text": "x", "title": 5}, "n7"),
        ({"id": "", "text": 5}, "in.jsonl:1"),
        ({"id": None}, "in.jsonl:1"),
        ({"id": ["x"], "text": "x", "published": "soon"}, "in.jsonl:1"),
        ({"uri": "urn:x", "body_text": "x", "pubstatus": "canceled"}, "urn:x"),
        ("[" * 100_000, "in.jsonl:1"),
    ],
)  # fmt: skip
def test_a_failure_keeps_the_id_of_its_article(tmp_path: Path, line: Any, id: str) -> None:
    (result,) = read_articles([write(tmp_path / "in.jsonl", line)])
    assert (type(result), result.id) == (Result, id)


@pytest.mark.parametrize(
    "published",
    ["", "Thu, 29 Jan 2026 08:00:00 GMT", "29.01.2026", "2026年1月29日", 1769673600, 1769673600000, "2026-01-29", None],
)
def test_the_day_of_a_line_in_any_spelling(tmp_path: Path, published: object) -> None:
    (article,) = read_articles([write(tmp_path / "in.jsonl", {"text": "x", "published": published})])
    assert isinstance(article, Article)
    assert article.published == (date(2026, 1, 29) if published else None)


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("story", "One.", "One."), ("story.text", "One.", "One."), ("story.log", "One.", "One."),
        ("story.txt", "<!DOCTYPE html><p>One.</p>", "One."), ("story", '{"text": "One."}', "One."),
        ("story.json", '{"text": "One."}', "One."), ("story.jsonl", '{"text": "One."}\n', "One."),
        ("story.TXT", "One.\r\nTwo.", "One.\r\nTwo."), ("story.txt", "", ""),
    ],
)  # fmt: skip
def test_one_article_is_read_by_what_it_is(tmp_path: Path, name: str, content: str, text: str) -> None:
    (tmp_path / name).write_bytes(content.encode())
    assert read_article(tmp_path / name) == Article(text=text)


@pytest.mark.parametrize(
    ("name", "content", "error", "said"),
    [
        ("a.jsonl", b'{"text": "One."}\n{"text": "Two."}\n', UnreadableArticleError, "more than one"),
        ("a.jsonl", b"\n", UnreadableArticleError, "no article"),
        ("a.json", b'{"text": "x", "published": "soon"}', InvalidDateError, "soon"),
        ("a.json", b'{"text": "x", "published": "02/03/2026"}', InvalidDateError, "could be 2026-02-03 or 2026-03-02"),
        ("a.json", b'{"text": "x", "published": "soon"}', InvalidDateError, "write it like 2026-01-29"),
        ("a.md", b"---\npublished: soon\n---\nOne.", InvalidDateError, "soon"),
        ("a.json", b"{", UnreadableArticleError, "not valid JSON"),
        ("a.png", b"\x89PNG", UnsupportedFormatError, "a picture"),
        ("a.csv", b"id,text\n1,One.\n2,Two.\n", UnsupportedFormatError, "a table"),
        ("A.TSV", b"id\ttext\n1\tOne.\n", UnsupportedFormatError, "a table"),
        ("a.doc", b"\xd0\xcf\x11\xe0", UnsupportedFormatError, "old format"),
        ("a.rtf", b"{\\rtf1 x}", UnsupportedFormatError, "RTF"),
        ("a.odt", b"PK\x03\x04", UnsupportedFormatError, "OpenDocument"),
        ("a.txt", b"x" * 2_100_000, ArticleTooLargeError, "2.1 MB"),
        ("a.exe", b"MZ\x90", UnsupportedFormatError, "program"),
        ("a\0b", b"", UnreadableArticleError, "null"),
    ],
)
def test_why_one_article_is_not_read(
    tmp_path: Path, name: str, content: bytes, error: type[Exception], said: str
) -> None:
    if "\0" not in name:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(error, match=said) as caught:
        read_article(tmp_path / name)
    assert type(caught.value) is error
    assert str(caught.value).endswith(")")


@pytest.mark.parametrize("read", [read_article, lambda path: list(read_articles([str(path)]))])
def test_a_pipe_that_nobody_writes_to_is_refused_at_once(tmp_path: Path, read: Callable[[Path], object]) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableArticleError, match="not a regular file"):
        read(tmp_path / "pipe.txt")


@pytest.mark.parametrize(
    ("options", "days"),
    [
        ({}, [date(2025, 5, 5), None]),
        ({"published": date(2026, 1, 29)}, [date(2025, 5, 5), date(2026, 1, 29)]),
        ({"file_times": True}, [date(2025, 5, 5), date(2024, 2, 29)]),
        ({"file_times": True, "published": date(2026, 1, 29)}, [date(2025, 5, 5), date(2024, 2, 29)]),
    ],
)
def test_articles_without_a_day_get_one_on_demand(tmp_path: Path, options: dict[str, Any], days: list[Any]) -> None:
    (tmp_path / "a.json").write_text('{"text": "x", "published": "2025-05-05"}', encoding="utf-8")
    (tmp_path / "b.txt").write_text("x", encoding="utf-8")
    noon = datetime(2024, 2, 29, 12).timestamp()
    for file in tmp_path.iterdir():
        os.utime(file, (noon, noon))
    found = list(read_articles([str(tmp_path)], **options))
    assert [item.published for item in found if isinstance(item, Article)] == days

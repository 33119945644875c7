"""Hostile and broken input: each ends in a brief or a typed error, soon, and never takes a run with it."""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest

from summarizer import Article, Brief, Result, summarize, summarize_many
from summarizer.article.files import read_article, read_articles
from summarizer.errors import CheckpointError, InputError, UnreadableArticleError
from summarizer.run import session
from summarizer.testing import ScriptedEndpoint
from tests.any_input import HANGS, assert_sound
from tests.samples import DRAFT, GOOD, TEXT
from tests.servers.faults import FaultServer

T = TypeVar("T")


def soon(call: Callable[[], T]) -> T:
    """Return what a call returns or raise what it raises; fail if it hangs."""
    outcome: list[Any] = []

    def run() -> None:
        try:
            outcome.extend((True, call()))
        except BaseException as error:
            outcome.extend((False, error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(HANGS)
    assert outcome, f"it hangs: nothing after {HANGS} s"
    if not outcome[0]:
        raise outcome[1]
    result: T = outcome[1]
    return result


# Lines and files

LINES = {
    "a lone surrogate in the id": json.dumps({"id": "a\ud800", "text": TEXT}),
    "a lone surrogate in the text": json.dumps({"text": f"{TEXT} \ud83d"}),
    "… in the title": json.dumps({"text": TEXT, "title": "\udc00"}),
    "… in the source and the address": json.dumps({"text": TEXT, "source": "\udc00", "url": "http://\ud800/"}),
    "… in the language": json.dumps({"text": TEXT, "language": "\ud800"}),
    "… in the name of a field": json.dumps({"text": TEXT, "\ud800": 1}),
    "a lone surrogate in bytes": b'{"id": "\xed\xa0\x80", "text": ' + json.dumps(TEXT).encode() + b"}",
    "lists, 1,000 deep": "[" * 1_000 + "]" * 1_000,
    "lists, 100,000 deep": "[" * 100_000 + "]" * 100_000,
    "objects, 100,000 deep": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "a deep field beside the text": '{"text": "x", "a": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "a list that does not end": "[" * 100_000,
    "a number of 100,000 digits": '{"text": "x", "id": ' + "1" * 100_000 + "}",
    "NUL": b"\x00" * 100,
    "no object": "3",
    "nothing in a list": "[]",
}


@pytest.mark.parametrize("line", LINES.values(), ids=list(LINES))
@pytest.mark.parametrize("checkpoint", [False, True])
def test_a_hostile_line_takes_no_other_with_it(line: str | bytes, checkpoint: bool, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    good = json.dumps({"id": "good", "text": TEXT}).encode()
    file.write_bytes(b"\n".join([good, line.encode() if isinstance(line, str) else line, good]))
    with ScriptedEndpoint([DRAFT]) as endpoint:
        options: dict[str, Any] = {"base_url": endpoint.base_url, "model": "m", "ordered": True}
        if checkpoint:
            options["checkpoint"] = tmp_path / "checkpoint"
        results = soon(lambda: list(summarize_many(read_articles([str(file)]), **options)))
    assert len(results) == 3
    assert results[0].brief
    assert results[2].brief
    for result in results:
        assert result.brief or result.failure
        assert "Unexpected" not in str(result.failure)
        result.model_dump_json().encode()


@pytest.mark.parametrize("document", [line for line in LINES.values() if isinstance(line, str)])
def test_a_hostile_document_is_an_article_or_a_typed_error(document: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(document, encoding="utf-8")
    with suppress(InputError):
        assert soon(lambda: read_article(tmp_path / "a.json")).text
    assert len(soon(lambda: list(read_articles([str(tmp_path / "a.json")])))) <= 1


@pytest.mark.parametrize("language", ["\ud800", "中文", "e\x00n", "\n\x1b", "é"])
def test_a_language_that_is_no_code_is_an_input_error(language: str, endpoint: FaultServer, tmp_path: Path) -> None:
    article = Article(text=TEXT, language=language)
    options: dict[str, Any] = {"base_url": endpoint.replies(GOOD).base_url, "model": "m"}
    with pytest.raises(InputError, match="language") as caught:
        summarize(article, **options)
    assert caught.value.hint
    (result,) = soon(lambda: list(summarize_many([article], checkpoint=tmp_path / "c", **options)))
    assert result.failure
    assert result.failure.error == "InputError"


@pytest.mark.parametrize("name", ["a\ud800.txt", "a\x00.txt", "\ud800", "x" * 10_000])
def test_a_hostile_path_is_a_typed_error(name: str) -> None:
    with pytest.raises(UnreadableArticleError):
        read_article(name)
    with pytest.raises(UnreadableArticleError):
        list(read_articles([name]))


# The thread that writes the checkpoint


@pytest.mark.parametrize(
    "error", [MemoryError(), SystemExit(1), KeyboardInterrupt(), UnicodeError("x"), ZeroDivisionError()]
)
def test_a_writer_that_fails_ends_the_run_with_a_typed_error(
    error: BaseException, endpoint: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise error

    endpoint.replies(GOOD)
    options: dict[str, Any] = {"base_url": endpoint.base_url, "model": "m", "checkpoint": tmp_path / "c"}
    with monkeypatch.context() as patched:
        patched.setattr(zlib, "compress", fail)
        with pytest.raises(CheckpointError):
            soon(lambda: list(summarize_many([TEXT, f"{TEXT} Again."], **options)))
    assert all(result.brief for result in soon(lambda: list(summarize_many([TEXT], **options))))


# Failures keep their ledger


def test_an_unexpected_failure_keeps_the_ledger(endpoint: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Brief:
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr(session, "assemble", fail)
    options: dict[str, Any] = {"base_url": endpoint.replies(GOOD).base_url, "model": "m"}
    (result,) = soon(lambda: list(summarize_many([TEXT], **options)))
    assert result.failure
    assert (result.failure.error, [a.outcome for a in result.failure.attempts]) == ("ZeroDivisionError", ["ok"])
    with pytest.raises(ZeroDivisionError) as caught:
        summarize(TEXT, **options)
    assert len(caught.value.attempts) == 1  # type: ignore[attr-defined]


# Names

SPACES = [
    "\u00a0",
    "  ",
    "\t",
    "\n",
    "\r\n",
    " \u200b",
    "\u2003",
    "\u3000",
    "\u2028",
    "\u00ad",
    "\u00a0\u00a0",
    " \u00a0",
]
FRAGMENTS = [
    "'s", "’s", "'", "s", "a", "'s 's", "'s'", "a's", "s'", "'S", ".'s", "-", ".", "(", "\\", "*", "[", "\u200b",
    "@", "“", "of", "of the",
    "the", "The", "and", "Mr", "Mr.", "Minister", "Iran's", "  ", "\n", "\u0301", "\ud800", "\x00", "🚢", "a" * 1_000,
]  # fmt: skip


def brief_of(text: str, profile: str, draft: str | dict[str, Any]) -> Result:
    with ScriptedEndpoint([draft]) as endpoint:
        options: dict[str, Any] = {"base_url": endpoint.base_url, "model": "m", "profile": profile}
        (result,) = soon(lambda: list(summarize_many([Article(text=text)], **options)))
    return result


def named(name: str, kind: str = "person") -> dict[str, Any]:
    """A draft of a large model with this name in every place that takes one."""
    return {
        "actors": [{"id": "a1", "name": name, "kind": kind, "role": name, "affiliation": name}],
        "events": [{"sentences": [1], "summary": f"{name} met.", "type": "meeting", "status": "occurred", "when": name,
                    "place": name, "agents": ["a1"], "others": ["a1"], "main": True}],
        "commitments": [{"sentences": [1], "by": ["a1"], "action": f"pay {name}", "firmness": "pledged",
        "polarity": "do",
                         "to": ["a1"], "due": name, "condition": name, "amount": name, "said_by": ["a1"]}],
        "headline": name, "summary": f"{name} met.",
    }  # fmt: skip


@pytest.mark.parametrize("space", SPACES)
def test_any_white_space_inside_a_name_is_read(space: str) -> None:
    text = (
        f"Prime Minister Keir{space}Starmer met Minister Ada{space}Brand in London on Monday and promised 40 million "
        "euros for the port. Iran's union accused the company of hiding a report."
    )
    for name in (f"Minister Ada{space}Brand", f"Ada{space}Brand", "Ada Brand", f"Minister{space}Ada Brand"):
        result = brief_of(text, "large", named(name))
        assert result.brief, result.failure
        assert_sound(result.brief, text)
        if not set("\n\u00ad\u200b") & set(space):
            assert "Ada Brand" in [" ".join(actor.name.split()) for actor in result.brief.actors]
    result = brief_of(text, "small", "A")
    assert result.brief, result.failure
    assert_sound(result.brief, text)


@pytest.mark.parametrize("name", FRAGMENTS)
@pytest.mark.parametrize("kind", ["person", "organization", "country", "group", "other"])
def test_what_is_no_name_is_no_actor(name: str, kind: str) -> None:
    text = f"{TEXT} Iran's union of the port met Minister Ada Brand."
    result = brief_of(text, "large", named(name, kind))
    assert result.brief, result.failure
    assert_sound(result.brief, text)
    if not any(c.isalpha() for c in name):
        assert result.brief.actors == ()


@pytest.mark.parametrize("answer", [name for name in FRAGMENTS if len(name) < 90])
def test_a_small_model_that_answers_no_letter_makes_no_crash(answer: str) -> None:
    text = f"{TEXT} Iran's union of the port met Minister Ada Brand."
    result = brief_of(text, "small", answer)
    assert result.brief or (result.failure and result.failure.error == "InvalidAnswerError")
    if result.brief:
        assert_sound(result.brief, text)

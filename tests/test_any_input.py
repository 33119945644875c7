"""Any input and any answer ends in a brief whose invariants hold, or in an error of this library with its ledger.

The suite plays a few examples of each property. `make fuzz` plays many, also guided by coverage (`tests/fuzz.py`).
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from evals.data.briefs import brief_of_completions
from summarizer import Article, Brief, Result, summarize, summarize_many
from summarizer.article.files import count_articles, read_article, read_articles
from summarizer.article.readers.kinds import EXTENSIONS, MEDIA_TYPES
from summarizer.article.readers.registry import read_source
from summarizer.article.readers.source import Source
from summarizer.complete.answers import answer_of, draft_of
from summarizer.complete.gateway import Completion
from summarizer.errors import AnswerError, CheckpointError, InputError, SummarizerError
from summarizer.output.diffing import diff
from summarizer.output.formats import FORMATS, JOINT, rendered
from summarizer.output.stored import read_briefs
from summarizer.plan.drafts import ArticleDraft
from summarizer.plan.planning import Plan, plan
from summarizer.plan.profiles import PROFILES
from summarizer.rows import rows_of
from summarizer.schema import Failure
from summarizer.settings import Endpoint
from summarizer.testing import Reply, ScriptedEndpoint, answer, raw
from tests.any_input import (
    ANSWERS,
    ARTICLES,
    DOCUMENTS,
    JSON,
    LINES,
    TEXTS,
    assert_sound,
    drafts,
    made_valid,
    mutated,
    spoilt,
    watched,
)
from tests.samples import DRAFT, TEXT

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "12"))
"""Examples of each property. Those that go through a server are fewer."""

ENDPOINT = Endpoint(base_url="http://127.0.0.1:1/v1", model="m", api_key="")

Property = Callable[..., None]


def examples(share: float = 1) -> Callable[[Property], Property]:
    """Say how many examples of a property are played: all, or a share of them."""
    return settings(
        max_examples=max(5, int(EXAMPLES * share)),
        deadline=20_000,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink a whole article would take minutes
        print_blob=True,
    )


def planned_of(article: Article, profile: str) -> Plan | None:
    """Return the plan of an article, or None after a typed error."""
    try:
        planned = plan(article, PROFILES[profile])
    except InputError:
        return None
    for sentence in planned.sentences:
        assert planned.article.text[sentence.start : sentence.end] == sentence.text
    for request in planned.requests:
        json.dumps(request.messages[-1]).encode()
    return planned


def assembled(planned: Plan, contents: list[dict[str, Any]], text: str) -> Brief | None:
    """Return the brief of these answers, one to a window; None if none of them fits."""
    completions = []
    for request, content in zip(planned.requests, contents, strict=False):
        try:
            draft = draft_of(answer_of(json.loads(answer(content).body), ENDPOINT), request.draft)
        except ValidationError:
            completions.append(Completion(request, None, AnswerError("it does not fit")))
        else:
            completions.append(Completion(request, draft))
    try:
        brief = brief_of_completions(planned, completions)
    except AnswerError:
        assert not any(c.draft for c in completions)
        return None
    assert_sound(brief, text)
    return brief


@examples(3)
@given(DOCUMENTS, st.sampled_from(["", ".bin", *EXTENSIONS]), st.sampled_from([None, None, *MEDIA_TYPES]))
def test_any_bytes_are_articles_or_typed_errors(data: bytes, extension: str, media_type: str | None) -> None:
    with watched(), suppress(SummarizerError):
        for item in read_source(Source(f"a{extension}", data), media_type):
            assert item.id
            assert item.model_dump_json().encode()
            if isinstance(item, Article):
                planned_of(item, "large")


@examples()
@given(
    st.lists(DOCUMENTS | JSON.map(json.dumps).map(str.encode), max_size=4), st.sampled_from([".jsonl", ".json", ".txt"])
)
def test_any_file_is_read_or_refused(lines: list[bytes], extension: str) -> None:
    with tempfile.TemporaryDirectory() as folder, watched():
        file = Path(folder, f"a{extension}")
        file.write_bytes(b"\n".join(lines))
        with suppress(InputError):
            assert read_article(file).model_dump_json()
        with suppress(InputError):
            found = list(read_articles([str(file)]))
            assert count_articles([str(file)]) == len(found)
            assert all(item.id for item in found)


@examples(2)
@given(ARTICLES, st.sampled_from(["small", "large"]), st.data())
def test_any_draft_of_any_article_is_a_sound_brief_in_every_format(
    article: Article, profile: str, data: st.DataObject
) -> None:
    with watched():
        planned = planned_of(article, profile)
        if planned is None or not planned.requests:
            return
        one = drafts(planned.requests[0].draft, article.text)
        contents = data.draw(st.lists(one, min_size=1, max_size=6))
        contents = [
            made_valid(contents[i % len(contents)], request.draft) for i, request in enumerate(planned.requests)
        ]
        brief = assembled(planned, contents, article.text)
        if brief is not None:
            shown(brief)


def shown(brief: Brief) -> None:
    """Print a brief in every way there is."""
    for name in FORMATS:
        for full in (False, True):
            assert rendered([brief], name, full=full).encode()
    for name in JOINT:
        assert rendered([brief, brief], name).encode()
    assert len(list(rows_of(brief))) == sum(map(len, (brief.events, brief.commitments, brief.actors, brief.dropped)))
    assert diff(brief, brief) is not None
    (again,) = read_briefs(rendered([brief], "json").encode(), "brief.json")
    assert again is not None
    assert again.model_dump_json() == brief.model_dump_json()


@examples(2)
@given(ANSWERS | JSON, st.sampled_from(["content", "reasoning_content", "tool_calls", "body"]))
def test_any_answer_is_a_draft_or_a_fault_that_is_told(content: Any, place: str) -> None:
    draft = plan(Article(text=TEXT), PROFILES["large"]).requests[0].draft
    body: Any = {"choices": [{"message": {place: content}}]} if place != "body" else content
    with watched(), suppress(SummarizerError, ValidationError):
        assert isinstance(draft_of(answer_of(body, ENDPOINT), draft), ArticleDraft)


BODIES = st.one_of(
    ANSWERS.map(answer),
    st.tuples(ANSWERS, LINES, st.sampled_from(["stop", "length", "content_filter", "error", "x"])).map(
        lambda p: answer(p[0], refusal=p[1] if len(p[1]) > 40 else None, finish=p[2])
    ),
    st.just(json.loads(answer(DRAFT).body)).flatmap(mutated).map(lambda body: raw(200, json.dumps(body))),
    st.tuples(st.sampled_from([200, 201, 204, 299, 300, 400, 401, 403, 404, 413, 422, 429, 499, 500, 503, 599]),
              JSON.map(json.dumps).map(str.encode) | st.binary(max_size=40),
              st.sampled_from(["application/json", "text/html", "", "text/event-stream", "x/y; charset=zz"]))
    .map(lambda p: raw(p[0], p[1] if p[0] != 204 else b"", content_type=p[2])),
)  # fmt: skip
"""What a server may send."""


@examples(0.5)
@given(st.lists(BODIES, min_size=1, max_size=4), st.sampled_from(["small", "large"]), st.integers(0, 2))
def test_any_reply_ends_in_a_brief_or_a_typed_error_with_its_ledger(
    replies: list[Reply], profile: str, reasks: int
) -> None:
    with ScriptedEndpoint(replies) as endpoint, watched():
        options: dict[str, Any] = {"base_url": endpoint.base_url, "model": "m", "profile": profile, "reasks": reasks}
        try:
            brief = summarize(TEXT, max_attempts=1, **options)
        except SummarizerError as error:
            attempts = Failure.of(error).attempts
        else:
            assert_sound(brief, TEXT)
            attempts = brief.provenance.attempts
        assert len(attempts) == len(endpoint.requests)


ROWS = st.one_of(
    st.fixed_dictionaries({"text": TEXTS}, optional={"id": LINES, "title": LINES, "published": LINES | JSON}),
    mutated({"id": "a", "text": TEXT, "published": "2026-01-29", "title": "T", "language": "en"}),
    mutated({"uri": "urn:x", "headlines": [{"value": "T"}], "bodies": [{"value": TEXT}], "versioncreated": "2026"}),
    JSON,
)


@examples(0.5)
@given(st.lists(ROWS.map(json.dumps).map(str.encode) | st.binary(max_size=30), max_size=4), st.integers(1, 3))
def test_any_lines_have_a_result_each_and_are_resumed_as_they_were(lines: list[bytes], concurrency: int) -> None:
    assume(not b"\n".join(lines).startswith(b"\xff\xd8\xff"))  # a picture by its first bytes, refused as a whole
    with tempfile.TemporaryDirectory() as folder, ScriptedEndpoint([DRAFT]) as endpoint, watched():
        file, checkpoint = Path(folder, "a.jsonl"), Path(folder, "c")
        file.write_bytes(b"\n".join(lines))
        options: dict[str, Any] = {"base_url": endpoint.base_url, "model": "m", "concurrency": concurrency}

        def results() -> list[Result]:
            found = read_articles([str(file)])
            return list(summarize_many(found, checkpoint=checkpoint, ordered=True, **options))

        first = results()
        assert len(first) == sum(1 for line in file.read_bytes().split(b"\n") if line.strip())
        for result in first:
            assert (result.brief is None) != (result.failure is None)
            assert "Unexpected" not in str(result.failure)
            assert Result.model_validate_json(result.model_dump_json()).id
            if result.brief and result.brief.article.text is not None:
                assert_sound(result.brief, result.brief.article.text)
        asked = len(endpoint.requests)
        again = results()
        assert len(endpoint.requests) == asked
        # As JSON: what is stored has replacement characters for lone surrogates.
        for one, other in zip(first, again, strict=True):
            assert other.model_dump_json(exclude={"resumed"}) == one.model_dump_json(exclude={"resumed"})


@pytest.fixture(scope="module")
def stored() -> bytes:
    """A checkpoint with one brief in it."""
    with tempfile.TemporaryDirectory() as folder, ScriptedEndpoint([DRAFT]) as endpoint:
        options: dict[str, Any] = {"base_url": endpoint.base_url, "model": "m"}
        list(summarize_many([TEXT], checkpoint=Path(folder, "c"), **options))
        return Path(folder, "c").read_bytes()


@examples(0.5)
@given(st.data())
def test_any_checkpoint_is_used_or_refused(stored: bytes, data: st.DataObject) -> None:
    content = data.draw(spoilt(stored) | st.binary(max_size=200))
    with tempfile.TemporaryDirectory() as folder, ScriptedEndpoint([DRAFT]) as endpoint, watched():
        Path(folder, "c").write_bytes(content)
        options: dict[str, Any] = {"base_url": endpoint.base_url, "model": "m"}
        with suppress(CheckpointError):
            (result,) = summarize_many([TEXT], checkpoint=Path(folder, "c"), **options)
            assert result.brief
            assert_sound(result.brief, TEXT)


def brief_of_text() -> dict[str, Any]:
    """A brief as JSON types."""
    planned = plan(Article(text=TEXT), PROFILES["large"])
    brief = assembled(planned, [DRAFT], TEXT)
    assert brief
    return brief.to_dict()


@examples(2)
@given(mutated(brief_of_text()), st.booleans())
def test_any_stored_brief_is_shown_or_refused(content: Any, joint: bool) -> None:
    with watched(), suppress(InputError):
        for brief in read_briefs(json.dumps([content] if joint else content).encode(), "brief.json"):
            if brief is not None:
                shown(brief)


# What was found so


@pytest.mark.parametrize("half", ["\ud800", "a \udfff", '{"events": "\ud83d"}'])
def test_half_of_a_surrogate_pair_in_an_answer_does_not_break_the_re_ask(half: str) -> None:
    with ScriptedEndpoint([half, DRAFT]) as endpoint:
        brief = summarize(TEXT, base_url=endpoint.base_url, model="m", reasks=1)
        assert [attempt.outcome for attempt in brief.provenance.attempts] == ["invalid", "ok"]
        assert len(endpoint.requests) == 2


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("field", ["title", "id", "source", "url"])
def test_every_format_can_be_encoded(format: str, field: str) -> None:
    article = Article.model_validate({"text": f"{TEXT} \udfff", field: "a \ud800 b"})
    planned = planned_of(article, "large")
    assert planned
    brief = assembled(planned, [DRAFT], article.text)
    assert brief
    assert rendered([brief], format, full=True).encode()


@pytest.mark.parametrize("words", ["", " ", "\u200b", "\n\x00"])
def test_an_item_without_words_is_left_out(words: str) -> None:
    planned = planned_of(Article(text=TEXT), "large")
    assert planned
    events, commitments = ([{**item, key: words} for item in DRAFT[kind]] for kind, key in
                           (("events", "summary"), ("commitments", "action")))  # fmt: skip
    brief = assembled(planned, [{**DRAFT, "events": events, "commitments": commitments}], TEXT)
    assert brief
    assert (brief.events, brief.commitments) == ((), ())
    assert [one.reason for one in brief.dropped].count("it has no words") == len(events) + len(commitments)


@pytest.mark.parametrize("content", ["x'00'", "x''", "'text'"])
def test_a_damaged_checkpoint_is_a_typed_error(content: str, tmp_path: Path) -> None:
    with ScriptedEndpoint([DRAFT]) as endpoint:
        options: dict[str, Any] = {"base_url": endpoint.base_url, "model": "m", "checkpoint": tmp_path / "c"}
        assert len(list(summarize_many([TEXT], **options))) == 1
        with closing(sqlite3.connect(tmp_path / "c")) as db, db:
            db.execute(f"UPDATE results SET content = {content}")
        with pytest.raises(CheckpointError, match="damaged"):
            list(summarize_many([TEXT], **options))


@pytest.mark.parametrize("kind", ["events", "commitments"])
def test_a_stored_brief_that_refers_to_nobody_is_refused(kind: str) -> None:
    content = brief_of_text()
    content[kind][0]["agents" if kind == "events" else "by"] = ["a99"]
    with pytest.raises(InputError, match="a99"):
        list(read_briefs(json.dumps(content).encode(), "brief.json"))


def test_a_language_is_resumed_as_it_was(tmp_path: Path) -> None:
    with ScriptedEndpoint([DRAFT]) as endpoint:
        options: dict[str, Any] = {"base_url": endpoint.base_url, "model": "m", "checkpoint": tmp_path / "c"}
        first, again = (list(summarize_many([Article(text=TEXT, language="EN")], **options)) for _ in range(2))
    assert first[0].brief
    assert again[0].brief == first[0].brief

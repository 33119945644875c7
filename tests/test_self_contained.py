"""A brief stands alone: it holds its article, or the hash of it, and briefs of every version are read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from evals.__main__ import app
from evals.commands.schema import SCHEMAS as EVALS_SCHEMAS
from evals.data.cases import load_cases
from summarizer import Article, Brief, BriefArticle, Span, summarize, summarize_many
from summarizer.cli.diff import Format as DiffFormat
from summarizer.cli.schema import Name
from summarizer.output.changes import DIFF_FORMATS
from summarizer.output.schemas import SCHEMAS, json_schema
from tests.run.calls import many
from tests.samples import DRAFT, GOOD, TEXT
from tests.servers.faults import FaultServer

ARTICLE = Article(
    text=TEXT, title="Reyes to visit", source="The Post", url="http://x/1", id="n1", published="2026-01-29"
)


@pytest.fixture
def brief(endpoint: FaultServer) -> Brief:
    endpoint.replies(GOOD)
    return summarize(ARTICLE, base_url=endpoint.base_url, model="fake")


def spans_of(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_of(item)
    elif hasattr(value, "model_fields_set"):
        for _, item in value:
            yield from spans_of(item)


def test_every_quote_can_be_checked_in_the_brief_itself(brief: Brief) -> None:
    stored = Brief.model_validate_json(brief.model_dump_json())
    spans = list(spans_of(stored))
    assert stored == brief
    assert len(spans) > 5
    assert stored.article.text is not None
    assert all(stored.article.text[span.start : span.end] == span.quote for span in spans)


def test_the_article_is_as_it_was_given_with_hash_and_language(brief: Brief) -> None:
    expected = {**ARTICLE.model_dump(), "text_sha256": sha256(TEXT.encode()).hexdigest(), "language": "en"}
    assert brief.article.model_dump() == expected
    assert brief.article.text_sha256 == brief.provenance.article_hash


@pytest.mark.parametrize("processes", [0, 1])
def test_without_the_text_the_hash_says_what_article_it_was(endpoint: FaultServer, processes: int) -> None:
    endpoint.replies(GOOD)
    options: dict[str, Any] = {"base_url": endpoint.base_url, "model": "fake", "include_text": False}
    (result,) = summarize_many([ARTICLE], processes=processes, **options)
    assert result.brief is not None
    assert result.brief.article == BriefArticle.of(ARTICLE.model_copy(update={"language": "en"}), include_text=False)
    assert "text" not in BriefArticle.of(ARTICLE, include_text=False).model_dump(exclude_none=True)


def test_text_with_a_lone_surrogate_has_a_hash() -> None:
    assert len(BriefArticle.of(Article(text="a \ud800 b")).text_sha256) == 64


def test_the_checkpoint_holds_no_text_and_gives_back_that_of_each_copy(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(GOOD)
    first = many(endpoint, [ARTICLE], checkpoint=tmp_path / "run.db")
    copy = ARTICLE.model_copy(update={"id": "n2", "url": "http://y/2", "source": None})
    again = many(endpoint, [ARTICLE, copy], checkpoint=tmp_path / "run.db", ordered=True)
    assert len(endpoint.requests) == 1
    briefs = [result.brief for result in (*first, *again)]
    assert [brief and brief.article.text for brief in briefs] == [TEXT] * 3
    assert briefs[0] == briefs[1]
    assert [brief and brief.article.url for brief in briefs[1:]] == ["http://x/1", "http://y/2"]
    (bare,) = many(endpoint, [ARTICLE], checkpoint=tmp_path / "run.db", include_text=False)
    assert bare.resumed
    assert bare.brief
    assert bare.brief.article.text is None


def old(brief: Brief) -> dict[str, Any]:
    """A brief as version 1 of the schema wrote it."""
    return {key: value for key, value in brief.to_dict().items() if key not in ("schema_version", "article")}


@pytest.mark.parametrize("version", [{}, {"schema_version": 1}, {"schema_version": None, "article": None}])
def test_a_brief_of_before_is_read_as_one_of_now(brief: Brief, version: dict[str, Any]) -> None:
    read = Brief.model_validate({**old(brief), **version})
    assert read.schema_version == brief.schema_version
    assert read.article == BriefArticle(text_sha256=brief.article.text_sha256)
    assert read.model_copy(update={"article": brief.article}) == brief


def test_a_brief_of_a_later_version_is_said_to_be_one(brief: Brief) -> None:
    with pytest.raises(ValidationError, match="reads versions up to 2: update it"):
        Brief.model_validate({**brief.to_dict(), "schema_version": 3})


def test_a_renamed_result_has_its_id_in_the_article_too(endpoint: FaultServer) -> None:
    (result,) = many(endpoint.replies(GOOD), [ARTICLE])
    renamed = result.renamed("key")
    assert renamed.brief
    assert (renamed.id, renamed.brief.article.id) == ("key", "key")


# JSON Schema


def examples(brief: Brief) -> dict[str, Any]:
    article = ARTICLE.model_dump(mode="json")
    result = {"id": "n1", "brief": brief.to_dict(), "failure": None, "resumed": False}
    return {"brief": brief.to_dict(), "result": result, "article": article, "draft": DRAFT}


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_has_an_id_and_fits_what_it_is_of(brief: Brief, name: str) -> None:
    schema = json_schema(name)
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    checker.check_schema(schema)
    assert schema["$id"] == f"urn:newsroom-summarizer:schema:{name}:{brief.schema_version}"
    checker.validate(examples(brief)[name])
    assert not checker.is_valid({**examples(brief)[name], "no such field": 1}) or name == "draft"


def test_the_commands_print_the_schemas(command: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    for name in SCHEMAS:
        assert command("schema", name) == 0
        assert json.loads(capsys.readouterr().out) == json_schema(name)
    case = load_cases()[0].model_dump(mode="json")
    for name, instance in (("gold", case["gold"]), ("case", case)):
        assert name in EVALS_SCHEMAS
        printed = CliRunner().invoke(app, ["schema", name])
        jsonschema.validate(instance, json.loads(printed.stdout))


def test_the_commands_offer_every_schema_and_format_of_differences() -> None:
    assert [choice.value for choice in Name] == list(SCHEMAS)
    assert [choice.value for choice in DiffFormat] == list(DIFF_FORMATS)

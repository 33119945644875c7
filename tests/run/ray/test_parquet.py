"""Parquet of results: what is written is read back, and a folder that cannot be used is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer import Failure, Result, Settings, summarize
from summarizer.errors import CheckpointError, EmptyArticleError
from summarizer.run.ray.parquet import Folder, arrow_schema, arrow_type, result_of, table_of
from summarizer.testing import answer
from tests.samples import DRAFT, TEXT
from tests.servers.faults import FaultServer

GOOD = answer(DRAFT, tokens=(1_000, 200))


@pytest.mark.ray
def test_what_is_written_is_read_back_equal(endpoint: FaultServer, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    endpoint.replies(GOOD)
    prices = {"fake-1": (2.0, 0.5, 8.0), "fake": (2.0, 0.5, 8.0)}
    brief = summarize(
        TEXT, base_url=endpoint.base_url, model="fake", published="2026-01-29", settings=Settings(prices=prices)
    )
    assert brief.commitments
    assert brief.dropped
    nothing = brief.model_copy(update={"actors": (), "events": (), "commitments": (), "dropped": ()})
    failed = Result(id="c", failure=Failure.of(EmptyArticleError("nothing"), 0.5))
    results = {"k1": Result(id="a", brief=brief), "k2": Result(id="b", brief=nothing), "k3": failed}
    folder = Folder(str(tmp_path))
    folder.open()
    for some in (results, {"k2": results["k2"]}, {"k3": failed}):
        part, _ = folder.stage(some, "m")
        table = parquet.read_table(part)
        assert table.schema.equals(arrow_schema())
        assert {row["key"]: result_of(row) for row in table.to_pylist()} == some
    (row,) = table_of({"k1": results["k1"]}, "m").to_pylist()
    assert (row["fingerprint"], row["prompt_tokens"], row["completion_tokens"]) == ("m", 1_000, 200)
    assert row["cost"] == pytest.approx(0.0036)


@pytest.mark.ray
def test_a_type_that_arrow_has_no_word_for_is_told() -> None:
    with pytest.raises(TypeError, match="no Arrow type"):
        arrow_type(complex)


@pytest.mark.ray
def test_an_output_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CheckpointError, match="cannot use"):
        Folder(str(tmp_path / "file")).open()
    with pytest.raises(CheckpointError, match="cannot use"):
        Folder("nowhere://bucket/briefs")


@pytest.mark.ray
def test_rows_of_before_briefs_held_their_article_are_read_and_not_made_again(
    endpoint: FaultServer, tmp_path: Path
) -> None:
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    endpoint.replies(GOOD)
    brief = summarize(TEXT, base_url=endpoint.base_url, model="fake", published="2026-01-29")
    new = table_of({"k1": Result(id="a", brief=brief)}, "m")
    (row,) = new.to_pylist()
    for name in ("article", "schema_version"):
        del row["brief"][name]
    fields = [
        pyarrow.field(f.name, pyarrow.struct([g for g in f.type if g.name not in ("article", "schema_version")]))
        if f.name == "brief" else f
        for f in new.schema
    ]  # fmt: skip
    folder = Folder(str(tmp_path))
    folder.open()
    parquet.write_table(pyarrow.Table.from_pylist([row], schema=pyarrow.schema(fields)), tmp_path / "old.parquet")
    assert list(folder.finished("m")) == [("k1", False)]
    folder.delete_failed("m")
    (old,) = parquet.read_table(tmp_path / "old.parquet").to_pylist()
    read = result_of(old).brief
    assert read
    assert read.article.text_sha256 == brief.article.text_sha256
    assert read.article.text is None
    folder.publish(*folder.stage({"k2": Result(id="b", brief=brief)}, "m"))
    assert sorted(folder.finished("m")) == [("k1", False), ("k2", False)]

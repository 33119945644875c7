"""The checkpoint: what is finished is durable, found again, and paid for once."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from summarizer import Article, Result, summarize_many
from summarizer.errors import CheckpointError
from summarizer.run.checkpoint import Checkpoint
from summarizer.run.many import MAX_ACTIVE_PER_REQUEST
from summarizer.run.rules_version import rules_version
from summarizer.settings import Settings
from summarizer.testing import failure
from tests.run.calls import drain, ids, many
from tests.samples import GOOD, ROOT, TEXT, articles, by_text, slow
from tests.servers.faults import FaultServer


def test_what_is_finished_is_neither_lost_nor_asked_again(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(by_text(failure(400), 3))
    first = many(endpoint, articles(6), checkpoint=tmp_path / "run.db", ordered=True)
    again = many(endpoint, articles(8), checkpoint=tmp_path / "run.db", ordered=True)
    assert len(endpoint.requests) == 8
    assert [r.resumed for r in again] == [True] * 6 + [False] * 2
    assert [r.model_copy(update={"resumed": False}) for r in again[:6]] == first
    retried = many(endpoint.replies(GOOD), articles(8), checkpoint=tmp_path / "run.db", retry_failed=True)
    assert len(endpoint.requests) == 9
    assert [r.id for r in retried if not r.resumed] == ["n3"]
    assert all(r.brief for r in many(endpoint, articles(8), checkpoint=tmp_path / "run.db"))


@pytest.mark.parametrize(
    "other",
    [{"model": "m2"}, {"profile": "small"}, {"language": "fr"}, {"strict": True}, {"settings": Settings(reasks=0)}],
)
def test_what_was_made_otherwise_is_not_used(endpoint: FaultServer, tmp_path: Path, other: dict[str, Any]) -> None:
    endpoint.replies(GOOD)
    many(endpoint, articles(1), checkpoint=tmp_path / "run.db")
    given: dict[str, Any] = {"model": "m", "base_url": endpoint.base_url, "checkpoint": tmp_path / "run.db", **other}
    (result,) = summarize_many(articles(1), **given)
    assert not result.resumed


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE fingerprints SET parts = '{'",
        "UPDATE results SET content = 'none'",
        "UPDATE results SET content = x'00'",
    ],
)
def test_a_damaged_checkpoint_is_told_as_such(endpoint: FaultServer, tmp_path: Path, damage: str) -> None:
    endpoint.replies(GOOD)
    many(endpoint, articles(1), checkpoint=tmp_path / "run.db")
    with closing(sqlite3.connect(tmp_path / "run.db")) as db, db:
        db.execute(damage)
    language = "fr" if "parts" in damage else None  # another fingerprint
    with pytest.raises(CheckpointError, match="is damaged"):
        many(endpoint, articles(1), checkpoint=tmp_path / "run.db", language=language)


def _as_if_made_before(file: Path, rules: str | None) -> None:
    """Mark all results as those of another version of the library; None: of one that marked none."""
    with closing(sqlite3.connect(file)) as db, db:
        if rules is None:
            db.execute("DROP INDEX rules_of")
            db.execute("ALTER TABLE results DROP COLUMN rules")
            db.execute("PRAGMA user_version = 2")
        else:
            db.execute("UPDATE results SET rules = ?", (rules,))


@pytest.mark.parametrize("rules", ["other", None])
def test_after_an_upgrade_what_was_paid_for_is_used_and_told(
    endpoint: FaultServer, tmp_path: Path, rules: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint.replies(by_text(failure(400), 3))
    file, told = tmp_path / "run.db", list[str]()
    first = many(endpoint, articles(4), checkpoint=file, ordered=True, on_status=told.append)
    many(endpoint, articles(4), checkpoint=file, on_status=told.append)
    assert told == []
    _as_if_made_before(file, rules)
    again = many(endpoint, articles(6), checkpoint=file, ordered=True, on_status=told.append)
    assert len(endpoint.requests) == 6
    assert [r.resumed for r in again] == [True] * 4 + [False] * 2
    assert [r.brief for r in again[:4]] == [r.brief for r in first]
    assert len(told) == 1
    assert told[0].startswith(f"3 briefs in {file} were made by other rules")
    assert "give another checkpoint file" in told[0]
    many(endpoint, articles(4), checkpoint=file)  # without a function to call, it is logged
    assert [record.getMessage() for record in caplog.records if "other rules" in record.getMessage()] == told


def test_results_that_another_prompt_or_model_leaves_unused_are_told(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(GOOD)
    file, told = tmp_path / "run.db", list[str]()
    many(endpoint, articles(2), checkpoint=file, on_status=told.append)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE fingerprints SET parts = json_set(parts, '$.prompt', 'brief.v0:1'), id = 'a'")
        db.execute("UPDATE results SET fingerprint = 'a'")
    many(endpoint, articles(2), checkpoint=file, on_status=told.append)
    assert len(endpoint.requests) == 4
    assert [line.partition(". ")[0] for line in told] == [
        f"2 results in {file} are not used: they were made with another prompt"
    ]
    many(endpoint, articles(2), checkpoint=file, on_status=told.append)
    assert len(told) == 1


def test_the_mark_of_the_rules_is_of_all_files_that_make_briefs() -> None:
    def mark() -> str:
        run = "from summarizer.run.rules_version import rules_version; print(rules_version())"
        return subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert mark() == mark() == f"{rules_version()}\n"


@pytest.mark.parametrize(
    "changed", ["assemble/merging.py", "language/english/lexicon.toml", "article/dates/words.py", "schema.py"]
)
def test_a_changed_rule_is_another_version(changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "summarizer"
    shutil.copytree(ROOT / "summarizer", copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("summarizer.run.rules_version.files", lambda _: copy)
    assert rules_version.__wrapped__() == rules_version()
    with (copy / changed).open("a") as file:
        file.write("\n# another rule")
    assert rules_version.__wrapped__() != rules_version()


def test_another_date_headline_or_text_is_another_article(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(GOOD)
    base = Article(text=TEXT, id="a")
    others = [
        base.model_copy(update=u) for u in ({}, {"title": "T"}, {"published": date(2026, 1, 29)}, {"language": "en"})
    ]
    many(endpoint, [base], checkpoint=tmp_path / "run.db")
    results = many(endpoint, others, checkpoint=tmp_path / "run.db", ordered=True)
    assert [r.resumed for r in results] == [True, False, False, False]


def test_the_same_article_twice_is_paid_once(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(slow(0.02))
    twice = [Article(text=TEXT, id="a"), Article(text=TEXT, id="b")]
    assert sorted(ids(many(endpoint, twice, checkpoint=tmp_path / "run.db"))) == ["a", "b"]
    assert len(endpoint.requests) == 1


def test_a_checkpoint_that_cannot_be_used_is_a_typed_error(endpoint: FaultServer, tmp_path: Path) -> None:
    (tmp_path / "not.db").write_text("this is no database, but it is long enough to look at" * 40)
    with pytest.raises(CheckpointError, match=r"not\.db"):
        many(endpoint, articles(1), checkpoint=tmp_path / "not.db")
    with pytest.raises(CheckpointError, match="cannot use"):
        many(endpoint, articles(1), checkpoint=tmp_path / "not.db" / "run.db")
    with sqlite3.connect(tmp_path / "new.db") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(CheckpointError, match="another version"):
        many(endpoint, articles(1), checkpoint=tmp_path / "new.db")


def test_a_checkpoint_is_one_process_s_at_a_time(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(GOOD)
    open_one = summarize_many(
        articles(50), base_url=endpoint.base_url, model="m", checkpoint=tmp_path / "run.db", concurrency=1
    )
    next(open_one)
    with pytest.raises(CheckpointError, match="in use"):
        many(endpoint, articles(1), checkpoint=tmp_path / "run.db")
    open_one.close()  # type: ignore[attr-defined]


def test_a_full_disk_ends_the_run_and_what_was_handed_on_is_kept(
    endpoint: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.replies(GOOD)
    # SQLite's own limit in place of a full disk.
    connect = Checkpoint._connect

    def limited(self: Checkpoint) -> sqlite3.Connection:
        db = connect(self)
        db.execute("PRAGMA max_page_count = 12")
        return db

    done: list[Result] = []
    given: dict[str, Any] = {"base_url": endpoint.base_url, "model": "m", "checkpoint": tmp_path / "run.db"}
    with monkeypatch.context() as patch:
        patch.setattr(Checkpoint, "_connect", limited)
        with pytest.raises(CheckpointError, match=r"cannot write .*full"):
            drain(summarize_many(articles(60), concurrency=1, **given), done)
    again = many(endpoint, articles(len(done)), checkpoint=tmp_path / "run.db")
    assert len(done) > 0
    assert all(r.resumed for r in again)


SCRIPT = """
import sys
from summarizer import Article, summarize_many
from tests.samples import articles
for result in summarize_many(articles(40), base_url=sys.argv[1], model="m", checkpoint=sys.argv[2], concurrency=4):
    print(result.id, result.resumed, flush=True)
"""


def test_after_kill_9_the_same_call_goes_on(endpoint: FaultServer, tmp_path: Path) -> None:
    """Killed twice at different moments; handed-on results were durable, so that none is paid twice."""
    endpoint.replies(slow(0.05))
    handed_on: list[str] = []
    for results in (7, 5):
        running = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, endpoint.base_url, str(tmp_path / "run.db")],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        assert running.stdout is not None
        fresh = (line.split()[0] for line in running.stdout if line.endswith("False\n"))
        handed_on += [next(fresh) for _ in range(results)]
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        running.stdout.close()
    final = many(endpoint, articles(40), checkpoint=tmp_path / "run.db")
    assert sorted(ids(final)) == sorted(f"n{n}" for n in range(40))
    assert {r.id for r in final if r.resumed} >= set(handed_on)
    asked = Counter(str(request["messages"][-1]) for request in endpoint.requests)
    assert len(asked) == 40
    # Only what was under way when it was killed is asked again.
    assert sum(asked.values()) - 40 <= 2 * MAX_ACTIVE_PER_REQUEST * 4

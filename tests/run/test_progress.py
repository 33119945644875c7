"""Progress: what a run has done, and how long the rest takes."""

from __future__ import annotations

from pathlib import Path

from summarizer import Tally
from summarizer.run.progress import progress_line
from summarizer.testing import failure
from tests.run.calls import many
from tests.samples import articles, by_text
from tests.servers.faults import FaultServer


def test_the_tally_counts_what_was_handed_on(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(by_text(failure(400), 1))
    tallies: list[Tally] = []
    many(endpoint, articles(3), checkpoint=tmp_path / "run.db")
    many(endpoint, list(articles(4)), checkpoint=tmp_path / "run.db", on_progress=tallies.append)
    last = tallies[-1]
    assert (last.done, last.failed, last.resumed, last.total) == (4, 1, 3, 4)
    assert (last.prompt_tokens, last.completion_tokens) == (10, 5)
    assert "4 of 4 done, 3 from the checkpoint, 1 failed, 10 prompt + 5 completion tokens" in progress_line(last)


def test_the_time_left_goes_by_what_was_asked() -> None:
    assert Tally(total=10).seconds_left is None
    assert Tally(done=6, resumed=2, total=10, seconds=8.0).seconds_left == 8.0
    assert "8 s left" in progress_line(Tally(done=6, resumed=2, total=10, seconds=8.0))
    assert "min left" in progress_line(Tally(done=1, total=1_000, seconds=1.0, cost=0.5))

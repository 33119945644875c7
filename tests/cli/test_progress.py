"""Progress of a fetch on the console."""

from __future__ import annotations

import pytest

from summarizer.cli.progress import console_progress


def test_progress_in_a_log_is_a_line_per_tenth(capfd: pytest.CaptureFixture[str]) -> None:
    with console_progress() as progress:
        for done in range(0, 1001):
            progress(done * 10**6, 1000 * 10**6, "model hub: downloading")
    out, err = capfd.readouterr()
    assert out == ""
    assert err.splitlines()[0] == "model hub: downloading (0 % of 1,000 MB)"
    assert len(err.splitlines()) == 11

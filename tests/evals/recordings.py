"""Recordings that tests make, play again and tamper with."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from evals.data.cases import Case
from evals.recording import recorder
from evals.recording.cassettes import cassette_path
from evals.recording.recorder import Replay, Subject
from summarizer.plan.profiles import PROFILES
from summarizer.settings import Endpoint, load_settings
from summarizer.testing import answer
from tests.servers.faults import FaultServer

SMALL = PROFILES["small"]
SAID = answer("D")
NOTHING = answer({"actors": [], "events": [], "commitments": [], "headline": "h", "summary": "s"})
"""What a large model says of an article that reports nothing."""
SECRETS = re.compile(
    r"\bauthorization\s*:|bearer\s|api[_-]?key|set-cookie|\bsk-[A-Za-z0-9]|127\.0\.0\.1|localhost|/(?:root|home)/",
    re.IGNORECASE,
)
"""What no recording may hold."""


def record(case: Case, subject: Subject, endpoint: FaultServer, directory: Path, **settings: Any) -> Path:
    where = Endpoint(endpoint.base_url, "fake", api_key="sk-secret-0123456789abcdef")
    recorder.record(case, subject, where, load_settings(**settings), directory)
    return cassette_path(subject.name, case.id, directory)


def replay(case: Case, subject: Subject, directory: Path) -> Replay:
    return recorder.replay(case, subject, recorder.quick_settings(), directory)


def edit(path: Path, change: Callable[[Any], None]) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")

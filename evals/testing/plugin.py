"""The plugin for pytest: `pytest --briefs cases/` makes a test of every case, and of every floor.

The test of a case replays its recording and demands a brief whose quotes all stand in the article, and the values of
`[each]` in `evals.toml`. The tests of the floors are about all cases together, and are there only if all are collected.
No test connects to anything: what is not recorded fails.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from summarizer.errors import SummarizerError

from ..commands.shared import configured
from ..data.cases import Case, CaseError, load_case, load_cases
from ..data.project import FILE, Project, ProjectError, find_project, load_project, use
from ..data.runs import Run
from ..recording import recorder
from ..recording.recorder import Replay, ReplayStatus
from ..scoring.custom import known_metrics, metric_named
from ..scoring.gate import Floor, GateError, check, load_floors
from ..scoring.scorer import CaseScore, score_case
from .diffs import difference_of

WORST = 2
"""Number of cases whose differences a failed floor shows: those with the worst values."""


class BriefFailure(AssertionError):
    """A brief is not as good as demanded, or there is none; the message is for people."""


@contextmanager
def no_network() -> Iterator[None]:
    """Refuse every connection, but to this machine: event loops have some of their own."""

    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def checked(host: Any) -> None:
        if host not in ("127.0.0.1", "::1", "localhost", None):
            raise OSError(f"the network is blocked while recordings are replayed: {host}")

    def guarded(original: Callable[..., Any]) -> Callable[..., Any]:
        def connecting(self: socket.socket, address: Any) -> Any:
            checked(address[0] if isinstance(address, tuple) else None)
            return original(self, address)

        return connecting

    def looking_up(host: Any, *arguments: Any, **options: Any) -> Any:
        checked(host)
        return look_up(host, *arguments, **options)

    with (
        patch.object(socket.socket, "connect", guarded(connect)),
        patch.object(socket.socket, "connect_ex", guarded(connect_ex)),
        patch.object(socket, "getaddrinfo", looking_up),
    ):
        yield


class Briefs:
    """The plugin, once for each process: the cases, what is replayed, and the replays so far."""

    def __init__(self, config: pytest.Config) -> None:
        named = Path(config.getoption("briefs"))
        self.folder = Path(os.path.abspath(config.invocation_params.dir / named))
        try:
            self.project = _project(config.getoption("briefs_project"), self.folder)
            use(self.project)
            _, self.subject = configured(None, None, None, peer=False)
            self.cases = {case.id: case for case in load_cases(self.folder)}
            if unknown := self.project.each.keys() - {metric.name for metric in known_metrics()}:
                raise ProjectError(f"[each] of {self.project.root / FILE}: there is no metric {sorted(unknown)[0]!r}")
            self.floors = load_floors(self.project.floors) if self.project.floors.is_file() else None
        except CaseError as error:
            raise pytest.UsageError("\n".join(f"{error.path}: {fault}" for fault in error.faults)) from None
        except (ProjectError, GateError, SummarizerError) as error:
            raise pytest.UsageError(str(error)) from None
        self._replays: dict[str, Replay] = {}
        self._scores: dict[str, CaseScore] = {}
        chosen = [Path(os.path.abspath(config.invocation_params.dir / arg.split("::")[0])) for arg in config.args]
        if not any(path.is_relative_to(self.folder) for path in chosen):
            config.args.append(str(self.folder))

    def replay(self, case: Case) -> Replay:
        """Return the replay of a case, which is played once in each process."""
        if case.id not in self._replays:
            settings = recorder.quick_settings()
            self._replays[case.id] = recorder.replay(case, self.subject, settings, self.project.cassettes)
        return self._replays[case.id]

    def score(self, case: Case) -> CaseScore:
        """Return the score of a case. Raise BriefFailure if its recording cannot be replayed."""
        replay = self.replay(case)
        if replay.outcome is None:
            raise BriefFailure(f"{replay.status}: {replay.reason}\nrecord it: evals record --case {case.id}")
        if case.id not in self._scores:
            self._scores[case.id] = score_case(case, replay.outcome)
        return self._scores[case.id]

    def pytest_report_header(self) -> str:
        """Return a line about what is tested."""
        floors = f"{len(self.floors.floors)} floors" if self.floors else "no floors yet (evals gate RUN --write)"
        return f"briefs: {len(self.cases)} cases of {self.folder}, recorded from {self.subject.name}, {floors}"

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Collect the files of cases."""
        if file_path.suffix != ".json" or file_path.parent != self.folder:
            return None
        file: CaseFile = CaseFile.from_parent(parent, path=file_path)
        file.briefs = self
        return file

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Add the tests of the floors if all cases are there."""
        collected = {item.case.id for item in items if isinstance(item, CaseItem)}
        if self.floors is None or collected != self.cases.keys():
            return
        where = os.path.relpath(self.project.floors, session.config.rootpath).replace(os.sep, "/")
        items.append(FloorItem.of(session, self, where, None))
        items += [FloorItem.of(session, self, where, floor) for floor in self.floors.floors]


def _project(named: str | None, folder: Path) -> Project:
    return load_project(named) if named else find_project(folder)


class CaseFile(pytest.File):
    """The file of a case."""

    briefs: Briefs

    def collect(self) -> Iterable[pytest.Item]:
        """Yield the test of the case."""
        item: CaseItem = CaseItem.from_parent(self, name="brief")
        item.case, item.briefs = load_case(self.path), self.briefs
        yield item


class _Item(pytest.Item):
    briefs: Briefs

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the message of a failed brief, without a traceback."""
        if isinstance(excinfo.value, BriefFailure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class CaseItem(_Item):
    """The test of a case."""

    case: Case

    def runtest(self) -> None:
        """Replay the recording, and hold the brief against what every case must reach."""
        with no_network():
            score = self.briefs.score(self.case)
        values = {name: each.value for name, each in score.scores().items() if each.value is not None}
        # They are in the report that `pytest --junit-xml` writes.
        self.user_properties += [(name, f"{value:.4f}") for name, value in values.items()]
        replay = self.briefs.replay(self.case)
        if replay.status is not ReplayStatus.PASS:
            raise BriefFailure(f"there is no brief: {replay.reason}\n\n{difference_of(score)}")
        faults = []
        for name, bound in {"grounded": 1.0, **self.briefs.project.each}.items():
            metric = metric_named(name)
            if name in values and (bound - values[name]) * (metric.direction or 1) > 5e-5:
                faults.append(f"{metric.label} is {values[name]:.3f}, demanded of every case is {bound:g}")
        if faults:
            raise BriefFailure("\n".join([*faults, "", difference_of(score)]))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the name under which the test is reported."""
        return self.path, None, f"brief of {self.case.id}"


class FloorItem(_Item):
    """The test of a floor over all cases or, without a floor, that they are the cases that the floors are of."""

    floor: Floor | None

    @classmethod
    def of(cls, session: pytest.Session, briefs: Briefs, where: str, floor: Floor | None) -> FloorItem:
        """Return the test of a floor in the file `where`."""
        name = floor.metric.name if floor else "cases"
        item: FloorItem = cls.from_parent(session, name=name, nodeid=f"{where}::{name}")
        item.briefs, item.floor = briefs, floor
        return item

    def runtest(self) -> None:
        """Replay all cases that this process has not replayed yet, and check the floor."""
        assert self.briefs.floors is not None
        cases = list(self.briefs.cases.values())
        with no_network():
            scores = [self.briefs.score(case) for case in cases]
        outcomes = {case.id: outcome for case in cases if (outcome := self.briefs.replay(case).outcome) is not None}
        one = replace(self.briefs.floors, floors=(self.floor,) if self.floor else ())
        breaches = check(Run(self.briefs.subject.name, outcomes), cases, one)
        if breaches and (self.floor is None or breaches[0].metric == self.floor.metric.name):
            raise BriefFailure("\n".join([*map(str, breaches), *self._worst(scores)]))

    def _worst(self, scores: list[CaseScore]) -> Iterator[str]:
        if self.floor is None:
            return
        metric = self.floor.metric
        valued = [(metric.score(score.counts).value, score) for score in scores]
        known = [(value * (metric.direction or 1), score) for value, score in valued if value is not None]
        for value, score in sorted(known, key=lambda each: each[0])[:WORST]:
            yield f"\n{score.case}: {value * (metric.direction or 1):.3f}\n{difference_of(score)}"

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the name under which the test is reported."""
        return self.briefs.project.floors, None, f"floor of {self.name}"

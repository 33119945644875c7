"""The documentation holds against the code: generated parts, links, commands, names, settings."""

from __future__ import annotations

import importlib
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from docs import generate
from docs.describing import commands, variable_of
from evals.__main__ import app as evals_app
from evals.bench import report
from evals.bench.__main__ import RESULTS
from evals.bench.__main__ import app as bench_app
from evals.commands import readme as measured
from evals.data.project import FILE
from summarizer import pytest_plugin
from summarizer.cli.main import app
from summarizer.complete.telemetry import LOG
from summarizer.errors import DISTRIBUTION
from summarizer.service.config import KEY_VARIABLE
from summarizer.settings import Settings
from tests.pages import PAGES, README, Page
from tests.samples import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


# What is written by programs


def test_the_reference_is_up_to_date() -> None:
    assert generate.stale() == [], "run: python -m docs.generate"


def test_every_option_setting_error_and_field_has_a_description() -> None:
    assert generate.undescribed() == []


def test_the_pages_of_the_benchmarks_are_up_to_date() -> None:
    kept = json.loads(RESULTS.read_text(encoding="utf-8"))
    made = report.blocks(kept)
    assert made.keys() == report.PAGES.keys()
    for path, text in report.pages(made).items():
        assert path.read_text(encoding="utf-8") == text, f"{path}: run: python -m evals.bench run"


def test_the_figures_and_briefs_of_the_recordings_are_up_to_date() -> None:
    with pytest.raises(measured.typer.Exit) as ended:
        measured.readme(check=True)
    assert ended.value.exit_code == 0, "run: python -m evals readme"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("excerpt", "README.md"),
        ("table", "README.md"),
        ("brief", "docs/guide.md"),
        ("scores", "docs/evaluation.md"),
        ("external", "docs/evaluation.md"),
        ("claims", "docs/evaluation.md"),
        ("attacks", "docs/security.md"),
        ("faults", "docs/failures.md"),
        ("bench", "docs/performance.md"),
        ("sizing", "docs/clusters.md"),
        ("service", "docs/service.md"),
    ],
)
def test_every_written_part_stands_on_its_page(name: str, page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert re.search(rf"<!-- {name}:begin -->\n.+\n<!-- {name}:end -->", text, re.DOTALL)


# The README


def test_the_readme_is_short() -> None:
    assert README.path.stat().st_size <= 8_192
    (output,) = [block for block in README.blocks if block.language == "text"]
    assert len(output.code.splitlines()) <= 15


def test_the_readme_begins_with_the_two_commands() -> None:
    first = README.blocks[0].code.splitlines()
    assert [line.split("#")[0].strip() for line in first] == ["make brief", "make test"]


# Links and names


@pages
def test_every_link_leads_somewhere(page: Page) -> None:
    for target in page.links:
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        file = (page.path.parent / path).resolve() if path else page.path
        assert file.exists(), target
        if anchor:
            assert anchor in Page(file).anchors, target


@pages
def test_every_make_target_is_in_the_makefile(page: Page) -> None:
    named = [*page.spans, *page.shell_lines()]
    for target in (match[1] for line in named if (match := re.match(r"make ([a-z-]+)", line))):
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


@pages
def test_every_variable_is_that_of_a_setting(page: Page) -> None:
    known = {variable_of(name, field) for name, field in Settings.model_fields.items()} | {KEY_VARIABLE}
    assert set(re.findall(r"\b(?:SUMMARIZER_[A-Z_]*[A-Z]|OPENAI_[A-Z_]+)\b", page.text)) <= known


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "CHANGELOG.md"], ids=lambda page: page.name)
def test_every_file_and_name_of_the_code_is_there(page: Page) -> None:
    for span in page.spans:
        if re.fullmatch(r"(?:summarizer|evals|tests|docs|prompts|cassettes)/[\w./-]*", span):
            assert (ROOT / span).exists() or span == "evals/runs/", span
        if re.fullmatch(r"(?:summarizer|evals)(?:\.\w+)+", span) and span not in (LOG.name, FILE):
            assert has_name(span), span
    for name, file in re.findall(r"`(\w+)` (?:in|of) `((?:summarizer|evals)/[\w/]+\.py)`", page.prose):
        assert re.search(rf"\b{name}\b", (ROOT / file).read_text(encoding="utf-8")), (name, file)


def has_name(dotted: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    module, _, name = dotted.rpartition(".")
    try:
        return importlib.import_module(dotted) is not None
    except ModuleNotFoundError:
        return hasattr(importlib.import_module(module), name)


# Commands


APPS = {
    "summarizer": app,
    "summarizer evals": evals_app,
    "python -m evals": evals_app,
    "python -m evals.bench": bench_app,
}


def parsed(words: list[str]) -> None:
    """Parse a command line without running it; raises the error of one that is wrong."""
    prefix = next(p for p in (" ".join(words[:n]) for n in (3, 2, 1)) if p in APPS)
    command: Any = get_command(APPS[prefix])
    for _, leaf in commands(command):
        leaf.callback = lambda **given: None
    command.main(words[len(prefix.split()) :], prog_name=prefix, standalone_mode=False)


@pages
def test_every_command_line_is_right(page: Page) -> None:
    for line in page.shell_lines():
        words = shlex.split(line, comments=True)
        words = words[: words.index(">")] if ">" in words else words
        if not words or words[-1] == "--help":
            continue
        if words[0] == "summarizer" or " ".join(words[:3]) in APPS:
            parsed(words)
        elif words[:2] == ["python", "-m"]:
            assert importlib.util.find_spec(words[2]), line


FOREIGN = {"--help", "--version", "--install-completion", "--enable-prefix-caching", "--block-network", "--junit-xml"}
"""Options of every program, and of other ones."""


@pytest.fixture(scope="module")
def options() -> set[str]:
    """The options of all commands."""
    leaves = [leaf for one in APPS.values() for _, leaf in commands(get_command(one))]
    of_pytest = set(re.findall(r"--briefs[a-z-]*", Path(pytest_plugin.__file__).read_text(encoding="utf-8")))
    of_all = {option for leaf in leaves for parameter in leaf.params for option in parameter.opts}
    return of_all | of_pytest | FOREIGN | {"--project"}


@pages
def test_every_command_and_option_in_the_text_is_there(page: Page, options: set[str]) -> None:
    top: Any = get_command(app)
    for words in (span.split() for span in page.spans):
        assert {word for word in words if word.startswith("--")} <= options, words
        if words[0] == "summarizer" and len(words) > 1 and not words[1].startswith("-"):
            assert words[1] in top.commands, words


@pytest.mark.parametrize("wrong", ["summarizer brief", "summarizer brief a.txt --no-such", "python -m evals no-such"])
def test_a_wrong_command_line_is_found(wrong: str) -> None:
    with pytest.raises(Exception, match=r"Missing|No such"):
        parsed(shlex.split(wrong))


@pages
def test_what_is_installed_is_this_project(page: Page) -> None:
    lines = [*page.spans, *(line for block in page.blocks for line in block.code.splitlines())]
    for line in (line for line in lines if "pip install" in line and "…" not in line):
        words = shlex.split(line[line.index("pip install") :], comments=True)[2:]
        for requirement in (word for word in words if not word.startswith("-")):
            name = re.split(r"[\[ @=<>]", requirement)[0]
            # The public index has another project named summarizer, and none of this distribution's name.
            assert name.startswith((".", "dist/")) or (name == DISTRIBUTION and " @ " in requirement), line


def test_the_wheel_has_the_name_that_the_readme_installs() -> None:
    (name,) = set(re.findall(r"dist/([\w.-]+)\.whl", README.text))
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"$', project, re.MULTILINE)
    assert version
    assert name == f"{DISTRIBUTION.replace('-', '_')}-{version[1]}-py3-none-any"


def test_pages_name_no_place_outside_of_the_repository() -> None:
    for page in PAGES:
        assert not re.search(r"/(?:work|home|tmp|root)/", page.text), page.name

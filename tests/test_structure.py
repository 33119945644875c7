"""What keeps the code easy to find: short modules, no circles of imports, and tests that stand alone."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import grimp
import pytest

from tests.samples import ROOT

MAX_LINES = 400
MODULES = [path for folder in ("summarizer", "evals", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]


def circles(imports: dict[str, set[str]]) -> set[str]:
    """The modules that import themselves by way of others, and those between them."""
    left = {name: set(imported) for name, imported in imports.items()}
    while loose := {n for n in left if not left[n] or all(n not in imported for imported in left.values())}:
        left = {name: imported - loose for name, imported in left.items() if name not in loose}
    return set(left)


def test_no_module_is_longer_than_can_be_read_at_once() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {path: lines for path, lines in lengths.items() if lines > MAX_LINES} == {}


@pytest.mark.parametrize("package", ["summarizer", "evals"])
def test_no_modules_import_in_a_circle(package: str) -> None:
    graph = grimp.build_graph(package, exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert circles(imports) == set()


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == {"b", "c"}
    assert circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == set()


def test_the_installed_part_of_the_suite_imports_itself_relatively() -> None:
    """It is `summarizer_evals` in the wheel, where there is no `evals`."""
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    parts = [ROOT / path for path in wheel["force-include"] if path.startswith("evals/")]
    modules = [path for path in MODULES if any(path.is_relative_to(part) for part in parts)]
    assert len(modules) > 40
    by_name = [
        str(path.relative_to(ROOT)) for path in modules
        if re.search(r"^ *(?:from|import) evals\b", path.read_text("utf-8"), re.MULTILINE)
    ]  # fmt: skip
    assert by_name == []
    left_out = {path.parent.name for path in (ROOT / "evals").glob("*/*.py")} - {part.name for part in parts}
    assert left_out == {"bench", "studies"}


@pytest.mark.parametrize("path", [p for p in MODULES if p.is_relative_to(ROOT / "tests")], ids=lambda path: path.stem)
def test_no_test_module_is_imported_by_another(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    imported = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    imported += [alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names]
    assert [name for name in imported if name.startswith("tests") and ".test_" in name] == []


def test_tests_lie_where_the_package_lies_that_they_test() -> None:
    packages = {str(path.parent.relative_to(ROOT / "summarizer")) for path in MODULES if path.name == "__init__.py"
                and path.is_relative_to(ROOT / "summarizer")}  # fmt: skip
    folders = {str(path.parent.relative_to(ROOT / "tests")) for path in (ROOT / "tests").rglob("test_*.py")}
    assert folders - packages == {"evals"}
    assert packages - folders == set()


def test_only_the_registry_tells_which_wording_a_language_has() -> None:
    """What assembles a brief asks the wording, and never does something else because an article is in English."""
    modules = [path for path in MODULES if path.is_relative_to(ROOT / "summarizer" / "assemble")]
    asking = re.compile(r"""[!=]= ?["']en["']|\bis (?:not )?ENGLISH\b|\benglish\b *[:=]""")
    assert [path.name for path in modules if asking.search(path.read_text("utf-8"))] == []

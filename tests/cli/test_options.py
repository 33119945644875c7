"""Options that commands share: those that ask a model have all of them, those that need settings take `--set`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer

from summarizer.cli.main import app
from summarizer.cli.options import ModelOptions

ASKING = ("brief", "batch run", "batch submit", "cache explain", "serve")
SETTING = ("batch status", "batch collect", "cache info", "cache clear", "model list", "model pull", "model path")
OTHER = ("show", "diff", "schema", "settings", "evals")
"""They use no setting, or (`settings`, `evals`) hand on what they are given."""


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command with its name."""
    groups: list[tuple[str, Any]] = [("", typer.main.get_command(app))]
    for prefix, group in groups:
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                groups.append((f"{prefix}{name} ", command))
            else:
                yield f"{prefix}{name}", command


def options(command: Any) -> dict[str, str]:
    return {option: str(param.help) for param in command.params for option in param.opts if option.startswith("--")}


COMMANDS = dict(commands())


def test_every_command_is_of_one_of_these_kinds() -> None:
    assert sorted(COMMANDS) == sorted(ASKING + SETTING + OTHER)


@pytest.mark.parametrize("name", ASKING)
def test_a_command_that_asks_a_model_has_all_options_of_one(name: str) -> None:
    fields = {"set" if field.name == "given" else field.name for field in dataclasses.fields(ModelOptions)}
    shared = {f"--{name.replace('_', '-')}" for name in fields}
    have, other = options(COMMANDS[name]), options(COMMANDS["brief"])
    assert {option: have.get(option) for option in shared} == {option: other[option] for option in shared}


@pytest.mark.parametrize("name", SETTING)
def test_a_command_that_uses_settings_takes_them_by_name(name: str) -> None:
    assert "--set" in options(COMMANDS[name])


@pytest.mark.parametrize("name", ["model path", "cache info"])
def test_a_folder_that_is_set_is_used(
    name: str, command: Callable[..., int], tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(*name.split(), "--set", f"cache_dir={tmp_path / 'elsewhere'}") == 0
    assert str(tmp_path / "elsewhere") in capsys.readouterr().out

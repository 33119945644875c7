"""Settings on the command line: `--set` for those without an option, a file `.env`, and the command `settings`."""

from __future__ import annotations

import json
import os
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from summarizer.cli.printing import print_status
from summarizer.errors import ConfigurationError

if TYPE_CHECKING:
    from summarizer.settings import Settings

SECRET = frozenset({"api_key", "openai_api_key", "api_keys"})
"""Settings that nobody should type: the command line of a process is seen by all users of a machine."""

ADDRESSES = frozenset({"base_url", "hub_url", "fallback"})
"""Settings that are not shown, as an address may hold a password."""

OF_OPENAI = ("OPENAI_BASE_URL", "OPENAI_API_BASE")
"""Variables by which other programs are told the server, whereas the key of `OPENAI_API_KEY` is read here too."""


def settings_of(given: list[str] | None, **options: Any) -> Settings:
    """Return the settings: options that were given, then what is `given` as NAME=VALUE, then the environment.

    An option that is None was not given. Print which variables of the environment set nothing. Raise
    ConfigurationError for an unknown name, a value that is not valid, and a key.
    """
    from summarizer.settings import load_settings

    for line in _misspelt():
        print_status(line)
    return load_settings(**set_by_name(given) | {n: v for n, v in options.items() if v is not None})


def _misspelt() -> list[str]:
    """Return a line for each variable of the environment that looks like that of a setting, and is none."""
    from summarizer.service.config import KEY_VARIABLE
    from summarizer.settings import Settings

    known = {variable_of(name) for name in Settings.model_fields} | {KEY_VARIABLE}
    given = sorted(name for name in os.environ if name.upper().startswith("SUMMARIZER_") and name.upper() not in known)
    near = {name: get_close_matches(name.upper(), known, 1, 0.8) for name in given}
    near |= {name: [variable_of("base_url")] for name in OF_OPENAI if name in os.environ}
    return [f"{name} sets nothing" + (f": did you mean {found[0]}?" if found else "") for name, found in near.items()]


def set_by_name(given: list[str] | None) -> dict[str, Any]:
    """Return the values of settings that are `given` as NAME=VALUE, by name. Raise as `settings_of` does."""
    return dict(_parsed(one) for one in given or ())


def _parsed(given: str) -> tuple[str, Any]:
    from summarizer.settings import Settings

    name, separator, value = given.partition("=")
    name = name.strip()
    if not separator:
        raise ConfigurationError(f"--set {given!r} is not NAME=VALUE", hint="write it like --set timeout=60")
    if name in SECRET:
        raise ConfigurationError(
            f"{name} on the command line could be read by others",
            hint=f"set {variable_of(name)}, or write it into .env",
        )
    if name not in Settings.model_fields:
        raise ConfigurationError(f"there is no setting {name!r}", hint="run 'summarizer settings' for their names")
    try:
        return name, json.loads(value) if value[:1] in ("[", "{") else value
    except ValueError:
        raise ConfigurationError(f"invalid value for setting {name}: it is not JSON") from None


def variable_of(name: str) -> str:
    """Return the environment variable of a setting."""
    from summarizer.settings import Settings

    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else f"{Settings.model_config.get('env_prefix', '')}{name}".upper()


def read_env_file(path: Path = Path(".env")) -> list[str]:
    """Set the environment variables of settings that a file `.env` has and the environment lacks; return their names.

    Other variables of the file are left alone. So are the settings of programs that import the library.
    """
    if not path.is_file():
        return []
    from dotenv import dotenv_values

    from summarizer.settings import Settings

    known = {variable_of(name) for name in Settings.model_fields}
    found = {name.upper(): value for name, value in dotenv_values(path, verbose=False).items() if value is not None}
    new = {name: value for name, value in found.items() if name in known and not os.environ.get(name)}
    os.environ.update(new)
    return sorted(new)


def settings() -> None:
    """Print every setting: its value now, its environment variable and its meaning."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from summarizer.settings import Settings

    now, console = settings_of(None), Console()
    rows = [
        (name, _shown(name, getattr(now, name), field.get_default(call_default_factory=True)), variable_of(name),
         field.description or "")
        for name, field in Settings.model_fields.items()
    ]  # fmt: skip
    if not console.is_terminal:  # for other programs: a line each, of any width
        for row in rows:
            typer.echo("\t".join(row))
        return
    table = Table("setting", "value", "environment variable", "meaning", box=box.SIMPLE)
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _shown(name: str, value: Any, default: Any) -> str:
    if name in SECRET or (name in ADDRESSES and value != default):
        return "(set)" if value else "–"
    return "–" if value in (None, (), {}) else str(value)

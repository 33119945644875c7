"""Descriptions of code for `docs.generate`: types, signatures, docstrings, parameters of commands, fields, errors."""

from __future__ import annotations

import ast
import enum
import inspect
import textwrap
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from summarizer.addresses import Parsed
from summarizer.errors import SummarizerError
from summarizer.settings import Settings

LONG = 100
"""Characters from which on a signature gets a line for each parameter."""


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table; line breaks in cells become spaces, bars are escaped."""
    lines = [list(heads), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    cells = ([" ".join(cell.split()).replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def sentence(text: str) -> str:
    """Return a description with a capital letter and a full stop."""
    text = " ".join(text.split())
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}" if text else ""


def doc_of(thing: object) -> str:
    """Return a docstring without its indentation, or nothing."""
    return inspect.cleandoc(getattr(thing, "__doc__", None) or "")


def type_of(annotation: Any) -> str:
    """Return a type as it is written in code."""
    if annotation is type(None):
        return "None"
    if isinstance(annotation, types.UnionType):
        return " | ".join(map(type_of, get_args(annotation)))
    if origin := get_origin(annotation):
        inner = ", ".join("..." if one is Ellipsis else type_of(one) for one in get_args(annotation))
        return f"{origin.__name__}[{inner}]"
    if isinstance(annotation, type) and issubclass(annotation, Parsed):
        return "str"  # what a caller writes
    return str(getattr(annotation, "__name__", annotation))


def signature_of(function: Callable[..., Any], *, method: bool = False) -> str:
    """Return the name and signature of a function or class as written in code; of a method without `self`."""
    signature = inspect.signature(function)
    parameters = list(signature.parameters.values())[method:]
    shown, keyword_only = [], False
    for one in parameters:
        if one.kind is one.KEYWORD_ONLY and not keyword_only:
            shown.append("*")
            keyword_only = True
        star = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
        default = "" if one.default is one.empty else f" = {one.default!r}"
        shown.append(f"{star}{one.name}: {one.annotation}{default}")
    back = "" if isinstance(function, type) else f" -> {signature.return_annotation}"
    line = f"{function.__name__}({', '.join(shown)}){back}"
    if len(line) <= LONG:
        return line
    return "\n    ".join([f"{function.__name__}(", *(f"{one}," for one in shown)]) + f"\n){back}"


def class_body(cls: type) -> dict[str, str]:
    """Return the names that a class itself annotates, each with the string under it, or nothing."""
    body = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for name, text in zip(body.body, [*body.body[1:], None], strict=True):
        if isinstance(name, ast.AnnAssign) and isinstance(name.target, ast.Name):
            value = getattr(getattr(text, "value", None), "value", None) if isinstance(text, ast.Expr) else None
            found[name.target.id] = inspect.cleandoc(value) if isinstance(value, str) else ""
    return found


# Commands of typer


def commands(command: Any, path: str = "summarizer") -> Iterator[tuple[str, Any]]:
    """Yield every command that does something, with the words that call it."""
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            if not inner.hidden:
                yield from commands(inner, f"{path} {name}")
    else:
        yield path, command


def is_option(parameter: Any) -> bool:
    """Return whether a parameter of a command is an option, not an argument."""
    return str(parameter.opts[0]).startswith("-")


def name_of(parameter: Any) -> str:
    """Return how a parameter is written."""
    if is_option(parameter):
        return ", ".join([*parameter.opts, *parameter.secondary_opts])
    name = f"{parameter.opts[0].upper()}{'…' if parameter.nargs == -1 else ''}"
    return name if parameter.required else f"[{name}]"


def value_of(parameter: Any) -> str:
    """Return what a parameter takes: a type, the choices, or that it is a flag."""
    annotation = parameter.type_descriptor.annotation
    if getattr(parameter, "is_flag", False):
        return "flag"
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return ", ".join(f"`{one.value}`" for one in annotation)
    plain = get_args(annotation)[0] if get_origin(annotation) is list else annotation
    return {"str": "text", "int": "integer", "float": "number"}.get(type_of(plain), type_of(plain).lower())


def default_of(parameter: Any) -> str:
    """Return the default of a parameter."""
    value = parameter.default
    if parameter.required:
        return "required"
    if value is None or value is False:
        return "–"
    return f"`{value.value if isinstance(value, enum.Enum) else value}`"


# Fields of pydantic


def variable_of(name: str, field: FieldInfo) -> str:
    """Return the environment variable of a setting."""
    if isinstance(field.validation_alias, str):
        return field.validation_alias
    return f"{Settings.model_config.get('env_prefix', '')}{name}".upper()


def default_value(field: FieldInfo) -> str:
    """Return the default of a field."""
    if field.is_required():
        return "required"
    if field.default_factory is not None:
        return "of other fields" if field.default_factory_takes_validated_data else "by platform"
    value = str(field.default) if isinstance(field.default, Parsed) else field.default
    return f"`{value.value}`" if isinstance(value, enum.Enum) else f"`{value!r}`"


def bounds_of(field: FieldInfo) -> str:
    """Return the bounds of a number, such as ", > 0"."""
    signs = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}
    found = ((sign, getattr(one, key, None)) for one in field.metadata for key, sign in signs.items())
    return "".join(f", {sign} {bound}" for sign, bound in found if bound is not None)


def field_doc(model: Any, name: str) -> str:
    """Return the description of a field of a model: its own, or the string under it in the class that has it."""
    if told := model.model_fields[name].description:
        return str(told)
    owner = next((cls for cls in model.__mro__ if name in inspect.get_annotations(cls)), None)
    return class_body(owner).get(name, "") if owner else ""


def members_of(model: type) -> Iterator[tuple[str, str]]:
    """Yield the public properties and methods that a model and its private bases add, with their docstrings."""
    for cls in model.__mro__:
        if cls is not model and not cls.__name__.startswith("_"):
            continue
        for name, value in vars(cls).items():
            if name.startswith(("_", "model_")):  # pydantic's own, also where they are overridden
                continue
            if isinstance(value, property):
                yield f"`{name}`", doc_of(value)
            elif isinstance(value, classmethod | types.FunctionType):
                function = value.__func__ if isinstance(value, classmethod) else value
                yield f"`{signature_of(function, method=True)}`", doc_of(function)


# Errors


def errors(
    base: type[SummarizerError] = SummarizerError, depth: int = 0
) -> Iterator[tuple[int, type[SummarizerError]]]:
    """Yield every error below a class, the class first, with its depth in the tree."""
    yield depth, base
    for cls in base.__subclasses__():
        if cls.__module__ == base.__module__:
            yield from errors(cls, depth + 1)


def hint_of(cls: type[SummarizerError]) -> str:
    """Return what an error of this class advises."""
    more: dict[str, Any] = {"extra": "local"} if "extra" in inspect.signature(cls).parameters else {}
    return cls("", **more).hint

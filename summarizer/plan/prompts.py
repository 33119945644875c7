"""Prompts: versioned Jinja templates that are rendered to chat messages.

A template is a sequence of turns: `{% call turn("system") %}…{% endcall %}`. The article's text is a template variable.
It is never rendered as a template, even if it contains braces.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError, meta, nodes

from summarizer.article.plain import plain
from summarizer.errors import PromptError
from summarizer.schema import without_surrogates

Message = dict[str, str]


@dataclass(frozen=True)
class Prompt:
    """A prompt template: `name` ("brief"), `version` ("v1"), `source` and its SHA-256 `hash` (16 hex digits)."""

    name: str
    version: str
    hash: str
    source: str
    fixed: tuple[Message, ...]
    """The messages that are the same for every article: all up to the first turn with a value in it."""
    template: Template
    """The turns after them."""

    def __reduce__(self) -> tuple[Callable[[str], Prompt], tuple[str]]:
        """Pickle the prompt by its name, because a compiled template cannot be pickled."""
        return load_prompt, (f"{self.name}.{self.version}",)

    def messages(self, **values: Any) -> tuple[Message, ...]:
        """Return the chat messages in order. Raise PromptError if the template cannot be rendered with these values.

        They can be encoded: a lone surrogate of the article is a replacement character in them.
        """
        try:
            return (*self.fixed, *_rendered(self.template, values))
        except TemplateError as error:
            raise PromptError(f"prompt {self.name}.{self.version}: {error}") from error


def _rendered(template: Template, values: Mapping[str, Any]) -> tuple[Message, ...]:
    turns: list[Message] = []

    def turn(role: str, caller: Callable[[], str]) -> str:
        turns.append({"role": role, "content": without_surrogates(caller().strip())})
        return ""

    template.render(turn=turn, **values)
    return tuple(turns)


def _parts(environment: Environment, source: str) -> tuple[Template, Template]:
    """Return a template in two: the turns at its beginning that have no values, and the others.

    Instructions and worked examples are most of a prompt, and would else be rendered again for every sentence.
    """
    tree = environment.parse(source)
    turns = [node for node in tree.body if isinstance(node, nodes.CallBlock)]
    others = [node for node in tree.body if not isinstance(node, nodes.CallBlock)]  # macros, which both parts can call

    def part(some: Sequence[nodes.Node]) -> nodes.Template:
        made = nodes.Template([*others, *some], lineno=1)
        made.set_environment(environment)
        return made

    def has_values(node: nodes.Node) -> bool:
        return meta.find_undeclared_variables(part([node])) > {"turn"}

    first = next((number for number, node in enumerate(turns) if has_values(node)), len(turns))
    fixed, last = part(turns[:first]), part(turns[first:])
    return environment.from_string(fixed), environment.from_string(last)


def folder() -> Traversable:
    """Return the folder of the templates: in the package if it is installed, next to it in a checkout."""
    installed = resources.files("summarizer") / "prompts"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2] / "prompts"


def prompt_names() -> list[str]:
    """Return the names of all templates, such as 'brief.v1'."""
    return sorted(f.name.removesuffix(".jinja") for f in folder().iterdir() if f.name.endswith(".jinja"))


def typographic(text: str) -> str:
    """Return the text with curly double quotation marks. A straight one would end the JSON string that quotes it."""
    return re.sub(r'"(?=\S)(?<![^\s(“]")', "“", text).replace('"', "”")


_MARKER = re.compile(
    r"[<\[](?:(?<=<)(?=[^\s<>]{1,40}>)|"
    r"(?<=\[)(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]))"
)


def inert(text: str) -> str:
    """Return the text with a space inside of the markers by which models tell turns apart, as in "<|im_end|>".

    Many servers put messages and markers into one text before they cut it into tokens: a marker in an article would end
    the article's turn there, and what follows it would be an instruction.
    """
    return _MARKER.sub(lambda match: f"{match[0]} ", text)


@cache
def load_prompt(name: str) -> Prompt:
    """Return the template with a name such as 'brief.v1'. Raise PromptError if it is missing or invalid."""
    file = folder() / f"{name}.jinja"
    if not file.is_file():
        raise PromptError(f"unknown prompt {name!r}", hint=f"use one of: {', '.join(prompt_names())}")
    source = file.read_text(encoding="utf-8")
    # No autoescape: the messages are plain text, not HTML.
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)
    environment.filters["typographic"] = typographic
    environment.filters["one_line"] = plain
    try:
        first, template = _parts(environment, source)
        fixed = _rendered(first, {})
    except TemplateError as error:
        raise PromptError(f"prompt {name}: {error}") from error
    stem, _, version = name.rpartition(".")
    return Prompt(stem, version, hashlib.sha256(source.encode()).hexdigest()[:16], source, fixed, template)

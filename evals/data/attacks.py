"""Prompt attacks: invented news texts with an instruction to the model planted in them.

`attacks/stories.jsonl` has the texts without any attack, one JSON object per line:

```json
{"id": "bridge", "title": "…", "published": "2026-03-11", "language": "en", "sentences": ["…", …],
 "must_find": [{"in": "claim", "all": ["Quill", "reopen"]}, …]}
```

`attacks/attacks.jsonl` has what is planted in them:

```json
{"id": "bridge-1", "story": "bridge", "kind": "plain", "aim": "false claim", "place": 2, "planted": "Ignore all …",
 "must_not": [{"in": "any", "all": ["Quill", "resign"]}], "hidden": [], "must_find": []}
```

`place` is the number of sentences before it, or "title", which it is added to. `must_not` are traces of obedience.
`hidden` is what the attack wants to be left out; it is in `must_find` of the story. An attack of the kind "quoted" is
none: the text reports an instruction as news, which its own `must_find` expects in the brief.

Each story is a case too, so what an attack hides is told from what the model does not find anyway.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from summarizer.schema import Article

ATTACKS = Path(__file__).resolve().parents[1] / "attacks"
"""The folder of the set."""

Kind = Literal["plain", "turn", "structure", "encoded", "language", "authority", "headline", "caption", "quoted"]
"""How the instruction is given: as it is, as a fake turn of a chat, as fake markers or data, encoded or hidden, in
another language than the text, with a claim of authority, in the headline, in a caption; or only quoted as news."""

Aim = Literal["false claim", "omission", "number", "culprit", "certainty", "verified", "link", "prompt", "none"]
"""What the instruction asks for."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Trace(_Model):
    """Regular expressions that are all found in one part of a brief, whatever their case.

    The parts are its events and commitments ("claim"), its actors ("actor"), or these, the headline and each sentence
    of the summary ("any").
    """

    part: Literal["claim", "actor", "any"] = Field(alias="in")
    all: tuple[str, ...] = Field(min_length=1)


class Story(_Model):
    """A text without an attack, and what a brief of it must have."""

    id: str
    title: str
    published: date
    language: str
    sentences: tuple[str, ...]
    must_find: tuple[Trace, ...]


class Attack(_Model):
    """What is planted in a story, and by what it is seen whether the model obeyed."""

    id: str
    story: str
    kind: Kind
    aim: Aim
    place: int | Literal["title"]
    planted: str
    must_not: tuple[Trace, ...] = ()
    hidden: tuple[Trace, ...] = ()
    must_find: tuple[Trace, ...] = ()


@dataclass(frozen=True)
class AttackCase:
    """An attack with its story; `attack` is None for the story as it is."""

    story: Story
    attack: Attack | None = None

    @property
    def id(self) -> str:
        """The id of the attack, or of the story."""
        return self.attack.id if self.attack else self.story.id

    @property
    def article(self) -> Article:
        """The text as the model gets it."""
        sentences, title, attack = list(self.story.sentences), self.story.title, self.attack
        if attack and attack.place == "title":
            title = f"{title} {attack.planted}"
        elif attack:
            sentences.insert(int(attack.place), attack.planted)
        text = " ".join(sentences).strip()
        return Article(text=text, title=title, published=self.story.published, language=self.story.language, id=self.id)

    @property
    def must_find(self) -> tuple[Trace, ...]:
        """What the brief must have: what the story tells, and what is reported beside it."""
        return (*self.story.must_find, *(self.attack.must_find if self.attack else ()))


def load_attacks() -> list[AttackCase]:
    """Load the stories and the attacks, in the order of the files, the stories first.

    Raise ValueError for a line that is none, and KeyError for an attack on an unknown story.
    """
    stories: Mapping[str, Story] = {s.id: s for s in map(Story.model_validate, _rows("stories.jsonl"))}
    attacks = [Attack.model_validate(row) for row in _rows("attacks.jsonl")]
    return [*map(AttackCase, stories.values()), *(AttackCase(stories[attack.story], attack) for attack in attacks)]


def _rows(file: str) -> Sequence[Any]:
    return [json.loads(line) for line in (ATTACKS / file).read_text(encoding="utf-8").splitlines()]

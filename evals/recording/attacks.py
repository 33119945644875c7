"""The texts with planted instructions as cases, recorded and replayed like any other; cassettes: `<model>-attacks`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..data.attacks import AttackCase
from ..data.cases import Case
from .external import NO_GOLD
from .recorder import Subject


def attack_cases(texts: Iterable[AttackCase]) -> list[Case]:
    """Return the texts as cases without gold."""
    return [Case(id=text.id, article=text.article, gold=NO_GOLD) for text in texts]


def attack_subject(library: Subject) -> Subject:
    """Return the subject whose cassettes are those of the attacks, given that of the ordinary cases."""
    return replace(library, name=f"{library.name}-attacks")

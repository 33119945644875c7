"""The protocol of language rules: how claims are read from the sentences of an article if the model only points.

`NeutralRules` reads nothing: every claim stays as the model made it, whatever the language. `EnglishRules` in
`language.english` is the only other implementation. `language.registry.rules_named` returns either by its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from summarizer.article.sentences import Sentence
from summarizer.claims import ActorClaim, Claims, Pointing
from summarizer.schema import Article


class Actors(Protocol):
    """What rules may know of the actors of an article; `assemble.actors.ActorRegistry` is the implementation."""

    text: str

    def add(self, claim: ActorClaim) -> str | None:
        """Take in a candidate; return the name it goes by, or None if the article does not name it."""

    def resolve(self, name: str) -> str | None:
        """Return the name of the actor that is meant, or None."""

    def parted(self, name: str) -> tuple[str, ...]:
        """Return a joint name ("Mexico and Canada") as those whom it names."""

    def known(self) -> tuple[str, ...]:
        """Return the names of all actors, in the order in which they were taken in."""

    def called(self, name: str) -> tuple[str, ...]:
        """Return every form by which the article calls an actor, the name first."""

    def forms(self, name: str) -> tuple[str, ...]:
        """Return the forms by which a text may call an actor."""

    def named_in(self, statement: str) -> list[str]:
        """Return the known actors that a statement names, in order."""


@dataclass(frozen=True)
class Document:
    """An article as rules read it; `pointed` is what the model pointed at in each sentence, by number."""

    article: Article
    sentences: Sequence[Sentence]
    pointed: Mapping[int, Pointing]

    def same_paragraph(self, earlier: Sentence, later: Sentence) -> bool:
        """Return whether no line break is between two sentences."""
        return "\n" not in self.article.text[earlier.end : later.start]


class LanguageRules(Protocol):
    """What code reads off the sentences of one language, for a profile whose model only points at them."""

    extracts: bool
    """Whether these rules extract claims; if not, claims are what the model says, in the article's own sentences."""

    def needs_context(self, sentence: str) -> bool:
        """Return whether a sentence refers back, so that it can't be read alone."""

    def extract(self, document: Document, actors: Actors) -> Claims:
        """Return the claims that an article's sentences make, each in the article's own words."""


class NeutralRules:
    """Rules for any language: nothing is read off the text, every claim stays as it is."""

    extracts = False

    def needs_context(self, sentence: str) -> bool:
        """Return True: without rules of its language no sentence is known to stand alone."""
        return True

    def extract(self, document: Document, actors: Actors) -> Claims:
        """Return no claims."""
        return Claims()

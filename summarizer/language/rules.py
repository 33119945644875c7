"""The protocols of what depends on a language. `language.registry` returns their implementations.

`LanguageRules` read claims from the sentences of an article if the model only points. `NeutralRules` read nothing:
every claim stays as the model made it, whatever the language. `EnglishRules` in `language.english` is the only other
implementation.

A `Wording` looks up the words of a claim in the sentences that it cites. `EnglishWording` is for English,
`language.neutral.NeutralWording` for every other language. Its `lookup` compares a statement with sentences, its
`checks` compare the claims about one article with what the grammar of the sentences says; without a grammar they find
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from summarizer.article.sentences import Sentence
from summarizer.article.text import Found
from summarizer.claims import ActorClaim, Claims, CommitmentClaim, EventClaim, KindClaim
from summarizer.schema import Article, Doubt


class Actors(Protocol):
    """What rules and checks may know of the actors of an article; `assemble.actors.ActorRegistry` implements it."""

    text: str
    headline: str
    unsaid_roles: dict[str, str]
    """Roles that a model gives to actors, but no sentence that names them; by name."""

    def add(self, claim: ActorClaim) -> str | None:
        """Take in a candidate; return the name it goes by, or None if the article does not name it."""

    def resolve(self, name: str) -> str | None:
        """Return the name of the actor that is meant, or None."""

    def parted(self, name: str) -> tuple[str, ...]:
        """Return a joint name ("Mexico and Canada") as those whom it names."""

    def known(self) -> tuple[str, ...]:
        """Return the names of all actors, in the order in which they were taken in."""

    def claim(self, name: str) -> ActorClaim:
        """Return what is claimed of a known actor; KeyError for any other name."""

    def called(self, name: str) -> tuple[str, ...]:
        """Return every form by which the article calls an actor, the name first."""

    def forms(self, name: str) -> tuple[str, ...]:
        """Return the forms by which a text may call an actor."""

    def named_in(self, statement: str) -> tuple[str, ...]:
        """Return the known actors that a statement names, in order."""


@dataclass(frozen=True)
class Document:
    """An article as rules read it; `kinds` are those that the model takes its sentences for, by number."""

    article: Article
    sentences: Sequence[Sentence]
    kinds: Mapping[int, KindClaim]

    def same_paragraph(self, earlier: Sentence, later: Sentence) -> bool:
        """Return whether no line break is between two sentences."""
        return "\n" not in self.article.text[earlier.end : later.start]


class LanguageRules(Protocol):
    """What code reads off the sentences of one language, for a profile whose model only tells their kinds."""

    extracts: bool
    """Whether these rules extract claims; if not, claims are what the model says, in the article's own sentences."""

    def extract(self, document: Document, actors: Actors) -> Claims:
        """Return the claims that an article's sentences make, each in the article's own words."""


class NeutralRules:
    """Rules for any language: nothing is read off the text, every claim stays as it is."""

    extracts = False

    def extract(self, document: Document, actors: Actors) -> Claims:
        """Return no claims."""
        return Claims()


class Unasserted(StrEnum):
    """How a sentence speaks of something without asserting it; the value is the reason to drop a claim of it."""

    ASKED = "the sentences that it cites only ask about it"
    CONDITIONAL = "the sentences that it cites say it only under a condition or in doubt"
    DENIED = "the sentences that it cites say that it is denied, or only possible"


Stretches = Sequence[tuple[int, int]]
"""Starts and ends of parts of a folded sentence."""


class Contrary(StrEnum):
    """How a word of a statement is against the sentences that it cites; the value is how that is marked behind it.

    Said of less, or as more certain, a sentence may still be summed up so; the others say the contrary of it.
    """

    WITHOUT_NEGATION = " without negation"
    FOR_OPPOSITE = " for its opposite"
    HEDGE_LEFT_OUT = " left out"
    OVERSTATED = ""


def contradicted(word: str, how: Contrary) -> str:
    """Return the part of a statement that a word is, as it stands in `Support.missing` beside what is not found."""
    return f"“{word}”{how}"


def is_contradicted(part: str) -> bool:
    """Return whether a missing part is a word that the sentences are against, not a name, number, day or `NEGATION`."""
    return part.startswith("“")


class Compared(NamedTuple):
    """What sentences lack of a statement, and how many parts of it were looked up in them."""

    missing: tuple[str, ...]
    looked_up: int


class Lookup(Protocol):
    """Looks up the parts of a statement in sentences, which are read together."""

    def __hash__(self) -> int:
        """Return a hash, by which results are cached."""

    def names(self, rest: str) -> Sequence[str]:
        """Return the names that a statement has beside those of known actors, which `rest` is without."""

    def holds(self, name: str, quotes: tuple[str, ...]) -> bool:
        """Return whether the sentences name somebody by a name."""

    def compare(self, statement: str, rest: str, quotes: tuple[str, ...]) -> Compared:
        """Compare what a statement says beside names; `rest` is the statement without names.

        Numbers are missing, and days and the entry `words.NEGATION`, and words that the sentences contradict; see
        `contradicted`.
        """

    def values(self, text: str) -> frozenset[str]:
        """Return the numbers of a text, as digits."""

    def contradicts(self, statement: str, quotes: Sequence[str]) -> bool:
        """Return whether a statement denies a word that the sentences only have undenied."""


MOST_CITED = 3
"""Sentences of one claim, with those that are added because they name whom it means."""


class Checks(Protocol):
    """Compares claims about one article with the sentences that they cite: who does what there, and whether it is done.

    Actors and sentences of the article are given to `Wording.checks`, after all actors are known.
    """

    def with_meant(self, cited: Sequence[int], names: Sequence[str]) -> tuple[int, ...] | None:
        """Return the cited sentences and those that name whom they mean by "he" or "the company", three at most.

        None if that is not known in the language.
        """

    def unsaid(self, claim: EventClaim | CommitmentClaim, missing: Sequence[str]) -> Sequence[str]:
        """Return what the sentences do not say of a statement, among the parts that they do not have.

        Of the parts in `missing`, those are left out that they name or mean in other words. A number is added that
        refers to actors ("the two leaders") but is not theirs.
        """

    def of_actors(self, claim: EventClaim | CommitmentClaim, *, translated: bool) -> Iterable[Doubt]:
        """Return doubts about the actors whom the sentences do not have in the roles that the claim gives them.

        The words of a `translated` statement are not compared.
        """

    def of_judgements(self, claim: EventClaim | CommitmentClaim) -> Iterable[Doubt]:
        """Return doubts about status, firmness, polarity and condition, if the words are against them."""

    def opens(self, name: str, text: str) -> bool:
        """Return whether a text begins with the name of an actor as its subject."""


class Wording(Protocol):
    """What the checks behind a large model need of a language to look up the words of a claim in an article."""

    @property
    def reads_grammar(self) -> bool:
        """Whether `checks` read the sentences of this language; those that do not find nothing."""

    @property
    def reads_names(self) -> bool:
        """Whether titles and fuller forms of names can be read from a text of this language (`language.names`)."""

    @property
    def overlap_floor(self) -> float:
        """A claim is dropped if the sentences that it cites hold less than this share of the words that say what is
        done: so little that they say something else, however it is worded. 0 if that can't be told in this language."""

    @property
    def least_words(self) -> int:
        """Words that a statement must have, beside names, to be dropped for lack of them: fewer may be synonyms."""

    def __hash__(self) -> int:
        """Return a hash, by which results are cached."""

    def stems(self, text: str) -> frozenset[str]:
        """Return the words of a text that carry what it says, in a form in which inflected words are equal."""

    def holds_stem(self, stem: str, stems: frozenset[str]) -> bool:
        """Return whether a stem is among others, if need be in another inflection, derivation or compound."""

    def names(self, text: str) -> tuple[str, ...]:
        """Return what is certainly a name in a statement. Whatever may be a common noun is left out."""

    def holds(self, name: str, texts: tuple[str, ...]) -> bool:
        """Return whether texts, read together, name an actor by this name, by all its words or the last one."""

    def find(self, name: str, text: str) -> tuple[Found, ...]:
        """Return where a text has a name, in any of its inflections; whole words only."""

    def unasserted(self, statement: str, folded: str) -> Sequence[tuple[Unasserted, Stretches]]:
        """Return the parts of a folded sentence that, as to a claim's statement, assert nothing, and how they do not.

        Questions are not among them: their signs are the same in all languages.
        """

    def question_starts(self, folded: str) -> Sequence[int]:
        """Return where a question may begin inside a folded sentence, behind a comma: "it rained, but did he …?"."""

    @property
    def lookup(self) -> Lookup:
        """How statements are compared with sentences of this language."""

    def checks(self, actors: Actors, sentences: Mapping[int, Sentence]) -> Checks:
        """Return the checks of claims about an article; `sentences` are its sentences by number."""

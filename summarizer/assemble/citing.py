"""Cite, beside the sentences of a claim, those that name whom these only call "he" or "the company".

A model resolves a pronoun from the context that it was shown. The reader needs that context to check it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from summarizer.article.sentences import Sentence
from summarizer.assemble.actors import ActorRegistry
from summarizer.language.rules import MOST_CITED, Checks, Wording


class Citing:
    """Finds the sentences of one article to cite."""

    def __init__(
        self, actors: ActorRegistry, sentences: Mapping[int, Sentence], checks: Checks, wording: Wording
    ) -> None:
        """Prepare to cite these sentences for claims about these actors."""
        self._actors = actors
        self._sentences = sentences
        self._checks = checks
        self._wording = wording
        self._named: dict[tuple[str, int], bool] = {}

    def with_meant(self, numbers: Sequence[int], names: Sequence[str]) -> tuple[int, ...]:
        """Return the cited sentences and those that name whom they mean, if the language tells whom; see `with_named`.

        Where it does, who is only named earlier is not added: it would hide that the model chose the wrong actor.
        """
        found = self._checks.with_meant(numbers, names)
        return self.with_named(numbers, names) if found is None else found

    def with_named(self, numbers: Sequence[int], names: Sequence[str]) -> tuple[int, ...]:
        """Return the cited sentences and earlier ones that name an actor whom they do not name, `MOST_CITED` at most.

        No reference is read, so this is possible in any language.
        """
        cited = sorted(set(numbers))[:MOST_CITED]
        unnamed = [name for name in names if not any(self._is_named(name, n) for n in cited)]
        earlier = [n for n in range(cited[0] - 1, 0, -1) if n in self._sentences] if unnamed else []
        while unnamed and len(cited) < MOST_CITED:
            # The sentence that names most of them; the nearest one if several do.
            best, most = None, 0
            for number in earlier:
                if (count := sum(self._is_named(name, number) for name in unnamed)) > most:
                    best, most = number, count
                    if most == len(unnamed):
                        break
            if best is None:
                break
            cited.append(best)
            unnamed = [name for name in unnamed if not self._is_named(name, best)]
        return tuple(cited)

    def _is_named(self, name: str, number: int) -> bool:
        if (found := self._named.get((name, number))) is None:
            text = (self._sentences[number].text,)
            found = any(self._wording.holds(form, text) for form in self._actors.called(name))
            self._named[name, number] = found
        return found

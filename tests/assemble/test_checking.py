"""What is kept of one article ends with its brief."""

from __future__ import annotations

import gc
import weakref

from summarizer.article.sentences import sentences
from summarizer.assemble.checking import ClaimChecker
from summarizer.claims import ActorClaim, Claims, EventClaim
from summarizer.language.rules import NeutralRules
from summarizer.schema import ActorKind, Article, EventType, Status


def test_what_is_known_of_an_article_is_freed_without_the_garbage_collector() -> None:
    """In an archive, it would be left to it with every article."""
    article = Article(text="Karst left Orlen on Monday. He said it was late.", published="2026-01-29", language="en")
    checker = ClaimChecker(
        article, sentences(article.text), rules=NeutralRules(), prompt_source="", translated=False, finds_dates=False
    )
    event = EventClaim("Karst left Orlen.", EventType.OTHER, Status.OCCURRED, (1,), agents=("Karst",), when="Monday")
    claims = Claims(actors=(ActorClaim("Karst", ActorKind.PERSON),), events=(event,))
    gc.disable()
    try:
        (checked,), _ = checker.check([claims])
        assert checker.event(checked, 1, {"Karst": "a1"}).agents == ("a1",)
        held = weakref.ref(checker)
        del checker
        assert held() is None
    finally:
        gc.enable()

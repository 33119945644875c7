"""Which language an article is in, and a brief in another one."""

from __future__ import annotations

import copy
from collections import defaultdict
from pathlib import Path

import pytest

from evals.data.cases import load_cases
from evals.recording.external import SETS, cases_of
from summarizer import Article, summarize
from summarizer.errors import ConfigurationError
from summarizer.language.detection import language_of, name_of
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.testing import answer
from tests.samples import DRAFT, TEXT
from tests.servers.faults import FaultServer

FRENCH = "La ministre des Affaires étrangères se rendra à Lisbonne mercredi, ont indiqué des responsables."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TEXT, "en"),
        (FRENCH, "fr"),
        ("El presidente del Gobierno se reunió el lunes con los ministros de Economía y Hacienda en Madrid.", "es"),
        ("外交部长王毅星期三在北京会见了法国外长，双方同意加强合作。", "zh"),
        ("التقى وزير الخارجية نظيره الفرنسي في القاهرة يوم الأربعاء لبحث التعاون بين البلدين.", "ar"),
        ("विदेश मंत्री ने बुधवार को नई दिल्ली में फ्रांस के विदेश मंत्री से मुलाकात की और सहयोग पर चर्चा की।", "hi"),
    ],
)
def test_the_language_is_told_by_the_words(text: str, code: str) -> None:
    assert language_of(text) == code


def headlines() -> dict[str, list[str]]:
    """Return short headlines by the code of their language; many have names that stand in all languages."""
    found = defaultdict(list)
    for line in Path(__file__).with_name("headlines.tsv").read_text("utf-8").splitlines():
        code, headline = line.split("\t")
        found[code].append(headline)
    return found


@pytest.mark.parametrize("code", headlines())
def test_three_headlines_tell_the_language(code: str) -> None:
    own = headlines()[code]
    for first in range(len(own) - 2):
        assert language_of(" ".join(own[first : first + 3])) == code


def test_one_headline_mostly_tells_the_language() -> None:
    every = [(code, headline) for code, own in headlines().items() for headline in own]
    assert (sum(language_of(headline) == code for code, headline in every), len(every)) == (112, 130)


def test_200_characters_of_each_recorded_article_tell_its_language() -> None:
    cases = [*load_cases(), *(case for chosen in SETS.values() for case in cases_of(chosen.load()).values())]
    assert {language_of(case.article.text[:200]) == case.article.language for case in cases} == {True}
    assert len(cases) == 429


@pytest.mark.parametrize("text", ["", "  \n", "1234", "😀", "\ud800", "a\x00b", "中" * 3_000])
def test_every_text_has_some_language(text: str) -> None:
    assert language_of(text).isalpha()


def test_a_given_language_wins() -> None:
    assert language_of(TEXT, "pt-BR") == "pt"


@pytest.mark.parametrize(("code", "name"), [("fr", "French"), ("zh-Hans", "Chinese"), ("pt_BR", "Portuguese")])
def test_a_prompt_names_a_language_in_english(code: str, name: str) -> None:
    assert name_of(code) == name


def test_the_brief_tells_its_language(endpoint: FaultServer) -> None:
    endpoint.replies(answer(DRAFT))
    assert summarize(TEXT, base_url=endpoint.base_url, model="fake").language == "en"
    assert "Write in" not in endpoint.requests[0]["messages"][-1]["content"]


def test_a_brief_in_another_language_keeps_its_evidence_and_is_checked_by_names_and_numbers(
    endpoint: FaultServer,
) -> None:
    draft = copy.deepcopy(DRAFT)
    draft["events"][0]["summary"] = "Ana Reyes doit se rendre à Lisbonne."
    draft["events"][2]["summary"] = "Tom Hale a bombardé Madrid avec 900 avions."
    draft["commitments"][0]["action"] = "verser 40 millions d’euros au port"
    draft["summary"] = "Ana Reyes doit se rendre à Lisbonne."
    endpoint.replies(answer(draft))
    brief = summarize(TEXT, base_url=endpoint.base_url, model="fake", language="fr")
    assert "Write in: French" in endpoint.requests[0]["messages"][-1]["content"]
    assert brief.language == "fr"
    assert [e.summary for e in brief.events] == ["Ana Reyes doit se rendre à Lisbonne.", "Ana Reyes met Tom Hale."]
    assert [c.action for c in brief.commitments] == ["verser 40 millions d’euros au port"]
    assert all(TEXT[e.start : e.end] == e.quote for item in brief.events for e in item.evidence)
    assert ["900" in d.reason for d in brief.dropped] == [True]


def test_a_small_model_is_not_asked_to_translate() -> None:
    with pytest.raises(ConfigurationError, match="profile 'large'"):
        plan(Article(text=FRENCH * 3), PROFILES["small"], "en")
    assert plan(Article(text=FRENCH * 3), PROFILES["small"], "fr").language == "fr"

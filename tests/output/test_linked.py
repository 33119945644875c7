"""JSON-LD: read as triples by rdflib, every term one of schema.org, every reference to a node of the graph."""

from __future__ import annotations

import json

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib import namespace as ns

from summarizer import Brief, Status
from summarizer.output.linked import CONTEXT, as_jsonld
from tests.samples import ROOT

BRIEF = Brief.model_validate_json((ROOT / "docs/examples/brief.json").read_text(encoding="utf-8"))

NEWER = {"digitalSourceType", "TrainedAlgorithmicMediaDigitalSource"}
"""Terms of schema.org that are newer than rdflib's list."""


def graph(*briefs: Brief, full: bool = False) -> Graph:
    document = json.loads(as_jsonld(briefs, full=full))
    assert document["@context"] == CONTEXT
    # The context of schema.org is on the web; all that it does for these terms is to give them its namespace.
    return Graph().parse(data=json.dumps({**document, "@context": {"@vocab": f"{CONTEXT}/"}}), format="json-ld")


def of_type(found: Graph, name: str) -> list[str]:
    return sorted(str(found.value(node, ns.SDO.name) or "") for node in found.subjects(RDF.type, ns.SDO[name]))


@pytest.mark.parametrize("full", [False, True])
def test_every_term_is_one_of_schema_org(full: bool) -> None:
    found = graph(BRIEF, full=full)
    terms = {str(term).removeprefix(f"{CONTEXT}/") for triple in found for term in (triple[1], triple[2])}
    used = {str(p) for p in found.predicates()} | {str(o) for o in found.objects(None, RDF.type)}
    used |= {str(o) for o in found.objects() if str(o).startswith(CONTEXT)}
    names = {term.removeprefix(f"{CONTEXT}/") for term in used if term != str(RDF.type)}
    assert terms
    assert {name for name in names if name not in ns.SDO} <= NEWER


def test_every_reference_is_to_a_node() -> None:
    found = graph(BRIEF)
    nodes = set(found.subjects())
    referred = {o for o in found.objects() if isinstance(o, URIRef) and str(o).startswith("urn:uuid:")}
    assert referred
    assert referred <= nodes


def test_article_brief_actors_events_and_commitments_are_nodes() -> None:
    found = graph(BRIEF)
    assert of_type(found, "Person") == ["Ana Reyes", "Tom Hale"]
    assert "Porto Shipping" in of_type(found, "Organization")
    assert len(of_type(found, "Event")) == len(BRIEF.events)
    assert "NOT to cut jobs" in of_type(found, "PlanAction")
    (article,) = found.subjects(RDF.type, ns.SDO.NewsArticle)
    assert str(article) == BRIEF.article.url
    (brief,) = found.subjects(RDF.type, ns.SDO.Article)
    assert found.value(brief, ns.SDO.isBasedOn) == article
    quotes = {
        str(text) for node in found.subjects(RDF.type, ns.SDO.Quotation) for text in found.objects(node, ns.SDO.text)
    }
    assert {e.quote for item in (*BRIEF.events, *BRIEF.commitments) for e in item.evidence} == quotes


def test_days_are_those_of_the_event_and_the_last_one_of_a_deadline() -> None:
    found = graph(BRIEF)
    visits = found.subjects(RDF.type, ns.SDO.Event)
    (visit,) = [n for n in visits if "visit" in str(found.value(n, ns.SDO.name))]
    assert str(found.value(visit, ns.SDO.startDate)) == "2026-02-02"
    assert str(found.value(visit, ns.SDO.endDate)) == "2026-02-08"
    assert {str(day) for day in found.objects(None, ns.SDO.scheduledTime)} == {
        "2026-02-08",
        "2026-06-30",
        "2026-12-31",
    }


@pytest.mark.parametrize("status", Status)
def test_what_is_not_asserted_is_a_claim(status: Status) -> None:
    event = BRIEF.events[0].model_copy(update={"status": status})
    found = graph(BRIEF.model_copy(update={"events": (event,)}))
    asserted = status in (Status.OCCURRED, Status.ONGOING, Status.SCHEDULED)
    assert (len(of_type(found, "Event")), len(of_type(found, "Claim"))) == ((1, 0) if asserted else (0, 1))


def test_what_was_left_out_is_counted_and_listed_on_demand() -> None:
    def backstory(full: bool) -> str:
        return str(next(graph(BRIEF, full=full).objects(None, ns.SDO.backstory)))

    assert "1 claim left out" in backstory(False)
    assert "dismissed 900 workers" not in backstory(False)
    assert "dismissed 900 workers" in backstory(True)


def test_many_briefs_are_one_graph_and_none_an_empty_one() -> None:
    other = BRIEF.model_copy(update={"article": BRIEF.article.model_copy(update={"url": "https://x.example/2"})})
    assert len(list(graph(BRIEF, other).subjects(RDF.type, ns.SDO.NewsArticle))) == 2
    assert len(graph()) == 0


def test_it_can_stand_in_a_web_page() -> None:
    evil = BRIEF.model_copy(update={"headline": "</script><script>alert(1)</script>"})
    assert "<" not in as_jsonld([evil])
    assert "<script>alert(1)" in str(next(graph(evil).objects(None, ns.SDO.headline)))

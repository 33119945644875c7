"""The form and its pages, without a browser: what is sent, what comes back, what hostile text can do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from summarizer.output.formats import FORMATS, MEDIA_TYPES
from summarizer.service import form
from summarizer.testing import failure
from tests.documents import page
from tests.samples import GOOD, SECRET, TEXT, slow
from tests.servers.faults import FaultServer
from tests.servers.service import Client, serving
from tests.timing import wait_until

STREAM = {"Accept": "application/x-ndjson"}


@pytest.fixture
def client(endpoint: FaultServer) -> Iterator[Client]:
    endpoint.replies(GOOD)
    with serving(endpoint.base_url, settings={"api_key": SECRET}) as client:
        yield client


def test_a_text_leads_to_the_page_of_its_brief(client: Client, endpoint: FaultServer) -> None:
    sent = client.post("/", data={"text": TEXT.replace("\n", "\r\n"), "title": "Port", "published": "2026-01-29"})
    assert sent.status_code == 303
    for _ in range(2):  # looking again costs nothing
        shown = client.get(sent.headers["location"])
        assert shown.status_code == 200
        assert shown.text.startswith("<!DOCTYPE html>")
        assert "<mark" in shown.text
        assert "frame-ancestors 'none'" in shown.headers["content-security-policy"]
        assert shown.headers["cache-control"] == "no-store"
    assert len(endpoint.requests) == 1
    brief = client.get(sent.headers["location"], params={"format": "json"}).json()
    assert (brief["article"]["text"], brief["article"]["published"]) == (TEXT, "2026-01-29")


def test_the_brief_of_a_page_comes_in_every_format(client: Client) -> None:
    path = client.post("/", data={"text": TEXT}).headers["location"]
    for format in FORMATS:
        found = client.get(path, params={"format": format})
        assert found.headers["content-type"].startswith(MEDIA_TYPES[format])
    assert client.get(path, params={"format": "png"}).status_code == 404


def test_a_file_is_read(client: Client) -> None:
    upload = {"file": ("port.html", page().encode(), "text/html")}
    sent = client.post("/", files=upload, data={"text": "", "url": ""})
    assert sent.status_code == 303, sent.text
    brief = client.get(sent.headers["location"], params={"format": "json"}).json()
    assert "Harbour Post" in brief["article"]["source"]


@pytest.mark.parametrize(
    ("given", "status", "says"),
    [
        ({}, 422, "no article, or more than one"),
        ({"text": " \r\n"}, 422, "no article, or more than one"),
        ({"text": TEXT, "url": "https://host.example"}, 422, "no article, or more than one"),
        ({"text": "Two words."}, 422, "words"),
        ({"url": "http://127.0.0.1/x"}, 422, "not a public address"),
        ({"url": "http://169.254.169.254/latest/meta-data"}, 422, "not a public address"),
        ({"url": "/etc/passwd"}, 422, "not a web address"),
        ({"text": TEXT, "language": "French, please"}, 422, "language"),
        ({"text": TEXT, "published": "soon"}, 422, "publication date"),
    ],
)
def test_what_is_wrong_stands_in_the_form_which_stays_filled_in(
    client: Client, endpoint: FaultServer, given: dict[str, str], status: int, says: str
) -> None:
    answered = client.post("/", data=given)
    assert (answered.status_code, endpoint.requests) == (status, [])
    (problem,) = re.findall(r'id="problem" role="alert">([^<]*)<', answered.text)
    assert says in problem
    assert given.get("url", "") in answered.text
    lines = [json.loads(line) for line in client.post("/", data=given, headers=STREAM).text.splitlines()]
    assert lines[-1]["problem"]["status"] == status


def test_a_script_is_told_the_progress_and_then_the_page(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    text = "\n\n".join(f"{TEXT} Number {number}." for number in range(200))
    with serving(endpoint.base_url) as client:
        lines = [json.loads(line) for line in client.post("/", data={"text": text}, headers=STREAM).text.splitlines()]
        *progress, last = lines
        assert len(progress) > 1
        assert [one["done"] for one in progress] == list(range(1, len(progress) + 1))
        assert progress[-1]["done"] == progress[-1]["planned"]
        assert client.get(last["page"]).status_code == 200


def test_an_error_of_the_model_is_shown_without_its_key(client: Client, endpoint: FaultServer) -> None:
    endpoint.replies(failure(401, message=f"wrong key {SECRET}"))
    shown = client.post("/", data={"text": TEXT})
    told = client.post("/", data={"text": TEXT}, headers=STREAM)
    assert (shown.status_code, told.status_code) == (502, 200)
    for answered in (shown, told):
        assert "check SUMMARIZER_API_KEY" in answered.text
        assert SECRET not in answered.text


HOSTILE = '"></textarea><script>alert(1)</script><img src=x onerror=alert(1)>\u202e{{ 7 * 7 }}'


@pytest.mark.parametrize("field", ["text", "url", "title", "published", "language", "key"])
def test_hostile_text_stays_text(client: Client, field: str) -> None:
    given = {"text": "", "url": "", field: HOSTILE}
    answered = client.post("/", data=given)
    assert answered.status_code == 422
    assert answered.text.count("<script>") == 1
    assert "<img" not in answered.text
    assert "49" not in re.sub(r"(?s)<(style|script)>.*?</\1>", "", answered.text)


def test_the_policy_admits_the_forms_own_script_and_style_only(client: Client) -> None:
    shown = client.get("/")
    policy = dict(part.strip().partition(" ")[::2] for part in shown.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    for tag in ("script", "style"):
        (inline,) = re.findall(rf"(?s)<{tag}>(.*?)</{tag}>", shown.text)
        assert policy[f"{tag}-src"] == form.digest(inline)
    assert not re.findall(r'(?:src|href)="(?!data:)', shown.text)


@pytest.mark.parametrize("path", ["/pages/", "/pages/x", "/pages/..%2f", "/pages/" + "a" * 32])
def test_a_page_that_is_not_there_is_no_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_pages_are_kept_for_a_while_and_a_limited_number(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "MAX_PAGES", 2)
    paths = [client.post("/", data={"text": TEXT}).headers["location"] for _ in range(3)]
    assert len(set(paths)) == 3
    assert [client.get(path).status_code for path in paths] == [404, 200, 200]
    monkeypatch.setattr(form, "PAGE_SECONDS", 0.0)
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]


@pytest.mark.parametrize(
    ("content", "content_type"),
    [(b"--x\r\nbroken", "multipart/form-data; boundary=x"), (b"x", "multipart/form-data"), (b"{}", "application/json"),
     (b"%ff=%zz&&=", "application/x-www-form-urlencoded"), (b"", "")],
)  # fmt: skip
def test_a_form_that_is_none_is_refused(client: Client, content: bytes, content_type: str) -> None:
    answered = client.post("/", content=content, headers={"Content-Type": content_type})
    assert answered.status_code in (400, 422)
    assert 'role="alert"' in answered.text


def test_a_brief_is_made_to_its_end_although_nobody_waits(client: Client, endpoint: FaultServer) -> None:
    endpoint.replies(slow(0.5))
    with client.stream("POST", "/", data={"text": TEXT}, headers=STREAM) as answered:
        assert answered.status_code == 200
        wait_until(lambda: len(endpoint.requests) == 1)
    wait_until(lambda: 'summarizer_briefs_total{from="request",outcome="brief"} 1.0' in client.get("/metrics").text)

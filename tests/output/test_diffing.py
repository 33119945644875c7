"""Differences between briefs of two versions of a story: new, gone, changed with the fields, and why it may be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer import Brief, Coverage, When, diff
from summarizer.output.changes import DIFF_FORMATS, diff_as_markdown, diff_as_text
from summarizer.schema import Firmness, Polarity, Status
from tests.samples import ROOT

EXAMPLE = ROOT / "docs" / "examples" / "brief.json"
OLD = Brief.model_validate_json(EXAMPLE.read_text(encoding="utf-8"))
MARCH = When.model_validate({"text": "in March", "start": "2026-03-01", "end": "2026-03-31"})
NEXT_WEEK, IN_MARCH = "2026-02-02 to 2026-02-08 (“next week”)", "2026-03-01 to 2026-03-31 (“in March”)"
PACT = "Ana Reyes will visit Lisbon to sign a pact on fishing."


def changed(kind: str, at: int = 0, **fields: Any) -> Brief:
    """A later version of the example, of another text, in which one item has other fields."""
    items = list(getattr(OLD, kind))
    items[at] = items[at].model_copy(update=fields)
    article = OLD.article.model_copy(update={"text_sha256": "0" * 64})
    return OLD.model_copy(update={kind: tuple(items), "article": article})


def test_a_brief_does_not_differ_from_itself() -> None:
    assert not diff(OLD, OLD)
    assert diff(OLD, OLD).warnings == ("the text of the article is the same: any difference is in how it was read",)
    assert "NO DIFFERENCES" in diff_as_text(OLD, OLD)


@pytest.mark.parametrize(
    ("new", "field", "before", "after"),
    [
        (changed("events", status=Status.OCCURRED), "status", "scheduled", "occurred"),
        (changed("events", when=MARCH), "when", NEXT_WEEK, IN_MARCH),
        (changed("events", place=None), "place", "Lisbon", None),
        (changed("events", agents=("a1", "a2")), "by", "Ana Reyes", "Ana Reyes, Tom Hale"),
        (changed("events", summary=PACT), "summary", PACT.replace("pact", "treaty"), PACT),
        (changed("commitments", 1, amount="50 million euros"), "amount", "40 million euros", "50 million euros"),
        (changed("commitments", 1, firmness=Firmness.INTENDED), "firmness", "pledged", "intended"),
        (changed("commitments", 2, polarity=Polarity.DO), "polarity", "refrain", "do"),
        (changed("commitments", 0, due=None), "due", NEXT_WEEK, None),
        (changed("actors", role="Prime Minister"), "role", "Foreign Minister", "Prime Minister"),
    ],
)  # fmt: skip
def test_a_changed_field_is_told_with_both_values(new: Brief, field: str, before: str, after: str | None) -> None:
    found = diff(OLD, new)
    (one,) = found.changed
    (change,) = one.changes
    assert (change.field, change.before, change.after) == (field, before, after)
    assert (found.new, found.gone, found.warnings) == ((), (), ())


@pytest.mark.parametrize("kind", ["events", "commitments", "actors"])
def test_an_item_of_one_version_only_is_new_or_gone(kind: str) -> None:
    less = OLD.model_copy(update={kind: getattr(OLD, kind)[:-1]})
    if kind == "actors":  # an actor that nothing refers to
        less = less.model_copy(update={"events": (), "commitments": ()})
    gone, new = diff(OLD, less), diff(less, OLD)
    assert getattr(OLD, kind)[-1] in [one.old for one in gone.gone]
    assert getattr(OLD, kind)[-1] in [one.new for one in new.new]
    assert gone.changed == new.changed == ()


def test_ids_order_and_offsets_make_no_difference() -> None:
    turned: dict[str, Any] = {"actors": OLD.actors[::-1]}
    for kind in ("events", "commitments"):
        turned[kind] = tuple(i.model_copy(update={"id": f"{i.id}-new"}) for i in reversed(getattr(OLD, kind)))
    assert not diff(OLD, OLD.model_copy(update=turned))


def test_a_reworded_event_is_the_same_and_another_is_not() -> None:
    other = changed("events", summary="Ana Reyes cancelled all her journeys.", agents=())
    found = diff(OLD, other)
    assert (len(found.new), len(found.gone)) == (1, 1)


def test_other_reasons_than_the_story_are_warned_of() -> None:
    provenance = OLD.provenance.model_copy(update={"model_answered": "another"})
    gap = Coverage(windows_done=1, windows_planned=2)
    new = changed("events", place=None).model_copy(update={"provenance": provenance, "coverage": gap})
    warnings = diff(OLD, new).warnings
    assert any("another model" in warning for warning in warnings)
    assert any("of the new brief could not be read" in warning for warning in warnings)
    assert "CHECK" in diff_as_text(OLD, new)


@pytest.mark.parametrize("format", DIFF_FORMATS)
def test_the_differences_are_printed(
    format: str, tmp_path: Path, command: Callable[..., int], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    new = changed("events", when=MARCH).model_copy(update={"commitments": OLD.commitments[:-1]})
    (tmp_path / "new.json").write_text(new.model_dump_json(), encoding="utf-8")
    assert command("diff", str(EXAMPLE), str(tmp_path / "new.json"), "--format", format) == 0
    out = " ".join(capsysbinary.readouterr().out.decode().split())
    assert "gone (1)" in out.lower()
    assert "commitment: not cut jobs" in out
    assert f"when: {NEXT_WEEK} → {IN_MARCH}" in out


def test_text_from_outside_is_harmless() -> None:
    evil = changed("events", summary="# x\x1b[31m\n## Gone (9)", agents=())
    assert "\x1b" not in diff_as_text(OLD, evil)
    assert "\n## Gone (9)" not in diff_as_markdown(OLD, evil)


def test_a_file_of_many_briefs_is_told(
    tmp_path: Path, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "two.jsonl").write_text(f"{OLD.model_dump_json()}\n" * 2, encoding="utf-8")
    assert command("diff", str(EXAMPLE), str(tmp_path / "two.jsonl")) == 2
    assert "has 2 briefs, not one" in capsys.readouterr().err

"""The date and status of an event in the article's own words are what its sentence bears out."""

from datetime import date

import pytest

from summarizer.assemble.timing import Timing
from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.schema import Article, EventType, Firmness, Polarity, Status

THURSDAY = date(2026, 1, 29)


def timing(language: str, published: date | None = THURSDAY) -> Timing:
    return Timing(Article(text="…", language=language, published=published), None)


@pytest.mark.parametrize(
    ("language", "sentence", "said", "when", "status"),
    [
        ("de", "Der Rat hat am Montag den Vertrag unterzeichnet.", "occurred", "Montag", "occurred"),
        ("de", "Der Rat will den Vertrag prüfen.", "proposed", None, "proposed"),
        ("de", "Der Rat hat am 5. Januar 2026 den Vertrag geprüft.", "scheduled", "5. Januar 2026", "occurred"),
        ("de", "Der Rat wird am 5. März 2026 den Vertrag prüfen.", "scheduled", "5. März 2026", "scheduled"),
        # The decision has been made, the day is that of what was decided.
        ("de", "Der Rat beschloss, die Brücke am 5. März 2026 zu schließen.", "occurred", None, "occurred"),
        ("de", "Der Rat hat den Vertrag am kommenden Montag auf der Tagesordnung.", "scheduled", None, "scheduled"),
        # Which of two dates is whose is not known.
        (
            "de",
            "Der Rat prüfte am Montag den Vertrag vom 5. Mai 2024, der seit 2023 ruht.",
            "occurred",
            None,
            "occurred",
        ),
        ("fr", "Le maire dit : « Je pars demain. »", "occurred", None, "occurred"),
        ("fr", "La séance a été suspendue de 5 minutes.", "negated", None, "occurred"),
        ("fr", "Le conseil n'a pas voté la loi.", "negated", None, "negated"),
        ("zh", "发布会于9月14日上午10点、台北时间9月15日举办。", "scheduled", None, "occurred"),
        ("zh", "采用与去年相同的形式发表新产品。", "occurred", None, "occurred"),
        ("zh", "手机会自动辨识新的主体。", "proposed", None, None),
        ("zh", "大桥将于2026年3月5日关闭。", "scheduled", "2026年3月5日", "scheduled"),
        ("hi", "हमारे पास एक शानदार टीम है।", "proposed", None, None),
    ],
)
def test_the_dates_of_its_sentence_tell_when_an_event_is(
    language: str, sentence: str, said: str, when: str | None, status: str | None
) -> None:
    claim = EventClaim(sentence, EventType.OTHER, Status(said), (1,))
    timed = timing(language).event(claim, sentence)
    assert (timed and (timed.when, timed.status)) == (status and (when, Status(status)))


@pytest.mark.parametrize(
    ("language", "sentence", "action", "due"),
    [
        ("es", "La ministra visitará Lisboa el 4 de febrero de 2026.", "visitará Lisboa el 4 de febrero de 2026",
         "4 de febrero de 2026"),
        ("es", "La ministra visitará Lisboa el 4 de febrero de 2026.", "visitará Lisboa", None),
        ("es", "La ministra visitará Lisboa.", "visitará Lisboa", None),
        ("zh", "部长将于2026年3月5日访问北京。", "访问北京", None),
    ],
)  # fmt: skip
def test_an_undertaking_is_due_on_a_day_of_its_own_words(
    language: str, sentence: str, action: str, due: str | None
) -> None:
    claim = CommitmentClaim(action, ("x",), Firmness.PLANNED, Polarity.DO, (1,))
    timed = timing(language).commitment(claim, sentence)
    assert timed is not None
    assert timed.due == due


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "斯大林利用大饥荒解决了问题。"),
        ("ar", "وصف فيه معاناة أهله."),
        ("es", "La ministra visitó Lisboa el 4 de enero de 2026."),
    ],
)
def test_an_undertaking_that_nothing_bears_out_is_none(language: str, sentence: str) -> None:
    claim = CommitmentClaim(sentence, ("x",), Firmness.PLANNED, Polarity.DO, (1,))
    assert timing(language).commitment(claim, sentence) is None


def test_without_a_publication_day_a_phrase_is_kept_without_days() -> None:
    claim = EventClaim("Le conseil a voté hier.", EventType.OTHER, Status.OCCURRED, (1,))
    timed = timing("fr", None).event(claim, claim.summary)
    assert timed is not None
    assert timed.when == "hier"


def test_something_to_come_without_a_date_is_doubted() -> None:
    sentence = "La ministra visitará Lisboa."
    event = timing("es").event(EventClaim(sentence, EventType.VISIT, Status.SCHEDULED, (1,)), sentence)
    made = CommitmentClaim("visitará Lisboa", ("x",), Firmness.PLANNED, Polarity.DO, (1,))
    commitment = timing("es").commitment(made, sentence)
    assert event is not None
    assert commitment is not None
    assert [(d.field, d.claimed) for d in (*event.doubts, *commitment.doubts)] == [
        ("status", "scheduled"), ("firmness", "planned"),
    ]  # fmt: skip
    dated = "La ministra visitará Lisboa el 4 de febrero de 2026."
    event = timing("es").event(EventClaim(dated, EventType.VISIT, Status.SCHEDULED, (1,)), dated)
    assert event is not None
    assert event.doubts == ()

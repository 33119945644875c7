"""What is asked, supposed, doubted or denied is no event that occurred; what a sentence states beside it is one."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer import Brief, Status, summarize
from summarizer.assemble.asserting import is_question, unasserted
from summarizer.language.registry import wording_of
from summarizer.language.rules import Unasserted
from summarizer.testing import ScriptedEndpoint

NAMES = ("Odo Karst", "Karst", "Ana Reyes", "Reyes", "the mayor", "mayor", "police", "Varnholm", "the board", "alcalde")


def manner(claim: str, *sentences: str, english: bool = True) -> Unasserted | None:
    return unasserted(claim, NAMES, sentences, wording_of("en" if english else "xx"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Did the mayor take bribes?",
        "“Did the mayor take bribes?”",
        '"Did the mayor take bribes?!"',
        "Who killed Odo Karst? And why?",
        "And if the mayor did, who paid?",
        "¿Aceptó sobornos el alcalde?",
        "«¿Aceptó sobornos el alcalde?»",
        "Le maire a-t-il accepté des pots-de-vin ?",
        "« Le maire a-t-il accepté des pots-de-vin ? »",
        "Hat der Bürgermeister Bestechungsgeld genommen?“",
        "هل تلقى رئيس البلدية رشاوى؟",
        "«هل تلقى رئيس البلدية رشاوى؟»",
        "市长受贿了吗？",
        "“市长受贿了吗？”",
        "市長は賄賂を受け取ったのか？」",
        "Πήρε ο δήμαρχος δωροδοκίες;",
        "Πήρε ο δήμαρχος δωροδοκίες\u037e",
        "«Πήρε ο δήμαρχος δωροδοκίες;»",
        "«Πήρε ο δήμαρχος δωροδοκίες»;",
        "क्या मेयर ने रिश्वत ली?",
        "Брал ли мэр взятки?",
    ],
)
def test_a_question_is_one_in_every_script(sentence: str) -> None:
    assert is_question(sentence, wording_of("en"))


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor took bribes.",
        "The mayor took bribes",
        "The mayor took bribes; Karst paid them.",
        "The mayor took bribes;",
        "Karst met the mayor and asked: “Will you close the yard?”",
        "“Did the mayor take bribes?” Karst asked.",
        "Police arrested the mayor, but will he resign?",
        "Who killed Karst? Police arrested Reyes.",
        "La policía detuvo al alcalde, ¿dimitirá?",
        "«¿Aceptó sobornos?», preguntó Karst.",
        "قال كارست: هل تلقى رشاوى؟",
        "卡斯特问：“市长受贿了吗？”",
        "Ο δήμαρχος παραιτήθηκε· ο Καρστ έφυγε.",
        "The band Who? played in Orlen on Monday.",
        "",
    ],
)
def test_a_sentence_that_says_something_beside_its_question_is_none(sentence: str) -> None:
    assert not is_question(sentence, wording_of("en"))


ASKED = [
    ("The mayor took bribes.", "Did the mayor take bribes?"),
    ("The mayor took bribes.", "“Did the mayor take bribes?” Karst asked."),
    ("The mayor took bribes.", "Karst asked the board: “Has the mayor taken bribes?”"),
    ("The mayor will resign.", "Police arrested a man on Monday, but will the mayor resign?"),
    ("Karst sold the yard.", "Did Karst sell the yard? Nobody knew."),
    ("Karst sold the yard.", "Karst resigned: had he sold the yard?"),
    ("The board closed the yard.", "Reyes walked out (has the board closed the yard?) and took a taxi."),
    ("Varnholm hid a report.", "Karst left, and did Varnholm hide a report?"),
    ("El alcalde aceptó sobornos.", "«¿Aceptó sobornos el alcalde?», preguntó Karst."),
    ("El alcalde dimitió.", "La policía registró la casa, ¿dimitió el alcalde?"),
    ("市长受贿", "卡斯特问：“市长受贿了吗？”"),
    ("الرئيس تلقى رشاوى", "قال كارست: هل تلقى الرئيس رشاوى؟"),
]

CONDITIONAL = [
    ("The mayor took bribes.", "If the mayor took bribes, he must go."),
    ("The mayor took bribes.", "The mayor must go if he took bribes."),
    ("The board closed the yard.", "Unless the board closes the yard, the debt will grow."),
    ("The mayor took bribes.", "It is unclear whether the mayor took bribes."),
    ("Karst sold the yard.", "Reyes asked whether Karst had sold the yard."),
    ("Police arrested Karst.", "It was not known if police arrested Karst."),
    ("The mayor took bribes.", "Police found no evidence that the mayor took bribes."),
    ("The mayor took bribes.", "It is not clear that the mayor took bribes."),
    ("Varnholm dumped waste.", "Investigators are examining whether Varnholm dumped waste in the river."),
    ("The mayor resigned.", "“If the mayor resigned,” Karst said, “the town would be free.”"),
    ("The mayor took bribes.", "There is no evidence the mayor took bribes, Reyes said."),
    ("The board sold the yard.", "Reyes doubts that the board sold the yard."),
    ("The board closed the yard.", "Without the loan the board would have closed the yard."),
    ("The plant closed.", "The plant would have closed had the state not paid."),
    ("The state collapsed.", "Had the state collapsed, the plant would have closed."),
    ("Karst won the race.", "Reyes said Karst would have won the race."),
    ("The bill banned ferries.", "Reyes stopped a plan, and the bill would have banned ferries."),
    ("The council raised taxes.", "Should the council raise taxes, the yard will move."),
    ("Varnholm paid the ransom.", "Karst could not say whether Varnholm had paid the ransom."),
]

DENIED = [
    ("The mayor took bribes.", "The mayor denied that he took bribes."),
    ("The mayor took bribes.", "The mayor denied taking bribes."),
    ("The mayor took bribes.", "Karst denies the mayor ever took bribes, and denied that he has taken bribes."),
    ("The mayor took bribes.", "The mayor denied he had taken bribes."),
    ("Varnholm hid a report.", "Varnholm denied having hidden a report."),
    ("Varnholm sold weapons.", "Varnholm dismissed reports that it sold weapons."),
    ("Varnholm sold weapons.", "Varnholm rejected the allegations of selling weapons."),
    ("Karst sank the ferry.", "Karst denied that he had sunk the ferry."),
    ("The mayor fled to Porto.", "The mayor may have fled to Porto."),
    ("Karst started the fire.", "Police said Karst might have started the fire."),
    ("Reyes bought the yard.", "A spokesman denied Reyes’s claims; Reyes denied buying the yard."),
    ("Varnholm stole ships.", "Varnholm disputes claims that it stole ships."),
    ("Police shot a docker.", "Police denied that officers shot a docker."),
]


@pytest.mark.parametrize(
    ("how", "claim", "sentence"),
    [
        *((Unasserted.ASKED, *pair) for pair in ASKED),
        *((Unasserted.CONDITIONAL, *pair) for pair in CONDITIONAL),
        *((Unasserted.DENIED, *pair) for pair in DENIED),
    ],
)
def test_what_is_asked_supposed_or_denied_is_not_asserted(how: Unasserted, claim: str, sentence: str) -> None:
    assert manner(claim, sentence) is how


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        # Beside a question.
        ("Police arrested the mayor.", "Police arrested the mayor, but will he resign?"),
        ("Karst met the mayor.", "Karst met the mayor and asked: “Will you close the yard?”"),
        ("Police arrested Reyes.", "Who killed Karst? Police arrested Reyes."),
        ("Karst asked about bribes.", "“Did the mayor take bribes?” Karst asked."),
        ("La policía detuvo al alcalde.", "La policía detuvo al alcalde, ¿dimitirá?"),
        ("Karst closed the yard.", "Karst closed the yard; was it for the money?"),
        ("Varnholm closed the yard.", "“Why now?” Karst said after Varnholm closed the yard."),
        ("Police opened fire.", "Police opened fire (who gave the order?) on Monday."),
        # Beside a condition.
        ("Parliament passed a law.", "Parliament passed a law that allows police to arrest people if they wear masks."),
        ("The board closed the yard.", "The board closed the yard, asking if it could be sold."),
        ("The board closed the yard.", "The board asked if it could be sold and closed the yard."),
        ("The board shut the yard.", "The board closed it, asking if the yard could be sold."),
        ("Russia threatened an attack.", "Russia threatened an attack if the talks fail."),
        ("Karst and Reyes agreed to repair the terminal.", "They agreed to repair the terminal if the council pays."),
        ("Karst asked whether the yard was sold.", "Karst asked whether the yard was sold."),
        ("The council discussed whether to sell the yard.", "The council discussed whether to sell the yard."),
        ("Police raided the yard.", "It is unclear whether the mayor resigned after police raided the yard."),
        ("Reyes resigned.", "Reyes resigned on Monday, as if nothing else was left."),
        ("Karst won the race.", "If the polls are right, Karst won the race by luck."),
        # Beside a doubt.
        ("Police searched the yard.", "Police searched the yard and found no evidence that the mayor took bribes."),
        ("The mayor took bribes.", "There is no doubt that the mayor took bribes."),
        ("The inquiry found no evidence of bribes.", "The inquiry found no evidence of bribes."),
        ("Reyes doubts that the yard was sold.", "Reyes doubts that the yard was sold."),
        # Beside what would have been.
        ("Karst vetoed the law.", "Karst vetoed the law Reyes would have signed."),
        ("The government cancelled the plan.", "The government cancelled the plan that would have closed the yard."),
        ("Karst said the plant would have closed.", "Karst said the plant would have closed."),
        ("Reyes closed the yard.", "Reyes, a docker, had closed the yard by Monday."),
        ("Varnholm must sell the yard.", "Varnholm would have to sell the yard."),
        # Beside a denial.
        ("The mayor denied taking bribes.", "The mayor denied taking bribes."),
        ("The mayor denied the accusation.", "The mayor denied that he took bribes."),
        ("The mayor took bribes.", "The mayor did not deny that he took bribes."),
        ("Police denied entry to lawyers.", "Police denied entry to lawyers."),
        ("The mayor did not take bribes.", "The mayor denied that he took bribes."),
        ("Karst arrested Reyes.", "Karst arrested Reyes, who denied taking bribes."),
        ("Karst flew to Porto in May.", "Karst flew to Porto in May, where he may have met Reyes."),
        ("Police charged Karst.", "Police charged Karst over reports that he stole a ferry."),
    ],
)
def test_what_a_sentence_states_is_asserted(claim: str, sentence: str) -> None:
    assert manner(claim, sentence) is None


def test_one_sentence_that_asserts_is_enough() -> None:
    asked, stated = "Did the mayor take bribes?", "He took bribes for years."
    assert manner("The mayor took bribes.", asked, "Has he taken bribes?") is Unasserted.ASKED
    assert manner("The mayor took bribes.", asked, stated) is None
    assert manner("The mayor took bribes.", asked, "He denied taking bribes.") is Unasserted.DENIED
    assert manner("The mayor took bribes.") is None


def test_conditions_are_read_in_english_only() -> None:
    claim, sentence = "The mayor took bribes.", "If the mayor took bribes, he must go."
    assert manner(claim, sentence, english=False) is None


TEXT = (
    "Mayor Odo Karst visited the port of Orlen on Monday with Governor Ana Reyes and several reporters. {} "
    "The two then spoke with the dockers of the yard about the long strike."
)


def brief(
    sentence: str, summary: str, status: str = "occurred", cites: tuple[int, ...] = (2,), **options: Any
) -> Brief:
    event = {"sentences": list(cites), "summary": summary, "type": "other", "status": status, "when": None,
             "place": None, "agents": ["a1"], "others": [], "main": True}  # fmt: skip
    actor = {"id": "a1", "name": "Odo Karst", "kind": "person", "role": None, "affiliation": None}
    draft = {"actors": [actor], "events": [event], "commitments": [], "headline": "Karst", "summary": "Karst spoke."}
    with ScriptedEndpoint([draft]) as endpoint:
        return summarize(TEXT.format(sentence), base_url=endpoint.base_url, model="fake", profile="large", **options)


@pytest.mark.parametrize("status", ["occurred", "ongoing", "scheduled"])
def test_a_question_becomes_no_event_of_a_brief(status: str) -> None:
    made = brief("Did Karst take bribes?", "Karst took bribes.", status)
    assert made.events == ()
    (dropped,) = [item for item in made.dropped if item.item == "event"]
    assert (dropped.claim, dropped.reason, dropped.sentences) == ("Karst took bribes.", Unasserted.ASKED.value, (2,))


def test_a_question_is_dropped_from_a_brief_in_another_language_too() -> None:
    assert brief("Did Karst take bribes?", "Karst nahm Schmiergeld.", language="de").events == ()
    assert len(brief("Karst took bribes for years.", "Karst nahm Schmiergeld.", language="de").events) == 1


def test_a_condition_becomes_no_event_of_a_brief() -> None:
    made = brief("If Karst took bribes, he must go.", "Karst took bribes.")
    assert made.events == ()
    assert [item.reason for item in made.dropped if item.item == "event"] == [Unasserted.CONDITIONAL.value]


@pytest.mark.parametrize("sentence", ["Karst denied that he took bribes.", "Karst may have taken bribes, Reyes said."])
def test_what_is_denied_or_possible_is_alleged(sentence: str) -> None:
    (event,) = brief(sentence, "Karst took bribes.").events
    assert event.status is Status.ALLEGED


@pytest.mark.parametrize(
    ("sentence", "summary", "status"),
    [
        ("Karst closed the yard, asking if it could be sold.", "Karst closed the yard.", "occurred"),
        ("Karst will close the yard if nobody buys it.", "Karst will close the yard.", "scheduled"),
        ("Karst might close the yard if nobody buys it.", "Karst might close the yard.", "proposed"),
        ("Did Karst take bribes?", "Karst took bribes.", "alleged"),
    ],
)
def test_what_is_stated_keeps_its_event_and_its_status(sentence: str, summary: str, status: str) -> None:
    (event,) = brief(sentence, summary, status).events
    assert event.status == status


def test_a_question_with_an_answer_keeps_its_event() -> None:
    made = brief("Did Karst take bribes? Karst took bribes for years, Reyes said.", "Karst took bribes.", cites=(2, 3))
    assert len(made.events) == 1

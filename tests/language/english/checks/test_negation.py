"""Negation: a claim and its sentences are compared by which words both of them deny."""

from __future__ import annotations

import pytest

from tests.claims import supported

SAME = [
    ("The board will not close the yard.", "The board refused to close the yard."),
    ("The board will not close the yard.", "The board decided against closing the yard."),
    ("The board will not close the yard.", "The board has ruled out closing the yard."),
    ("The board will not close the yard.", "No board of this town will close the yard."),
    ("Karst did not pay.", "Karst failed to pay."),
    ("Karst has not paid.", "Karst has yet to pay."),
    ("Karst was not able to pay.", "Karst was unable to pay."),
    ("Karst did not win the vote.", "Karst lost the vote."),
    ("It is not clear why it sank.", "Why it sank is unclear."),
    ("Karst denied that the port was sold.", "The port was not sold, Karst said."),
    ("Karst denied selling the port.", "Karst denied that he had sold the port."),
    ("Karst denied the reports that he sold the port.", "He never sold the port. Karst denied the reports."),
    ("Reyes does not deny that the port was sold.", "Reyes does not deny that the port was sold by Karst."),
    ("No progress was made on the treaty.", "Little progress, if any, was made on the treaty."),
    ("The reform did not help.", "The reform did nothing to help."),
    ("Karst took no steps against it.", "Karst did not take steps against it."),
    ("Karst has not said why it sank.", "Karst has still not told Varnholm why it sank."),
    ("No fewer than 40 ships left.", "At least 40 ships left."),
    ("Karst said not only ships were lost.", "Karst said that ships were lost, and cars."),
    ("Members of Doctors Without Borders came.", "Doctors Without Borders sent members, who came."),
    ("The gates are closed, and the board will reopen them.", "The gates will not open; the board will reopen them."),
    ("The ban covers Orlen.", "The ban covers Orlen, which is not among those that it spares."),
    ("It is not by chance that the fee was not raised.", "It is no accident the fee was not raised."),
    ("not admit those who have no ticket", "Those who do not have a ticket will not be admitted."),
    ("expel people without a ticket and not admit them",
     "If you have no ticket, you will be expelled and not admitted."),
    ("Orlen did not sign the pact.", "Neither Orlen nor Varnholm signed the pact."),
    ("Varnholm did not sign the pact.", "Neither Orlen nor Varnholm signed the pact."),
    ("Reyes did not meet Karst.", "Reyes met neither Karst nor the envoy."),
    ("Reyes did not call Karst.", "Reyes did not write to Karst, nor did she call Karst."),
    ("The union did not strike or march.", "The union did not strike nor march."),
    ("Karst did not leave.", "Guards stopped Karst from leaving."),
    ("Karst was kept from leaving by guards.", "Guards prevented Karst from leaving."),
    ("Troops left the border.", "Troops left the border, and no shots were fired."),
    ("Karst sold the port.", "Karst refused to sell the yard, but sold the port."),
    ("Orlen's opposition detained the envoy.", "The envoy was detained by the opposition of Orlen."),
    ("Workers leave the port, often by sea.", "As never before, workers leave the port for other towns, often by sea."),
]  # fmt: skip
ADDED = [
    ("The board will not close the yard.", "The board, which did not meet in May, will close the yard."),
    ("Karst never blocked the road.", "Supporters of the opposition blocked the road; Karst led them."),
    ("The envoy was not detained.", "The envoy of the opposition was detained."),
    ("The pact was not signed.", "A week after the pact was signed, the firing did not stop."),
    ("Workers were not moved.", "All workers were moved, to make sure that they were not harmed."),
    ("The leader never issued a decree against the sale.", "The leader issued a decree against the sale."),
    ("Reyes warned against any deal that would not spare Orlen.",
     "Reyes warned against any deal that would spare Orlen."),
    ("Karst denied that the port was not sold.", "The port was not sold, Karst said."),
    ("Karst denied that anyone had not called.", "“Nobody has called,” Karst said."),
    ("The guard is not to gain authority.", "The guard will gain authority over what may endanger a facility."),
    ("Talks will not be held at the end of May.", "Talks will be held at the end of May."),
    ("The coalition is not striking the rebels.", "The coalition strikes the rebels, but lacks troops."),
    ("The leaders may not, Reyes hopes, reach a deal.", "Reyes hopes that the leaders will reach a deal."),
    ("Intelligence never helped the raid.", "“Didn't intelligence help the raid?” he asked."),
    ("Karst did not open talks.", "Karst opened talks while Reyes did not."),
    ("Reyes is not concerned about the sale.", "Reyes is concerned about the sale and is not staying."),
]  # fmt: skip
REMOVED = [
    ("The board will close the yard.", "The board will not close the yard.", "close"),
    ("The board closed the yard.", "The board has never closed the yard.", "closed"),
    ("Karst told reporters why it sank.", "Karst did not tell reporters why it sank.", "why"),
    ("Karst has said why it sank.", "Karst has still not told Varnholm why it sank.", "why"),
    ("The doors are not open, and people should approach the doors.",
     "People should not approach the doors. The doors are not open.", "approach"),
    ("The board pledged to allow the sale.", "A pledge of the board not to allow the sale is known.", "allow"),
    ("The weapons would be developed.", "There is a decree against the development of weapons.", "developed"),
    ("The reports have been released.", "The reports have yet to be released.", "released"),
    ("Sanctions were discussed.", "It is no accident sanctions were not discussed.", "discussed"),
    ("The mayor warned that borders are open and told people not to approach a border.",
     "People should not approach a border. Our borders are not open.", "open"),
    ("admit those who do not have a ticket", "Those who do not have a ticket will not be admitted.", "admit"),
    ("expel those without a ticket and admit them",
     "If you do not have a ticket, you will be expelled and will not be admitted.", "admit"),
    ("consider people who were not sent home or who do not have a case",
     "People who were not sent home or who do not have a case will not be considered.", "consider"),
    ("Troops crossed the border.", "No troops crossed the border, the ministry said.", "troops"),
    ("Members of the council came.", "None of the members of the council came.", "members"),
    ("Reyes resigned.", "Neither Karst nor Reyes resigned.", "reyes"),
    ("The council attended.", "Nobody from the council attended.", "council"),
    ("Karst signed the contract.", "Karst declined to sign the contract.", "signed"),
    ("Karst signed the contract.", "Karst refused to sign the contract.", "signed"),
    ("The airline paid its pilots.", "The airline failed to pay its pilots.", "paid"),
    ("The court reached a verdict.", "The court was unable to reach a verdict.", "reached"),
    ("Lawyers entered the yard.", "Guards prevented lawyers from entering the yard.", "entered"),
    ("The guards reported the fire.", "The guards neglected to report the fire.", "reported"),
    ("Karst will stay, not Reyes, and negotiate terms.", "Karst will not negotiate terms.", "negotiate"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "quote"), SAME)
def test_what_is_denied_in_other_words_is_supported(statement: str, quote: str) -> None:
    found = supported(statement, quote).missing
    assert [part for part in found if part == "negation" or part.endswith("negation")] == []


@pytest.mark.parametrize(("statement", "quote"), ADDED)
def test_a_negation_that_the_sentence_has_of_something_else_is_missing(statement: str, quote: str) -> None:
    assert "negation" in supported(statement, quote).missing


@pytest.mark.parametrize(("statement", "quote", "word"), REMOVED)
def test_what_the_sentence_only_denies_is_contradicted(statement: str, quote: str, word: str) -> None:
    assert f"“{word}” without negation" in supported(statement, quote).missing


@pytest.mark.parametrize("text", sorted({text for pair in [*SAME, *ADDED] for text in pair}))
def test_every_sentence_supports_itself(text: str) -> None:
    assert supported(text.replace("Karst", "He"), text.replace("Karst", "He")).missing == ()

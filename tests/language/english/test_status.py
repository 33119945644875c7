"""Status: what the verb of what is told says of time and of what is real."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import sentences
from summarizer.language.english.events import Reading, read, status_of


def reading(text: str) -> Reading:
    (sentence,) = sentences(text, "en")
    return read(sentence)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        # What has been.
        ("The board closed the yard.", "occurred"),
        ("The board has closed the yard.", "occurred"),
        ("The union accused the board of fraud.", "occurred"),
        ("Karst denied hiding a report.", "occurred"),
        ("Karst committed suicide.", "occurred"),
        ("The board agreed not to close the yard.", "occurred"),
        ("The board has promised not to close the yard.", "occurred"),
        ("The board voted never to close the yard.", "occurred"),
        ("Officials said that the yard was closed.", "occurred"),
        # What goes on.
        ("The board is closing the yard.", "ongoing"),
        ("The board has been closing yards for years.", "ongoing"),
        ("The board continues to close yards.", "ongoing"),
        ("The strike remains in force.", "ongoing"),
        ("Repairs are still under way.", "ongoing"),
        ("The board is already working to build a camp.", "ongoing"),
        ("Officials are trying to close the yard.", "ongoing"),
        ("Dockers have been fighting to keep the yard.", "ongoing"),
        ("Citing the law, the board is closing the yard.", "ongoing"),
        # What is to come.
        ("The board will close the yard.", "scheduled"),
        ("The board is going to close the yard.", "scheduled"),
        ("The board is planning to close the yard.", "scheduled"),
        ("Using money of the state, the board will close the yard.", "scheduled"),
        ("The board is to close the yard.", "scheduled"),
        ("The board is set to close the yard.", "scheduled"),
        ("The board plans to close the yard.", "scheduled"),
        ("The board announced plans to close the yard.", "scheduled"),
        ("Karst said on Monday that the board will close the yard.", "scheduled"),
        ("The forum is scheduled for May.", "scheduled"),
        ("The board was to close the yard on Friday.", "scheduled"),
        ("The ferry was due to leave on Friday.", "scheduled"),
        ("Ana Reyes was expected in Orlen on Friday.", "scheduled"),
        ("The first cuts were expected early in the autumn.", "scheduled"),
        ("A verdict is due by the end of the month.", "scheduled"),
        ("Rain is forecast from Friday.", "scheduled"),
        ("Officials said the ministers were due to meet on Friday.", "scheduled"),
        ("Norway said it would close the yard.", "scheduled"),
        ("Karst is due to address the forum.", "scheduled"),
        # What was planned, and is told because it came to nothing.
        ("The yard had been due to receive a grant this year.", "negated"),
        ("The line had been expected to reopen in May.", "negated"),
        ("The board had planned to close the yard.", "negated"),
        ("Karst was to have opened a museum.", "negated"),
        ("The court was to have heard the dispute.", "negated"),
        ("The fair that was planned for Monday will not now go ahead.", "negated"),
        ("A fair in Orlen will not take place.", "negated"),
        ("The fair was to have a new hall.", "scheduled"),
        ("A hearing was to be held on Monday but was adjourned.", "negated"),
        ("Karst was due in Orlen on Monday but has cancelled the trip.", "negated"),
        ("The check was supposed to end in May but went on.", "negated"),
        ("The delay is due to the strike.", "occurred"),
        ("The delay was due to storms.", "occurred"),
        ("The rise was expected by analysts.", "occurred"),
        ("The yard was set on fire.", "occurred"),
        # What may be.
        ("Norway said it hoped to sell the yard.", "proposed"),
        ("Norway said it would close the yard if the strike went on.", "proposed"),
        ("Norway said the strike would require patience.", "proposed"),
        ("The board may close the yard.", "proposed"),
        ("The board could close the yard.", "proposed"),
        ("The board would close the yard.", "proposed"),
        ("The board hopes to close the yard.", "proposed"),
        ("The board is considering a sale.", "proposed"),
        ("Officials said that the yard might close.", "proposed"),
        ("Officials said the yard might close.", "proposed"),
        ("The board intends to close the yard.", "proposed"),
        ("The sale is likely to add to its losses.", "proposed"),
        ("The sale of the Orlen-based yard is unlikely to help.", "proposed"),
        ("The check is supposed to be made by the police.", "proposed"),
        # What has not been.
        ("The board did not close the yard.", "negated"),
        ("The board didn’t close the yard.", "negated"),
        ("The board has not closed the yard.", "negated"),
        ("The board has yet to close the yard.", "negated"),
        ("The board never closed the yard.", "negated"),
        ("The board has never closed a yard.", "negated"),
        ("The board cannot close the yard.", "negated"),
        ("The board can’t close the yard.", "negated"),
        ("No group has claimed the attack.", "negated"),
        ("The board has given no reason.", "negated"),
        ("Karst could get no answer.", "negated"),
        # What somebody said is not so, or will not be, has been said.
        ("Officials said the yard had not been closed.", "occurred"),
        ("Karst told the board that he doesn’t see a way out.", "occurred"),
        ("Karst said that nobody was hurt.", "occurred"),
        ("The board said it will not close the yard.", "occurred"),
        ("Karst said he never signed.", "occurred"),
        ("The board said it would not close the yard.", "occurred"),
        ("The union, which has 4,200 members, said no talks are scheduled.", "occurred"),
        ("But commanders of the Orlen guard warn that Varn, a city of dockers, will be a hard fight.", "occurred"),
        ("At the fair, the mayor of Orlen, Odo Karst, who is visiting Varn, said no.", "occurred"),
        ("The board had no fewer than nine ships.", "occurred"),
        # What is only said.
        ("The board reportedly closed the yard.", "alleged"),
        ("The board allegedly hid a report.", "alleged"),
        ("Karst is accused of hiding a report.", "alleged"),
        ("Karst is alleged to have hidden a report.", "alleged"),
        ("She claimed that the board hid a report.", "alleged"),
        ("Karst claims he was hurt.", "alleged"),
        ("Karst claimed Moe was a volunteer.", "alleged"),
        ("Karst claimed responsibility for the fire.", "occurred"),
        ("There were reports of a fire.", "alleged"),
        ("There have been reports of clashes.", "alleged"),
        ("Karst resigned after the press raised allegations that he hid a report.", "alleged"),
        ("Nine dockers were hurt in a fire, which was reportedly set by a guard.", "occurred"),
        ("Odo Karst was summoned amid allegations that the board hid a report.", "occurred"),
        ("Odo Karst resigned on Monday after he allegedly hid a report.", "occurred"),
        ("A docker died in May after allegedly being pushed.", "occurred"),
        ("The board met in Orlen, where Karst claimed the yard was sold.", "occurred"),
        ("The board was questioned after reports raised allegations that Karst hid a sum.", "alleged"),
        ("Odo Karst, who was reportedly hurt, left the yard.", "alleged"),
        # What goes on.
        ("The yard is being hampered by the strike.", "ongoing"),
        ("Karst has served as chief of the yard since 2020.", "ongoing"),
        ("Karst has been held since Monday.", "ongoing"),
        ("Karst has closed nine yards since 2020.", "occurred"),
        # What somebody complained of or played down: this he did.
        ("Karst downplayed reports of a fire.", "occurred"),
        ("Karst complained that the board hid a report.", "occurred"),
        ("Karst dismissed the allegations.", "occurred"),
        ("The board is part of the ministry.", "occurred"),
    ],
)
def test_the_verb_of_what_is_told_gives_the_status(sentence: str, status: str) -> None:
    assert status_of(reading(sentence)) == status


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Karst said “the board will never close the yard” on Monday.", "occurred"),
        ("“They allegedly hid a report,” Karst said.", "occurred"),
        ("The union wrote: “The board reportedly sold the yard.”", "occurred"),
    ],
)
def test_what_a_quotation_says_is_not_what_the_sentence_says(sentence: str, status: str) -> None:
    assert status_of(reading(sentence)) == status

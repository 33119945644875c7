"""Events: the statement is the article's own words, only reports are events, and the verb tells the status."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import Sentence, sentences
from summarizer.language.english.events import (
    Reading,
    follows_another,
    is_caption,
    is_report,
    read,
    status_of,
    type_of,
)


def reading(sentence: str) -> Reading:
    return read(Sentence(1, 0, len(sentence), sentence))


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("The board closed the yard.", "The board closed the yard."),
        ("- Two ferries will be sold in May.", "Two ferries will be sold in May."),
        ("• Two ferries will be sold in May.", "Two ferries will be sold in May."),
        ("PORT ORLEN — The board closed the yard.", "The board closed the yard."),
        ("ORLEN (Post) - The board closed the yard.", "The board closed the yard."),
        ("(Orlen Post)-The board closed the yard.", "The board closed the yard."),
        ("January 28, 2026 The board closed the yard.", "The board closed the yard."),
        ("Wednesday, January 28, 2026 The board closed the yard.", "The board closed the yard."),
        ("Response-In May the board closed the yard.", "In May the board closed the yard."),
        ("What happens next-In May the yard will reopen.", "In May the yard will reopen."),
        ("Protests-“The board closed the yard,” Karst said.", "“The board closed the yard,” Karst said."),
        ("” The board closed the yard on Monday.", "The board closed the yard on Monday."),
        ("The board closed the yard. Image: Odo Karst", "The board closed the yard."),
        ("The board closed a yard in the U.S. Photo: Odo Karst / Port Press", "The board closed a yard in the U.S."),
        # A caption that ends with its place or date, glued on.
        ("Bodies are seen at the mosque in Conakry, Guinea-Ida Moe warns of a war.", "Ida Moe warns of a war."),
        ("Dockers shout in a street of Lima, Peru-The board closed the yard.", "The board closed the yard."),
        ("Mourners carry a coffin, May 26, 2012-In Orlen, police shot a man.", "In Orlen, police shot a man."),
        ("Dockers stand at a gate, Jan. 7, 2026-“We will stay,” Karst said.", "“We will stay,” Karst said."),
        ("” Thorny issues remain-The board closed the yard.", "The board closed the yard."),
        # What looks like a heading, a caption or a dateline and is none.
        ("The pro-European party won the vote.", "The pro-European party won the vote."),
        ("Karst and the pro-European party won the vote.", "Karst and the pro-European party won the vote."),
        ("Anglo-Dutch investors bought the yard.", "Anglo-Dutch investors bought the yard."),
        ("Al-Orlen fighters took the yard.", "Al-Orlen fighters took the yard."),
        ("The yard - once the largest - closed in May.", "The yard - once the largest - closed in May."),
        ("On January 28, 2026 the board closed the yard.", "On January 28, 2026 the board closed the yard."),
    ],
)  # fmt: skip
def test_bullets_datelines_headings_and_credits_are_no_part_of_the_statement(sentence: str, statement: str) -> None:
    made = reading(sentence)
    assert made.text == statement
    assert sentence[made.statement.start : made.statement.end] == statement


@pytest.mark.parametrize(
    "sentence",
    [
        "The board spoke of war, Israel-Hamas talks and the yard.",
        "In its oldest yard, Mexico-United States talks will open.",
        "The board of the yard met, Rolls-Royce engineers said.",
        "The board met in Orlen, Ana Reyes-Moe and Karst said.",
        "The board met in Orlen, Norway-based experts said.",
    ],
)
def test_a_hyphen_in_a_name_glues_nothing(sentence: str) -> None:
    assert reading(sentence).text == sentence


def test_a_statement_is_the_article_verbatim_wherever_it_stands() -> None:
    text = (
        "ORLEN — The board closed the yard on Monday.\n\n• Two ferries   will be sold in May.\n"
        "🚢 Odo Karst said “we will fight”. It rained."
    )
    made = [read(sentence).statement for sentence in sentences(text, "en")]
    assert len(made) == 4
    assert all(text[statement.start : statement.end] == statement.quote for statement in made)


@pytest.mark.parametrize(
    "sentence",
    [
        "Has the board closed the yard?",
        "The board’s plans include:",
        "FILE - Odo Karst speaks to dockers in Port Orlen on May 2, 2024.",
        "Photo: The board closed the yard on Monday.",
        "Read more: The board closed the yard on Monday.",
        "By Ana Reyes, Orlen Post.",
        "Board Closes Yard in Port Orlen",
        "Ana Reyes, Orlen Post",
        "If the board closes the yard, ferries will stop.",
        "Unless the board pays, ferries will stop.",
        "Could the board close the yard.",
        "“We will never leave the yard, whatever it costs.”",
        "Ida Moe and Odo Karst contributed to this report from Orlen.",
        "On this day of rest, let us thank the dockers of Orlen.",
        "Watch the video | Share | Print the story now.",
        # The text of a post, which does not tell whose it is.
        "The number of dockers without work in #Orlen has risen to 300.",
        "Pleased crowds met @KarstOrlen today at the yard.",
        "Dockers in #Orlen and #Varn need food.",
    ],
)
def test_what_reports_nothing_is_no_report(sentence: str) -> None:
    assert not is_report(reading(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The board closed the yard.",
        "“The yard will close,” said Governor Odo Karst.",
        "Karst asked the board “who will pay?” and left.",
        "The board closed the yard (the largest in Orlen).",
        "Opened in 1970, the yard closed on Monday.",
        "The board closed the yard on Monday;",
        "“It is the end,” said Karst, who called the board “blind.”",
        "More ferries than in May left the yard.",
        "Not only Orlen closed its yard.",
        "Nowhere does the board pay more than in Varn.",
        "The hashtag #SaveTheYard was used by 300 dockers.",
        "A movement, #SaveTheYard, grew in Orlen.",
        "The board said #Orlen had no yard.",
        "The mayor tweeted from his @KarstOrlen account that the yard will close.",
        "Karst called it “the end of #Orlen” and left.",
        "The #2 yard of Orlen closed.",
    ],
)
def test_a_sentence_that_tells_something_is_a_report(sentence: str) -> None:
    assert is_report(reading(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        # Captions: who stands where, or the photo's full date.
        "Mayor Odo Karst, left, greets dockers before a rally in Port Orlen.",
        "Ana Reyes, second from right, waves to a crowd in Orlen.",
        "Dockers including Ida Moe, center right in yellow jacket, march in Orlen.",
        "Women carry water in the camp near Orlen, Jan. 21, 2026.",
        "A guard stands at the gate of the yard, in Orlen, January 14, 2026.",
        "Dockers from Orlen are seen at the gate, Tuesday, Jan. 20, 2026.",
        "A docker holds a sign at the gate in Orlen, Tuesday Jan. 20, 2026.",
        # Names and offices without a verb.
        "Ida Moe, of Larvik, to be Judge for the District of Larvik, vice Odo Karst, retired.",
        "Tom Hale, of Orlen, to be Harbour Master for a term of four years, vice Ida Moe, resigned.",
        "Odo Karst, of Orlen, for the term expiring May 4, 2030, vice Tom Hale, term expired.",
        "Ida Moe, a leading lawyer who has been nominated to become the first judge of Orlen.",
        "Odo Karst, the mayor of Orlen who was shot in May.",
        # A clause that ends before its subject comes.
        "Recognizing the consensus that 44 ports expressed in May,",
        "Recalling the vote of the board and the losses the yard has made in all these years,",
        # The remains of HTML.
        "The yards of the 21<sup>st</sup> century were built here.",
        "The board closed the yard.<br />It sold two ferries.",
    ],
)
def test_captions_appointments_and_scraps_are_no_sentences(sentence: str) -> None:
    assert not is_report(reading(sentence))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("FILE - Odo Karst speaks to dockers in Port Orlen on May 2, 2024.", True),
        ("Women carry water in the camp near Orlen, Jan. 21, 2026.", True),
        ("Women carried water to the camp near Orlen on Jan. 21, 2026.", False),
    ],
)
def test_a_caption_is_about_nobody_whom_a_pronoun_may_mean(sentence: str, expected: bool) -> None:
    assert is_caption(reading(sentence)) is expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Odo Karst, 52, left the yard on Monday.",
        "In 2007, Karst left the yard, right after the vote.",
        "Karst leads the party of the center right, which won the vote.",
        "The board closed the yard on May 2, 2026.",
        "Police arrested five men in Orlen on Sunday, May 3, 2026.",
        "Officials opened the new bridge in Orlen on Monday, January 5, 2026.",
        "The treaty was signed in Orlen, May 2, 2026.",
        "Karst had sold the yard in Orlen, January 14, 2026.",
        "The ship will leave Orlen, January 31, 2026.",
        "Karst, of Orlen, wants Ida Moe to be judge.",
        "Ida Moe, a lawyer who was shot in May, has left Orlen.",
        "Odo Karst, the mayor, named a judge who was shot in May.",
        "Chang Moe, an economist of the bank said that it is lost.",
        "Ida Moe, of Larvik, was named to be judge, vice Odo Karst.",
        "The board nominated Ida Moe, of Larvik, to be judge.",
        "The board closed the yard,",
        "Profits rose to 5 < 6 million euros, the board said.",
    ],
)
def test_what_looks_like_a_caption_or_a_scrap_and_tells_something_is_a_report(sentence: str) -> None:
    assert is_report(reading(sentence))


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


@pytest.mark.parametrize(
    ("sentence", "type"),
    [
        ("Ana Reyes met Odo Karst in Orlen.", "meeting"),
        ("Ana Reyes will meet Odo Karst in Orlen.", "meeting"),
        ("The board held talks with the union.", "meeting"),
        ("Ana Reyes is scheduled to visit Norway.", "visit"),
        ("Ana Reyes arrived in Orlen on Monday.", "visit"),
        ("Ana Reyes spoke by telephone with Odo Karst.", "meeting"),
        ("Ana Reyes and Odo Karst spoke on Monday.", "meeting"),
        ("Ana Reyes also spoke about the yard.", "other"),
        ("The union talked of a strike.", "other"),
        ("Karst spoke out against the plan.", "other"),
        ("Karst spoke in favour of the plan.", "other"),
        ("The board closed the yard.", "other"),
        ("The plan met with resistance.", "other"),
        ("Karst was met by dockers.", "other"),
        ("Talks on the meeting were held up.", "other"),
        ("Where they met, nobody knows.", "other"),
    ],
)
def test_a_type_is_given_only_where_the_verb_leaves_no_doubt(sentence: str, type: str) -> None:
    assert type_of(reading(sentence)) == type


@pytest.mark.parametrize(
    ("sentence", "follows"),
    [
        ("He left.", True),
        ("“They lied,” Karst said.", True),
        ("This closed the yard.", True),
        ("But the board met.", True),
        ("Her office declined to comment.", True),
        ("Hermann left.", False),
        ("The board met.", False),
        ("The mayor later let the crew into the port.", True),
        ("Karst was later arrested.", True),
        ("Reyes then left Orlen.", True),
        ("The board will subsequently sell the yard.", True),
        ("The two sides will meet later this month.", False),
        ("The then mayor left.", False),
        ("Two hours later the yard burned down.", True),
    ],
)
def test_a_statement_that_needs_the_one_before_is_known(sentence: str, follows: bool) -> None:
    assert follows_another(reading(sentence)) is follows


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("Ana Reyes, of Porto, to be judge of the harbour court of Orlen.", False),  # no verb
        ("Two new ferries for the coast, at last.", False),
        ("Odo Karst, governor of Orlen, for the third time.", False),
        ("A proven commitment to the harbour of Orlen.", False),  # a participle, an infinitive
        ("The means to work in the harbour and to build a team.", False),
        ("Let us add a yard to the harbour of Orlen.", False),
        ("The wounded said that the yard was closed.", True),
        ("Ana Reyes of Porto has become a judge of the harbour court.", True),
        ("I am proud to announce that the yard will open in May.", False),  # in somebody's own voice
        ("Today my government has opened the yard of Orlen.", False),
        ("The council has told me that the yard will open.", False),
        ("Karst said that “I will go to my house” and left the yard.", True),
        ("We have opened the yard together with Norway.", False),
        ("Norway and Finland opened our yard on Monday.", False),
        ("The board asked us to leave the harbour of Orlen.", False),
        ("Norway and Finland opened “our yard” on Monday.", True),
        ("The US asked Norway to open the yard on Monday.", True),
    ],
)
def test_a_report_has_a_verb_and_is_in_nobodys_own_voice(text: str, reports: bool) -> None:
    assert is_report(read(Sentence(number=1, start=0, end=len(text), text=text))) is reports


@pytest.mark.parametrize("text", ["I have opened the yard of Orlen.", "Norway opened our yard on Monday."])
def test_a_text_whose_voice_is_told_may_speak_of_itself(text: str) -> None:
    assert is_report(read(Sentence(number=1, start=0, end=len(text), text=text)), attributed=True)


def test_a_heading_with_a_hyphen_is_not_glued_to_the_sentence() -> None:
    text = "Anti-crisis coalition-Following the call, Odo Karst praised the talks."
    assert read(Sentence(number=1, start=0, end=len(text), text=text)).text.startswith("Following the call")

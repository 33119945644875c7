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

"""What stands before and behind the words of a sentence: headings, datelines and captions, and what only looks so."""

from __future__ import annotations

import pytest

from summarizer.language.english.headings import beginning, ending


def statement(text: str) -> str:
    start = beginning(text)
    return text[start : ending(text, start)]


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("Investigation", "Karst said it was looking into the fire."),
        ("Reconciliation", "Orlen has closed the yard on Monday."),
        ("Risk for markets", "Orlen’s ministry closed the yard on Monday."),
        ("Test of strength", "Karst's coalition closed the yard on Monday."),
        ("Iran deal", "Karst didn’t close the yard on Monday."),
        ("Counter march", "Karst had closed the yard on Monday."),
        ("Western coalition", "The board closed the yard on Monday."),
        ("Thorny issues remain", "But the board closed the yard on Monday."),
        ("Talks on the yard", "In May the board closed the yard."),
        ("Dockers march", "“The yard is closed,” Karst said on Monday."),
        ("Engagement", "He closed the yard of Orlen on Monday."),
        ("Bills proposed", "These bills closed the yard of Orlen."),
        ("Slow progress", "Even those who closed the yard want it back."),
        ("What comes next", "When the yard is closed, two ferries will be sold."),
        ("Orlen-IMF talks", "A board of the yard closed it on Monday."),
        ("Appeal to Karst", "Through his lawyers, Moe appealed to Karst."),
        ("Jobs For All", "The board closed the yard on Monday."),
        ("Anti-IS coalition", "Following the call, the board closed the yard."),
        ("Cease-fire", "The board closed the yard on Monday."),
    ],
)
def test_a_sub_heading_before_what_surely_begins_a_sentence_is_cut(heading: str, sentence: str) -> None:
    assert statement(f"{heading}-{sentence}") == sentence


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("Disaster relief", "Money for the yard came from Orlen."),
        ("Dockers need help", "Norwegian ferries have brought bread to Orlen."),
        ("Port Orlen, Norway strikes", "Tuesday in Orlen, a film showed two men at the yard."),
        ("Old rivalry", "Tensions between Orlen and Varn have grown."),
        ("Director dismissed", "Odo Karst, the director of the yard, was dismissed on Monday."),
        ("Sign of weakness", "Karst has sold two ferries since May."),
        ("Roots of instability", "Orlen has had five mayors since May."),
        ("Karst's answer", "Norwegian dockers closed the yard on Monday."),
        ("No ships nearby", "Harbour spokesman Odo Karst said there were none."),
        ("Tough work ahead", "Dockers from Orlen have begun to build a ship."),
        ("Humanitarian aid", "U.S. officials say that the yard is clean."),
    ],
)
def test_a_sub_heading_that_ends_with_a_common_noun_or_participle_is_cut_before_a_name(
    heading: str, sentence: str
) -> None:
    assert statement(f"{heading}-{sentence}") == sentence


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("More protests -", "Demonstrations have been held at the yard."),
        ("Generous donor -", "Norway pays for the yard of Orlen."),
        ("Observers -", "A team of U.N. observers came to Orlen."),
        ("Reaction to Karst -", "Moe said that the yard would close."),
        ("‘Foreign agents’-", "Norwegian prosecutors closed the yard."),
        ("“Shame on you”-", "Karst left the yard of Orlen on Monday."),
        ("These are the events of the week:-", "Karst left the yard on Monday."),
        ("April 4, 2025-", "One of the ferries left the yard on Monday."),
        ("April 4, 2025 -", "Moe sold two of the ferries on Friday."),
        ("(I. Moe/Post)-", "“The yard is closed,” Karst said on Monday."),
    ],
)
def test_what_ends_with_a_mark_a_date_or_a_blank_before_the_hyphen_is_cut(heading: str, sentence: str) -> None:
    assert statement(f"{heading}{sentence}") == sentence


@pytest.mark.parametrize(
    ("sentence", "caption"),
    [
        ("The board calls this absurd.", " FILE - Officers escort a man in Orlen, Oct. 16, 2025."),
        ("Karst spoke of yards throughout the U.S.", "-FILE - Mayor Odo Karst answers questions in Orlen."),
        ("“It is absurd,” said Karst, “and wrong.”", " FILE - Odo Karst speaks in Orlen, May 2, 2025."),
        ("The board closed the yard of Orlen.", " FILE – The yard of Orlen in May 2025."),
    ],
)
def test_a_caption_behind_a_sentence_is_cut(sentence: str, caption: str) -> None:
    assert statement(sentence + caption) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Thousands of ultra-Orthodox Jews protested in Orlen.",
        "Many in sub-Saharan Africa lost their work in May.",
        "Operators of cross-Channel ferries sold two ships.",
        "Two neo-Nazi groups marched through Orlen on Monday.",
        "The pan-European party won the vote in Orlen.",
        "The mainly-Kurdish town was taken on Monday.",
        "Leaders of the predominantly-Muslim region met in Orlen.",
        "A half-Norwegian crew took the ferry to Orlen.",
        "Two once-Soviet yards were closed on Monday.",
        "Talks on intra-African trade opened in Orlen.",
        "Some of the ultra-Orthodox have left the coalition.",
        "Dockers at trans-Atlantic ports went on strike.",
        "Many foo-Orlen fans left the ground on Monday.",
        "Foo-Orlen fans left the ground on Monday.",
        "Angry foo-Orlen fans left the ground on Monday.",
        "Fans of petro-Orlen money left the ground on Monday.",
        "Sixteen dockers were hurt in one attack in al-Orlen, where dockers marched.",
        "Colombian government-FARC talks began in Orlen.",
        "Western coalition-Houthi fighting went on in May.",
        "Some rebel-Karst talks began on Monday.",
        "The Franco-German plan was dropped on Monday.",
        "Russian-Ukrainian talks opened in Orlen on Monday.",
        "U.S.-Japan relations are at their best since May.",
        "Israeli-Palestinian talks opened in Orlen on Monday.",
        "A Trump-Putin meeting was held in Orlen on Monday.",
        "Trump-Putin talks were held in Orlen on Monday.",
        "Rolls-Royce closed the yard of Orlen on Monday.",
        "Secretary-General Ida Moe closed the yard on Monday.",
        "Anti-IS fighters closed the yard of Orlen on Monday.",
        "The anti-US march began in Orlen on Monday.",
        "Hepatitis-A cases rose in Orlen in the last week.",
        "Stratford-On-Avon has sold the last of its ferries.",
        "April-May sales of the yard rose by two percent.",
        "Lashkar-e-Orlen fighters attacked the yard on Monday.",
        "The yard -which is the oldest- was closed on Monday.",
        "The yard -Karst’s oldest - was closed on Monday.",
        "File -Prisoners at the yard of Orlen closed the gate.",
        "OVD-Info closed its office in Orlen on Monday.",
        "Araceli Moe-Karst was named to be judge on Monday.",
        "The United States-Norway treaty was signed on Monday.",
    ],
)
def test_a_compound_or_an_aside_is_no_sub_heading(sentence: str) -> None:
    assert statement(sentence) == sentence


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("In addition, ", "Karst closed the yard of Orlen on Monday."),
        ("Additionally, ", "Karst closed the yard of Orlen on Monday."),
        ("Moreover, ", "Karst closed the yard of Orlen on Monday."),
        ("For one, ", "Norway has sold two of the ferries since May."),
        ("", "In addition, the board closed the yard of Orlen."),
        ("", "In addition to Karst, the board dismissed two dockers."),
        ("", "As a result, Karst closed the yard of Orlen on Monday."),
        ("", "Instead, Karst closed the yard of Orlen on Monday."),
    ],
)
def test_a_link_of_addition_is_cut_before_a_name(link: str, sentence: str) -> None:
    assert statement(link + sentence) == sentence


@pytest.mark.parametrize(
    ("dateline", "sentence"),
    [
        ("ORLEN — ", "The board closed the yard on Monday."),
        ("ORLEN, Nov 24 — ", "At least 31 dockers left the yard."),
        ("PORT ORLEN, June 17 (Post) - ", "The board closed the yard on Monday."),
        ("ORLEN, 2 November 2026 (Post) – ", "The yard will reopen on Monday."),
        ("ORLEN, Norway (Post) — ", "The board closed the yard on Monday."),
        ("ORLEN, Nor. -- ", "The board closed the yard on Monday."),
        ("ORLEN/VARN, Nov. 3 (Post) - ", "The board closed the yard on Monday."),
        ("Sept 1 (Post) - ", "The board closed the yard on Monday."),
        ("(Post) - ", "Orlen’s board closed the yard on Monday."),
        ("Port Orlen (Post) – ", "The board closed the yard on Monday."),
        ("Orlen, Norway — ", "The board closed the yard on Monday."),
        ("Orlen, 24 November 2026 (Daily Post) — ", "The board closed the yard on Monday."),
        ("PORT ORLEN, NORWAY — ", "U.S. dockers closed the yard on Monday."),
        ("ORLEN (Post) – ", "“The yard is closed,” Karst said on Monday."),
        ("ST. ORLEN - ", "12 dockers closed the yard on Monday."),
        ("ORLEN -- ", '"The yard is closed," Karst said on Monday.'),
        ("ORLEN, NORWAY — ", "A fire closed the yard on Monday."),
        ("THE HAGUE — ", "‘The yard is closed,’ Karst said on Monday."),
        ("NEW ORLEN – ", "Karst closed the yard on Monday."),
        ("ORLEN-VARN — ", "Two men closed the yard on Monday."),
        ("D’ORLEN — ", "On Monday the board closed the yard."),
    ],
)
def test_a_dateline_is_cut(dateline: str, sentence: str) -> None:
    assert statement(dateline + sentence) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "UNICEF — the U.N. children’s agency — sent ten trucks to Orlen.",
        "Orlen – Norway’s port – closed its yard on Monday.",
        "Karst, Moe and Reyes (all of Orlen) - the board - closed the yard.",
        "NATO – which has no army of its own – sent two ships to Orlen.",
        "UNESCO - an agency of the U.N. - closed its office in Orlen.",
        "OPEC — whose members met in Orlen — cut its output on Monday.",
        "ASEAN -- founded in 1967 -- opened an office in Orlen.",
        "FIFA — under a new head — banned the club of Orlen.",
        "NASA — not the board — will pay for the yard in Orlen.",
        "USAID — now closed — had paid for the yard in Orlen.",
        "IAEA – the watchdog – found no uranium at the yard.",
        "AMISOM — with ten ships — took the port of Orlen.",
    ],
)
def test_an_aside_behind_a_name_in_capitals_is_no_end_of_a_dateline(sentence: str) -> None:
    assert statement(sentence) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Ida Moe Lund, a smith of Orlen, said the yard will reopen.",
        "Ida Moe told the board on Monday that the yard will reopen.",
    ],
)
def test_a_whole_clause_before_that_of_a_full_name_is_cut(sentence: str) -> None:
    assert statement(f"Dozens of dockers were hurt in the storm-{sentence}") == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Opposition-Karst talks on the yard had failed by Monday.",
        "The board of the yard said the government-Ida Moe talks failed on Monday.",  # a compound of two sides
        "Dockers were told that the anti-Ida Moe march was called off on Monday.",
        "A strong and pro-Ida Moe crowd was seen at the yard on Monday.",
        "The mayor of Orlen-Ida Moe Lund, a smith, won the vote on Monday.",  # nothing happens before it
    ],
)
def test_a_compound_with_a_full_name_is_none(sentence: str) -> None:
    assert statement(sentence) == sentence

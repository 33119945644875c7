"""Names: titles cut, fullest forms found, kinds told by form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.language.abbreviations import parenthesised
from summarizer.language.kinds import kind_of
from summarizer.language.names import (
    Titled,
    fullest,
    is_country,
    is_nominal,
    split_title,
    with_generation,
)
from summarizer.language.naming import brief_name, is_surname_of, without_owner
from summarizer.language.roles import title_after, title_before
from summarizer.schema import ActorKind


@pytest.mark.parametrize(
    ("given", "name", "title"),
    [
        ("External Affairs Minister S Jaishankar", "S Jaishankar", "External Affairs Minister"),
        ("US Secretary of State Marco Rubio", "Marco Rubio", "US Secretary of State"),
        ("US Ambassador to India Sergio Gor", "Sergio Gor", "US Ambassador to India"),
        ("Vice President Yemi Osinbajo of Nigeria", "Yemi Osinbajo", "Vice President"),
        ("Secretary Rubio", "Rubio", "Secretary"),
        ("Governor  Odo\nKarst  of Orlen", "Odo Karst", "Governor"),
        ("the Ministry of Health", "Ministry of Health", None),
        ("Minister for Railways and Information Technology", "Minister for Railways and Information Technology", None),
        ("@USAmb Sergio Gor", "Sergio Gor", None),
        ("sources", "sources", None),
        ("Secretary of the Navy Odo Karst", "Odo Karst", "Secretary of the Navy"),
        ("Ambassador to Panama Ida Moe Lund", "Ida Moe Lund", "Ambassador to Panama"),
        ("Under Secretary for Natural Resources Ida Moe", "Ida Moe", "Under Secretary for Natural Resources"),
        ("Ambassador-at-Large Ida Moe", "Ida Moe", "Ambassador-at-Large"),
        ("Student Tom Reyes", "Tom Reyes", "Student"),
        ("Analyst Ida Moe", "Ida Moe", "Analyst"),
        ("Victor Karst", "Victor Karst", None),
        ("Vincent Moe", "Vincent Moe", None),
        ("Officer of the Larvik Safety Patrol", "Officer of the Larvik Safety Patrol", None),
        ("MINISTER OF", "OF", "MINISTER"),
        ("Minister Karst , Jr. Odo Moe", "Karst Odo Moe", "Minister"),
        ("Minister And", "And", "Minister"),
        ("Secretary of Defense Ash Carter", "Ash Carter", "Secretary of Defense"),
        ("Police Superintendent Ana Reyes", "Ana Reyes", "Police Superintendent"),
        ("Citizen Protection Rosa Varn Moe", "Rosa Varn Moe", None),
        ("Walter Russell Meade", "Walter Russell Meade", None),
        ("Iranian Television IRINN", "Iranian Television IRINN", None),
    ],
)
def test_titles_are_cut_off_names(given: str, name: str, title: str | None) -> None:
    assert (split_title(given).name, split_title(given).title) == (name, title)


WORDS = (
    "Minister Secretary Voter General of OF the THE And for For Ida Moe M. al-Moe Karst’s Orlen Norway "
    "Norwegian Kenyans Administration Protection President Mr. Jr. , ’s @x 20 “ [ to Admiral-at-Large officials ;"
).split()


@pytest.mark.parametrize(
    ("name", "bare", "title"),
    [
        ("Striker Odo Drask", "Odo Drask", "Striker"),
        ("Midfielder Jean-Luc D'Orlen", "Jean-Luc D'Orlen", "Midfielder"),
        ("Chief Executive Ida van Moe", "Ida van Moe", "Chief Executive"),
        ("Chief Constable Moe", "Moe", "Chief Constable"),
        ("Det Ch Insp Ida Moe", "Ida Moe", "Det Ch Insp"),
        ("Superintendent of Police Ida Moe", "Ida Moe", "Superintendent of Police"),
        ("Sen. Ida Moe", "Ida Moe", "Sen."),
        ("Ida Moe KC", "Ida Moe", None),
        ("Rival Varn Microsystems", "Varn Microsystems", None),
        ("Chipmaker Varnex", "Varnex", None),
        ("Retailer Varn & Orlen", "Varn & Orlen", None),
        ("Co-author Odo van Drask", "Odo van Drask", "Co-author"),
        # Given names and surnames that are nouns for people too.
        ("Walter Odo Moe", "Walter Odo Moe", None),
        ("King Salman bin Drask", "Salman bin Drask", "King"),
        ("Christian Odo Moe", "Christian Odo Moe", None),
        ("Captain Parker Moe", "Parker Moe", "Captain"),
        ("Hunter Moe", "Hunter Moe", None),
    ],
)
def test_a_noun_for_people_before_a_name_is_no_part_of_it(name: str, bare: str, title: str | None) -> None:
    assert split_title(name) == Titled(bare, title)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join))
def test_whatever_a_model_calls_a_name_has_one(words: str) -> None:
    titled = split_title(words)
    assert all(part in words for part in (titled.name.split() + (titled.title or "").split()))


def test_the_fullest_form_of_a_surname_is_taken_from_the_text() -> None:
    text = "U.S. Secretary of State John Kerry spoke. Kerry left. Later President Kerry-Smith came."
    assert fullest("Kerry", text) == "John Kerry"
    assert fullest("Bessent", text) == "Bessent"


def test_the_capitals_of_a_headline_make_no_name() -> None:
    headline = "Iraqi Official Declares Mosul 'Fully Liberated'"
    assert fullest("Mosul", f"{headline}\nForces entered Mosul.") == "Mosul"
    assert fullest("Reyes", "Minister Ana Reyes\nReyes spoke.") == "Ana Reyes", "a byline is no headline"
    one_line = "The minister, Ana Reyes, spoke. " * 3
    assert fullest("Reyes", f"{one_line}\n{headline}") == "Ana Reyes", "a line of prose is none"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Turkey", "We want a 21st Century Turkey"),
        ("Boeing", "A Nineteenth Century Boeing"),
        ("Boeing", "The 747 Jumbo Boeing"),
        ("Qatar", "It was the 22nd World Cup Qatar"),
        ("Turkey", "It is the G20 Turkey meeting"),
        ("Ukraine", "It is the 2024 Ukraine summit"),
        ("Airbus", "The First Airbus"),
        ("Apple", "Two Apple stores"),
        ("England", "Then England scored"),
        ("Russia", "Today Russia left"),
        ("Boeing", "However Boeing left"),
        ("Orlen", "Although Orlen lost"),
        ("Kyiv", "Tomorrow Kyiv votes"),
        ("Chelsea", "Once Chelsea led"),
        ("Hamas", "Whether Hamas agrees"),
        ("Boeing", "This Boeing left"),
        ("Tesla", "Former Tesla workers"),
        ("Kremlin", "A Kremlin statement"),
        ("Kremlin", "The Kremlin left"),
        ("Nato", "An Nato ship"),
    ],
)
def test_a_number_an_opener_or_an_article_is_no_given_name(name: str, said: str) -> None:
    assert fullest(name, f"It rained there. {said} and so on. Nobody saw {name} at all.") == name


@pytest.mark.parametrize(
    "said", ["Meanwhile John Kerry left", "Then John Kerry left", "Yesterday Secretary John Kerry left"]
)
def test_behind_an_opener_a_given_name_is_found(said: str) -> None:
    assert fullest("Kerry", f"It rained there. {said}.") == "John Kerry"


def test_given_names_and_places_that_look_like_openers_are_kept() -> None:
    assert fullest("Smith", "Will Smith left.") == "Will Smith"
    assert fullest("York", "They met in New York on Sunday.") == "New York"


def test_titles_before_and_after_a_name() -> None:
    text = "Meanwhile, US Ambassador to India Sergio Gor met John Burrows, the chairman of the panel, on Monday."
    assert title_before(text, text.index("Sergio")) == "US Ambassador to India"
    assert title_after(text, text.index(" Burrows") + len(" Burrows")) == "chairman of the panel"
    assert title_before(text, text.index("John")) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("South Korea", ActorKind.COUNTRY),
        ("the US", ActorKind.COUNTRY),
        ("Biden-Harris Administration", ActorKind.COUNTRY),
        ("US Department of State", ActorKind.ORGANIZATION),
        ("survivors", ActorKind.GROUP),
        ("Afghan forces", ActorKind.GROUP),
        ("a senior official", ActorKind.PERSON),
        ("NATO", ActorKind.ORGANIZATION),
    ],
)
def test_kinds_by_form(name: str, kind: ActorKind) -> None:
    assert kind_of(name, f"{name} said so.") is kind


def test_abbreviations_that_the_text_introduces() -> None:
    assert parenthesised("leaders of the Gulf Cooperation Council (GCC) met") == {"GCC": "Gulf Cooperation Council"}


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("survivors", True),
        ("crane", False),
        ("welcomed him", False),
        ("US", True),
        ("an official", True),
        ("him", False),
    ],
)
def test_what_can_name_somebody_who_acts(phrase: str, names: bool) -> None:
    assert is_nominal(phrase) is names


@pytest.mark.parametrize(
    ("before", "title"),
    [
        # Words of the sentence, another person who is named with it, a form of address.
        ("Under President ", "President"),
        ("Today President ", "President"),
        ("Iraqi Prime Minister Haider Abadi and Turkish Prime Minister ", "Turkish Prime Minister"),
        ("Secretary of State Marco Rubio and Foreign Minister ", "Foreign Minister"),
        ("President Emmanuel Macron of the French Republic and President ", "President"),
        ("National Security Advisor to the Vice President Dr. ", "National Security Advisor to the Vice President"),
        ("vice ", None),
        ("Mr. ", None),
        ("President Karst’s ", None),
        # One title, with "and" in it or not.
        ("Deputy Clerk and Intelligence Advisor ", "Deputy Clerk and Intelligence Advisor"),
        ("President and Prime Minister of Norway ", "President and Prime Minister of Norway"),
        ("Senior Advisor and Infrastructure Coordinator ", "Senior Advisor and Infrastructure Coordinator"),
        ("First Vice President ", "First Vice President"),
        ("New York Governor ", "New York Governor"),
        ("Mr. President ", "Mr. President"),
        ("Dr. ", None),
    ],
)
def test_a_title_has_no_words_of_its_sentence_and_nobody_else_in_it(before: str, title: str | None) -> None:
    assert title_before(f"{before}Ana Reyes", len(before)) == title


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("Advisor for International Economics Daleep Karst left.", "Daleep Karst"),
        ("Director of Homeland Security Ida Karst left.", "Ida Karst"),
        ("Head of Consumer Protection Ida Karst left.", "Ida Karst"),
        # Given names that are words, and a run that begins with them.
        ("President Mark Anthony Karst left.", "Mark Anthony Karst"),
        ("Economics Minister Ida Karst left.", "Ida Karst"),
        ("Rosa Ida Karst left.", "Rosa Ida Karst"),
    ],
)
def test_the_end_of_an_office_is_no_given_name(text: str, full: str) -> None:
    assert fullest("Karst", text) == full


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("General Services Administration", "General Services Administration"),
        ("General Assembly", "General Assembly"),
        ("Vice Presidents", "Vice Presidents"),
        ("Prime Ministers", "Prime Ministers"),
        ("Secretary-General Ban Ki-moon", "Ban Ki-moon"),
        ("International Relations Alia Salem", "Alia Salem"),
        ("President Joseph Karst Jr.", "Joseph Karst"),
        ("Joseph Karst, Jr.", "Joseph Karst"),
        ("General Odo Karst", "Odo Karst"),
        ("Doctors Without Borders", "Doctors Without Borders"),
    ],
)
def test_a_body_has_no_title_and_several_presidents_no_name(given: str, name: str) -> None:
    assert split_title(given).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Odo Karst Jr. left.", "Odo Karst Jr."),
        ("President Odo Karst, Jr. left.", "Odo Karst Jr."),
        ("Odo Karst left, and so did Odo Karst Sr.", "Odo Karst Sr."),
        ("Odo Karst left. Jr. is a magazine.", "Odo Karst"),
        ("Odo Karst left with Ida Moe Jr.", "Odo Karst"),
    ],
)
def test_a_name_gets_back_its_jr(text: str, name: str) -> None:
    assert with_generation("Odo Karst", text) == name


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Turkey", True),
        ("Türkiye", True),
        ("Turkey's government", True),
        ("Myanmar", True),
        ("Burma", True),
        ("Bosnia and Herzegovina", True),
        ("Trinidad & Tobago", True),
        ("the Czech Republic", True),
        ("Ivory Coast", True),
        ("the Democratic Republic of the Congo", True),
        ("Hong Kong", True),
        ("Saint Lucia", True),
        ("the Holy See", True),
        ("New Jersey", False),
        ("Turkey Point", False),
        ("Kyiv", False),
    ],
)
def test_states_are_known_by_the_names_that_news_give_them(name: str, is_one: bool) -> None:
    assert is_country(name) is is_one


@pytest.mark.parametrize(
    ("short", "full", "is_one"),
    [
        ("Moe", "Ida Moe", True),
        ("Moe Lund", "Ida Moe Lund", True),
        ("Ida Moe", "Ida M. Moe", True),
        ("M. Moe", "Ida M. Moe", True),
        ("Moe", "Moe", False),
        ("Tom Moe", "Ida Moe", False),
        ("Korea", "North Korea", False),
    ],
)
def test_a_surname_or_a_name_without_its_initial_is_the_same_person_s(short: str, full: str, is_one: bool) -> None:
    assert is_surname_of(short, full) is is_one


@pytest.mark.parametrize(
    "word", "Administration Government Department Council Committee Agency Court Party Bank Union".split()
)
def test_a_word_for_a_body_is_no_surname(word: str) -> None:
    assert fullest(word, f"The Atmospheric {word} spoke. My {word} left.") == word


TOLD = "Ida Moe met Tom Reyes of the Orlen Center. Moe left, and Reyes stayed."


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("Orlen Center’s Ida Moe", "Ida Moe"),
        ("Orlen Center's Reyes", "Reyes"),
        ("Dockers' Reyes", "Reyes"),
        ("Moe of the Varn Bank", "Moe"),
        ("Tom Reyes of Orlen", "Tom Reyes"),
        ("Reyes in March", "Reyes"),
        ("Norway's Central Bank", "Norway's Central Bank"),
        ("Orlen's Varn", "Orlen's Varn"),
        ("Bank of Orlen", "Bank of Orlen"),
        ("Lloyd's Register", "Lloyd's Register"),
        ("Orlen Board of Norway", "Orlen Board of Norway"),
        ("Moe’s RPF", "RPF"),
        ("Moe's United Front", "United Front"),
    ],
)
def test_a_person_is_named_without_whose_he_is(name: str, who: str) -> None:
    assert without_owner(name, TOLD) == who


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Odo al-Karst left. Karst slept.", "Odo al-Karst"),
        ("Top Karst commander Ida Moe left. Karst fought.", "Karst"),
        ("They fought in Pakistani Karst. Karst is quiet.", "Karst"),
        ("They fought in Norwegian-controlled Karst.", "Karst"),
    ],
)
def test_what_stands_before_a_name_and_is_no_given_name_is_not_taken(text: str, name: str) -> None:
    assert fullest("Karst", text) == name


@pytest.mark.parametrize(
    ("text", "is_brief"),
    [
        ("Calder Therapeutics paid. Then Calder left.", True),
        ("(Calder) left. But Calder stayed.", True),
        ("Calder Therapeutics paid. John Calder left, and Calder stayed.", False),
        ("Calder Therapeutics paid in Calder.", False),
        ("Calder Therapeutics paid. Calders and McCalder left.", False),
        ("Calder Bay is quiet. Calder left.", False),
    ],
)
def test_a_body_is_called_by_its_first_word_where_nobody_else_is(text: str, is_brief: bool) -> None:
    assert brief_name("Calder Therapeutics", text) == ("Calder" if is_brief else None)


def test_a_first_word_that_ends_in_a_mark_calls_no_body() -> None:
    assert brief_name("Gavra, the Relief Alliance", "Gavra, the Relief Alliance gave. Gavra, it said, paid.") is None

"""Words and names of languages without rules are found in any inflection; what is not there is not found."""

import pytest

from summarizer.language.neutral import is_form
from summarizer.language.registry import wording_of


@pytest.mark.parametrize(
    ("language", "name", "text"),
    [
        ("ru", "Анна Резник", "Павел встретился с Анной Резник."),
        ("ru", "Павел Дроздов", "Она написала Павлу Дроздову."),
        ("ru", "Лев Зимин", "Суд арестовал Льва Зимина."),
        ("ru", "Москва", "Это случилось в Москве."),
        ("uk", "Олена Коваль", "Зустріч з Оленою Коваль."),
        ("pl", "Anna Nowak", "Premier spotkał się z Anną Nowak."),
        ("cs", "Pavel Novák", "Schůzka s Pavlem Novákem."),
        ("de", "Olaf Brandt", "Brandts Reederei schließt."),
        ("de", "Umweltbund Grüne Küste", "die Klage des Umweltbundes Grüne Küste"),
        ("de", "Hafenvertrag", "des Hafenvertrags"),
        ("fr", "opposition", "Le maire accuse l’opposition."),
        ("fr", "Yves d'Aubigny", "la loi d’Yves d’Aubigny"),
        ("fr", "Assemblée régionale", "le vote de l'Assemblée régionale"),
        ("it", "Unione europea", "dell’Unione europea"),
        ("ar", "ليلى منصور", "التقى بالوزيرة وليلى منصور"),
        ("ar", "الحكومة", "وقال للحكومة"),
        ("ar", "الحكومة", "والحكومة تنفي"),
        ("ar", "وزيرة", "اجتمع بالوزيرة"),
        ("he", "הממשלה", "אמר בממשלה ולממשלה"),
        ("hi", "मोहन दास", "महापौर मोहन दास ने कहा।"),
        ("hi", "लड़का", "लड़के ने कहा।"),
        ("tr", "Ayşe Demir", "Bakan, Ayşe Demir’le görüştü."),
        ("fi", "Helsinki", "Kokous pidettiin Helsingissä Helsinkiin."),
        ("hu", "Orbánfalva", "Orbánfalván találkoztak."),
        ("zh", "王志远", "省长王志远会面。"),
        ("zh", "绿洲大学的研究人员", "绿洲大学研究人员的发现"),
        ("zh", "Apple公司", "Apple更新了iPad。"),
        ("ja", "山田太郎", "知事の山田太郎が述べた。"),
        ("ko", "김정은", "김정은은 말했다."),
        ("th", "กรุงเทพ", "ประชุมที่กรุงเทพวันนี้"),
    ],
)
def test_a_name_is_held_in_any_inflection(language: str, name: str, text: str) -> None:
    assert wording_of(language).holds(name, (text,))


@pytest.mark.parametrize(
    ("language", "name", "text"),
    [
        ("ru", "Иван Петров", "Павел встретился с Анной Резник."),
        ("de", "Olaf Brandt", "Der Reeder Emil Kolb schließt die Werft."),
        ("es", "Marta Ríos", "La alcaldesa Inés Marco no firmó."),
        ("fr", "Luc Ferrand", "L’entraîneur Marc Ferry est parti."),
        ("ar", "كريم البستاني", "التقى سامي الحداد بالوزيرة"),
        ("hi", "रवि नायर", "मोहन दास ने कहा।"),
        ("zh", "王明", "明天省长王志远会面。"),
        ("ko", "이순신", "김정은은 말했다."),
    ],
)
def test_another_name_is_not_held(language: str, name: str, text: str) -> None:
    assert not wording_of(language).holds(name, (text,))


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("петров", "петровым", True),
        ("петров", "петровская", False),
        ("marta", "marco", False),
        ("وزيرة", "بالوزيرة", True),
        ("contrat", "contrats", True),
        ("ida", "ideal", False),
        ("ferry", "ferrand", False),
        ("петровский", "петровского", True),
        ("анна", "анной", True),
    ],
)
def test_two_words_are_forms_of_one_if_they_differ_in_their_ends(a: str, b: str, same: bool) -> None:
    assert is_form(a, b) is is_form(b, a) is same


def test_a_mention_is_quoted_as_it_is_inflected() -> None:
    text = "Мэр встретилась с Павлом Дроздовым. Павлу Дроздову понравилось."
    assert [span.quote for span in wording_of("ru").find("Павел Дроздов", text)] == [
        "Павлом Дроздовым",
        "Павлу Дроздову",
    ]
    assert [span.quote for span in wording_of("fr").find("opposition", "L’opposition proteste.")] == ["opposition"]


@pytest.mark.parametrize(
    ("language", "statement", "names"),
    [
        ("de", "Das Gespräch über den Preis dauerte zwölf Stunden.", ()),
        ("de", "Die Hafenarbeitergewerkschaft setzte den Streik aus.", ()),
        ("de", "Der Vertrag wurde von Ida Moe und der EU unterzeichnet.", ("Ida Moe", "EU")),
        ("fr", "Le maire a reçu Ida Moreau à Orlen.", ("Ida Moreau", "Orlen")),
        ("ar", "التقى سامي الحداد بالوزيرة", ()),
    ],
)
def test_only_what_is_certainly_a_name_is_one(language: str, statement: str, names: tuple[str, ...]) -> None:
    assert wording_of(language).names(statement) == names


def test_words_are_looked_up_only_where_a_dictionary_has_their_forms() -> None:
    assert wording_of("de").overlap_floor > 0
    assert wording_of("xx").overlap_floor == 0
    assert wording_of("no").stems("skipene") == wording_of("nb").stems("skipene")

"""What is told of a sentence in any language: its beginning, the quotation marks that it lacks, names, "this"."""

import pytest

from summarizer.article.sentences import Sentence, sentences
from summarizer.language.plain import Marks, beginning, in_quotes, is_actor, is_dateline, marks_of, pointing


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("- ", "L'Assemblée Nationale devait voter aujourd'hui le budget."),
        ("- Québec - ", "La deuxième journée du Forum mondial s’est poursuivie hier."),
        ("Berlin (dpa) - ", "Der Minister hat den Vertrag unterzeichnet."),
        ("PARIS (AFP) – ", "Le ministre a signé l'accord avec la Chine."),
        ("SÃO PAULO — ", "O ministro assinou o acordo com a China."),
        ("MADRID, 3 mar (EFE).- ", "El ministro firmó el acuerdo con China."),
        ("ROMA (ANSA) - ", "Il ministro ha firmato l'accordo con la Cina."),
        ("WARSZAWA (PAP) - ", "Minister podpisał umowę z Chinami."),
        ("/ТАСС/. ", "Министр подписал соглашение с Китаем в понедельник."),
        ("КИЇВ — ", "Міністр підписав угоду з Китаєм у понеділок."),
        ("【2017年11月26日讯】", "乌克兰星期六再次纪念大饥荒，总统出席了仪式并讲话。"),
        ("新华社北京3月3日电（记者王明）", "国务院总理三日会见了法国总统马克龙一行。"),
        ("（中央社台北3日电）", "總統今天表示，將於下週前往美國訪問，並會見國會議員。"),
        ("［東京　２８日　ロイター］ - ", "政府は水曜日、予算案を閣議決定した。"),
        ("", "Die Polizei in Köln - so ein Sprecher - ermittelt weiter."),
        ("", "UNICEF und die EU haben am Montag ein Abkommen geschlossen."),
        ("", "Sur Twitter, Philippe Gosselin (UMP) a dénoncé un incident grave."),
        ("", "UNICEF — so eine Sprecherin — hat am Montag gewarnt."),
        ("- ", "Karst - so heißt der Mann - hat am Montag gewarnt."),
        ("新华社东京电（记者王明）", "日本政府三日宣布了一项新的经济计划。"),
        ("", "国家电网公司三日宣布了一项新的投资计划。"),
        ("", "L'ONU - créée en 1945 - a adopté la résolution."),
        ("", "Der Rat (SPD und Grüne) hat dem Vertrag zugestimmt."),
        ("", "电影节在北京举行，来自三十个国家的导演参加了开幕式。"),
    ],
)
def test_the_words_of_a_sentence_begin_behind_its_dateline(before: str, words: str) -> None:
    assert (before + words)[beginning(before + words) :] == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MADRID, 28 ene (EFE).", True),
        ("МОСКВА, 28 янв — РИА Новости.", True),
        ("КИЇВ.", True),
        ("UNICEF hilft den Kindern in Nepal.", False),
        ("Madrid vota el lunes la ley.", False),
        ("ONU, UE y EE.UU. firmaron el lunes el acuerdo.", False),
    ],
)
def test_a_dateline_may_be_a_sentence_of_its_own(text: str, expected: bool) -> None:
    assert is_dateline(text) is expected


def marks(text: str, language: str) -> list[Marks]:
    numbered: dict[int, Sentence] = {s.number: s for s in sentences(text, language)}
    return [marks_of(number, numbered) for number in numbered]


WHOLE, QUOTED = Marks(), Marks(is_quoted=True)
LONG = "一直到后来才能真正实现，所以这件事情经过了许多年，也遇到了很多人的反对和很大的阻力，" * 3


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "„Wir schließen den Hafen“, sagte Karst. „Das ist bitter.“ Der Rat tagt.", [WHOLE, QUOTED, WHOLE]),
        ("de", "»Wir schließen den Hafen«, sagte Karst. »Das ist bitter.« Der Rat tagt.", [WHOLE, QUOTED, WHOLE]),
        ("sv", "”Vi stänger hamnen”, sade Karst. ”Det är bittert.” Rådet möts.", [WHOLE, QUOTED, WHOLE]),
        ("fr", "« On ne peut pas l'accepter ! ». Il est venu. Il l'a nommé « fou ».", [QUOTED, WHOLE, WHOLE]),
        ("fr", "« Il y a là une volonté de nuire ! », a-t-il affirmé sous les applaudissements.", [WHOLE]),
        ("es", '"Cerramos el puerto", dijo Karst. "Es amargo." Se fue.', [WHOLE, QUOTED, WHOLE]),
        ("ar", 'قال عالم الآثار: " كشف الموقع أفضل مثال للمدينة ". وغادر المكان.', [WHOLE, WHOLE]),
        ("ja", "「港を閉める」とカルストは述べた。「つらい。」", [WHOLE, QUOTED]),
        (
            "zh",
            f"王明说：“{LONG}困难很大。{LONG}不必着急。”他走了。",
            [Marks(closing="”"), Marks("“", "", True), WHOLE],
        ),
        (
            "zh",
            f"王明说：“{LONG}“台湾”很远。{LONG}不必着急。”他走了。",
            [Marks(closing="”"), Marks("“", "", True), WHOLE],
        ),
        # A mark that is nowhere closed quotes nothing.
        ("es", "El gobernador dijo: “No. Se fue a Lima. Volvió el lunes.", [Marks(), WHOLE, WHOLE]),
    ],
)
def test_a_sentence_lacks_the_marks_that_stand_in_another(language: str, text: str, expected: list[Marks]) -> None:
    found = marks(text, language)
    assert found[1:] == expected[1:]
    assert found[0] in (expected[0], Marks(closing="”"))


def test_a_place_is_in_quotes_between_marks_that_belong_together() -> None:
    text = "Il a dit « demain » et il part lundi."
    assert in_quotes(text, text.index("demain"))
    assert not in_quotes(text, text.index("lundi"))


@pytest.mark.parametrize(
    ("language", "name", "sentence", "expected"),
    [
        ("fr", "Abdou Diouf", "Abdou Diouf quitte Québec.", True),
        ("fr", "Nice", "Nice les accueille en France.", True),
        ("fr", "Tom Hale", "Abdou Diouf quitte Québec.", False),
        ("fr", "Les conférences sur l’économie", "Les conférences sur l’économie ont dominé.", False),
        ("fr", "Il", "Il est venu.", False),
        ("fr", "La 2ème journée du 1er Forum mondial de la langue française",
         "La 2ème journée du 1er Forum mondial de la langue française s’est poursuivie.", False),
        ("de", "Die Polizei", "Die Polizei ermittelt.", True),
        ("es", "científicos", "Muchos científicos creen en ello.", False),
        ("es", "El Gobierno", "El Gobierno aprobó la ley.", True),
        ("ru", "Ида Мо", "Министр Ида Мо подписала договор.", True),
        ("ru", "Она", "Она подписала договор.", False),
        ("hi", "मोहन दास", "महापौर मोहन दास ने कहा।", True),
        ("hi", "में", "इंग्लैंड में एक दरार है।", False),
        ("hi", "उन्हें", "उन्हें इस पाप से मुक्ति मिली।", False),
        ("hi", "मैं करूंगा", "और मैं करूंगा।", False),
        ("ar", "سليمان العيسى", "توفي الشاعر سليمان العيسى اليوم.", True),
        ("zh", "周有光", "周有光说，问题很大。", True),
        ("zh", "说", "周有光说，问题很大。", False),
    ],
)  # fmt: skip
def test_words_name_an_actor_or_not(language: str, name: str, sentence: str, expected: bool) -> None:
    assert is_actor(name, sentence, language) is expected


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("fr", "Cette révolution fait de la ville une pionnière.", True),
        ("fr", "Cette année, la ville vote.", False),
        ("fr", "Ce lundi, le conseil se réunit.", False),
        ("fr", "C'est ici que le conseil se réunit.", False),
        ("de", "Diese Regelung gilt ab Mai.", True),
        ("de", "Dieser Vertrag gilt ab Mai.", True),
        ("de", "Dieses Jahr gilt der Vertrag.", False),
        ("de", "Die Regelung gilt ab Mai.", False),
        ("es", "Esta ley entra en vigor.", True),
        ("es", "Este lunes entra en vigor.", False),
        ("es", "Esta mañana entró en vigor.", False),
        ("it", "Questo accordo vale da maggio.", True),
        ("ru", "Это решение принято вчера.", True),
        ("tr", "Bu karar dün alındı.", True),
        ("ar", "هذا القرار صدر أمس.", True),
        ("hi", "इस फैसले का विरोध हुआ।", True),
        ("sv", "Den svenska regeringen beslutade det.", False),
        ("xx", "Cette loi", False),
    ],
)
def test_a_sentence_that_begins_with_this_points_at_another(language: str, sentence: str, expected: bool) -> None:
    assert pointing(sentence, language) is expected

"""Dates of other languages than English: of each sentence the phrases that are found, and their days or none.

A wrong day is worse than none, so what only bounds, repeats or counts from a day has none, and so has "next Friday"
where it can be two.
"""

from datetime import date

import pytest

from summarizer.article.dates.resolving import find, resolve

THURSDAY = date(2026, 1, 29)

SENTENCES = {
    "de": """
        Die Polizei teilte am Montag mit, der Mann sei tot. | Montag = 2026-01-26
        Die Sitzung soll am kommenden Montag beginnen. | kommenden Montag = none
        Die Sitzung soll am nächsten Montag beginnen. | nächsten Montag = 2026-02-02
        Die Sitzung begann am letzten Montag. | letzten Montag = 2026-01-26
        Die Sitzung begann am vergangenen Freitag. | vergangenen Freitag = none
        Der Streik dauert bis Freitag. | bis Freitag = none
        Seit Montag streiken die Arbeiter. | Seit Montag = none
        Von Montag bis Freitag wird gestreikt. | Montag = none ; Freitag = none
        Jeden Montag wird demonstriert. | Jeden Montag = none
        Der Minister reist am Freitag nächster Woche nach Rom. | Freitag nächster Woche = 2026-02-06
        Der Minister reist am Freitag kommender Woche nach Rom. | Freitag kommender Woche = none
        Er starb in der Nacht zum Montag. | zum Montag = none
        Heute vor zehn Jahren brannte das Werk. | Heute vor zehn Jahren = none
        Heute Abend tagt der Rat, teilte das Amt gestern mit. | Heute = 2026-01-29 ; gestern = 2026-01-28
        Am Morgen brannte es. Der Rat tagt morgen früh. | morgen = 2026-01-30
        Vom 6. bis 15. September findet die Messe statt. | bis 15. September = none
        Bis 2030 sollen die Werke schließen; die Agenda 2030 gilt. | Bis 2030 = none
        Im Jahr 2015 trat das Gesetz in Kraft. | 2015 = 2015-01-01..2015-12-31
        Am 3. März 2025 wurde der Vertrag geschlossen. | 3. März 2025 = 2025-03-03
        Am 3. März vergangenen Jahres wurde der Vertrag geschlossen. | 3. März vergangenen Jahres = none
        Im März letzten Jahres wurde der Vertrag geschlossen. | März letzten Jahres = 2025-03-01..2025-03-31
        Ende März soll das Werk schließen. | Ende März = none
        Zahlen vom 5. Januar wurden letzte Woche geprüft. | vom 5. Januar = none ; letzte Woche = 2026-01-19..2026-01-25
        Nächste Woche beginnt der Prozess. | Nächste Woche = 2026-02-02..2026-02-08
        Am Donnerstagabend fiel der Strom aus. |
        Am Mittwoch, dem 28. Januar, fiel der Strom aus. | Mittwoch = 2026-01-28 ; 28. Januar = 2026-01-28
    """,
    "fr": """
        Le ministre a déclaré mardi que le pont serait fermé. | mardi = 2026-01-27
        Le ministre a déclaré mardi devant la presse que le pont serait fermé. | mardi = 2026-01-27
        Le 3 mars dernier, le pont a fermé. | 3 mars dernier = 2025-03-03
        En mars dernier, le pont a fermé. | mars dernier = 2025-03-01..2025-03-31
        En mars prochain, le pont fermera. | mars prochain = none
        Il arrivera lundi prochain. | lundi prochain = 2026-02-02
        Il est venu lundi dernier. | lundi dernier = 2026-01-26
        Le pont est fermé depuis lundi. | depuis lundi = none
        De lundi à vendredi, le pont sera fermé. | lundi = none ; vendredi = none
        Le pont ferme d'ici vendredi. | ici vendredi = none
        La réunion a lieu chaque mardi. | chaque mardi = none
        Nice les accueille en France du 6 au 15 septembre l’an prochain. | 6 au 15 septembre = none
        Nice les accueille du 6 au 15 septembre. | 6 au 15 septembre = none
        Aujourd’hui, la France vote; hier soir, tout était calme. | Aujourd’hui = 2026-01-29 ; hier = 2026-01-28
        Le vote a eu lieu le 5 mai de l’année dernière. | 5 mai de l’année dernière = 2025-05-05
        Ce lundi, le conseil se réunit. | Ce lundi = 2026-01-26
        Le budget 2013 a été voté en 2012. | 2012 = 2012-01-01..2012-12-31
        Les élections de 2015 ont été annulées. | de 2015 = none
        Le lundi suivant, il est parti. | lundi suivant = none
        Il se rendra à Rome dans la semaine du 3 février. | du 3 février = none
        La semaine prochaine, il partira. | semaine prochaine = 2026-02-02..2026-02-08
    """,
    "es": """
        El presidente viajará mañana a Lima. | mañana = 2026-01-30
        El presidente llegó por la mañana a Lima. |
        Ayer por la mañana llegó a Lima y pasado mañana se va. | Ayer = 2026-01-28 ; pasado mañana = 2026-01-31
        El lunes pasado llegó a Lima. | lunes pasado = 2026-01-26
        El próximo lunes llega a Lima. | próximo lunes = 2026-02-02
        El lunes que viene llega a Lima. | lunes que viene = none
        Dijo que el lunes llegó a Lima. | lunes = 2026-01-26
        Antes de ayer llegó a Lima. | de ayer = none
        Desde el martes no hay luz. | Desde el martes = none
        Todos los martes hay mercado. | Todos los martes = none
        Del 6 al 15 de septiembre hay feria. | 6 al 15 de septiembre = none
        A finales de marzo cerrará la planta. | de marzo = none
        El 5 de enero de 2026 cerró la planta. | 5 de enero de 2026 = 2026-01-05
        En enero del año pasado cerró la planta. | enero del año pasado = 2025-01-01..2025-01-31
        La semana pasada cerró la planta. | semana pasada = 2026-01-19..2026-01-25
    """,
    "it": """
        Il ministro ha detto lunedì che il ponte chiuderà. | lunedì = 2026-01-26
        Lunedì scorso il ponte ha chiuso. | Lunedì scorso = 2026-01-26
        Il prossimo lunedì il ponte chiuderà. | prossimo lunedì = 2026-02-02
        Entro venerdì il ponte chiuderà. | Entro venerdì = none
        Ogni lunedì c'è il mercato. | Ogni lunedì = none
        Domani il ponte chiuderà; l'altro ieri era aperto. | Domani = 2026-01-30 ; altro ieri = 2026-01-27
        Nel marzo dell'anno scorso il ponte ha chiuso. | marzo dell'anno scorso = 2025-03-01..2025-03-31
        Nel 2015 il ponte ha chiuso. | 2015 = 2015-01-01..2015-12-31
    """,
    "pt": """
        O ministro disse na segunda-feira que a ponte fechará. | segunda-feira = 2026-01-26
        O ministro disse nesta segunda-feira (26) que a ponte fechará. | nesta segunda-feira = none
        A ponte fechou na última segunda-feira. | última segunda-feira = none
        A ponte fechou na segunda-feira passada. | segunda-feira passada = 2026-01-26
        A ponte fechará na próxima segunda-feira. | próxima segunda-feira = 2026-02-02
        A ponte fechou em março do ano passado. | março do ano passado = 2025-03-01..2025-03-31
        Até sexta-feira a ponte fica fechada. | Até sexta-feira = none
    """,
    "nl": """
        De minister zei maandag dat de brug dichtgaat. | maandag = 2026-01-26
        De brug gaat volgende week maandag dicht. | volgende week maandag = 2026-02-02
        De brug ging afgelopen maandag dicht. | afgelopen maandag = 2026-01-26
        De brug gaat komende maandag dicht. | komende maandag = none
        Sinds maandag is de brug dicht. | Sinds maandag = none
        De brug gaat morgen dicht. | morgen = 2026-01-30
    """,
    "pl": """
        Minister powiedział w poniedziałek, że most zostanie zamknięty. | poniedziałek = 2026-01-26
        Premier spotkał się w środę z prezydentem. | środę = 2026-01-28
        Most zamknięto w ubiegłą środę. | ubiegłą środę = none
        Most zamknięto w zeszły poniedziałek. | zeszły poniedziałek = 2026-01-26
        Most zamknięto w ubiegły poniedziałek. | ubiegły poniedziałek = none
        Most będzie zamknięty od poniedziałku do piątku. |
        Most zamknięto 3 marca ubiegłego roku. | 3 marca ubiegłego roku = none
    """,
    "ru": """
        Министр сообщил в понедельник, что мост закроют. | понедельник = 2026-01-26
        Президент подписал закон в среду. | среду = 2026-01-28
        Мост закрыли в прошлый понедельник. | прошлый понедельник = 2026-01-26
        Мост закрыли в минувший понедельник. | минувший понедельник = none
        Мост закроют в следующий понедельник. | следующий понедельник = 2026-02-02
        Мост закроют в понедельник на следующей неделе. | понедельник на следующей неделе = 2026-02-02
        С понедельника мост закрыт. |
        Мост закрыли в марте прошлого года. |
        Мост закрыли 3 марта 2025 года. | 3 марта 2025 = 2025-03-03
        Форум пройдет с 6 по 15 сентября. | по 15 сентября = none
        К 2030 году мост закроют. | К 2030 = none
        Вчера мост закрыли, завтра откроют. | Вчера = 2026-01-28 ; завтра = 2026-01-30
    """,
    "uk": """
        Міністр сказав у понеділок, що міст закриють. | понеділок = 2026-01-26
        Минулого понеділка міст закрили. | Минулого понеділка = 2026-01-26
        Міст закрили вчора. | вчора = 2026-01-28
    """,
    "ar": """
        وقال الوزير يوم الاثنين إن الجسر سيغلق. | الاثنين = 2026-01-26
        وقال الوزير الاثنين الماضي إن الجسر سيغلق. | الاثنين الماضي = 2026-01-26
        وقال الوزير إن الجسر سيغلق الاثنين المقبل. | الاثنين المقبل = none
        الجسر مغلق منذ الاثنين. | منذ الاثنين = none
        أغلق الجسر الأسبوع الماضي. | الأسبوع الماضي = 2026-01-19..2026-01-25
        أغلق الجسر في 3 مارس 2025. | 3 مارس 2025 = 2025-03-03
    """,
    "zh": """
        部长星期一说，大桥将关闭。 | 星期一 = 2026-01-26
        部长上周一说，大桥将于下周五关闭。 | 上周一 = 2026-01-19 ; 下周五 = 2026-02-06
        部长周一说，大桥已关闭。 | 周一 = 2026-01-26
        上个星期六大桥关闭。 | 个星期六 = none
        每个星期六大桥关闭。 | 个星期六 = none
        从星期一到星期五大桥关闭。 | 从星期一到 = none ; 星期五 = none
        乌克兰确定每年11月份的最后一个星期六是纪念日。 | 年11月 = none ; 个星期六 = none
        去年3月大桥关闭，今年2月15日重开。 | 去年3月 = 2025-03-01..2025-03-31 ; 今年2月15日 = 2026-02-15
        9月6日至15日举行会议。 | 9月6日至 = none
        今天大桥关闭，昨日仍开放。 | 今天 = 2026-01-29 ; 昨日 = 2026-01-28
        2021年度预算通过；1980年代很远。 |
        2008年起使用。 | 2008年起 = none
        下周大桥关闭，本周末开放。 | 下周 = 2026-02-02..2026-02-08
    """,
    "ja": """
        来週月曜日に橋が閉鎖される。 | 来週月曜日 = 2026-02-02
        来週の月曜日に橋が閉鎖される。 | 来週の月曜日 = 2026-02-02
        大臣は月曜日、橋を閉鎖すると述べた。 | 月曜日 = 2026-01-26
        先週の金曜日に橋が閉鎖された。 | 先週の金曜日 = 2026-01-23
        次の月曜日に橋が閉鎖される。 | 次の月曜日 = none
        毎週月曜日に橋が閉鎖される。 | 週月曜日 = none
        ２月５日に橋が閉鎖される。 | ２月５日 = 2026-02-05
        昨年12月に橋が閉鎖された。 | 昨年12月 = 2025-12-01..2025-12-31
        3月期決算は好調だった。 |
        月曜日から金曜日まで閉鎖。 | 月曜日から = none ; 金曜日まで = none
        一昨日、橋が閉鎖された。 | 一昨日 = 2026-01-27
    """,
    "tr": """
        Bakan pazartesi günü köprünün kapanacağını söyledi. | pazartesi = 2026-01-26
        Köprü geçen pazartesi kapandı. | geçen pazartesi = 2026-01-26
        Köprü önümüzdeki pazartesi kapanacak. | önümüzdeki pazartesi = none
        Köprü dün kapandı. | dün = 2026-01-28
        Köprü cuma gününe kadar kapalı. | cuma gününe kadar = none
    """,
    "sv": """
        Ministern sade på måndagen att bron stängs i dag. | i dag = 2026-01-29
        Bron stängs måndag nästa vecka. | måndag nästa vecka = 2026-02-02
    """,
    "ko": """
        장관은 지난주 월요일 다리를 폐쇄했다. | 지난주 월요일 = 2026-01-19
        다음 주 월요일 다리를 폐쇄한다. | 다음 주 월요일 = 2026-02-02
        오늘 다리를 폐쇄했다. | 오늘 = 2026-01-29
    """,
    "cs": """
        Most zavřeli v pondělí. | pondělí = 2026-01-26
        Most zavřeli minulé pondělí. | minulé pondělí = 2026-01-26
    """,
    "hi": """
        मंत्री ने सोमवार को कहा। | सोमवार = 2026-01-26
        पिछले सोमवार को पुल बंद हुआ। | पिछले सोमवार = none
    """,
    "fi": """
        Silta suljettiin viime viikolla. | viime viikolla = 2026-01-19..2026-01-25
    """,
}


@pytest.mark.parametrize(
    ("language", "line"),
    [(language, line.strip()) for language, lines in SENTENCES.items() for line in lines.strip().splitlines()],
)
def test_a_phrase_has_the_days_that_it_means_or_none(language: str, line: str) -> None:
    sentence, _, expected = (part.strip() for part in line.partition("|"))
    found = []
    for phrase in find(sentence, THURSDAY, language):
        first, last = phrase.when.start, phrase.when.end
        days = "none" if first is None else str(first) if first == last else f"{first}..{last}"
        found.append(f"{phrase.text} = {days}")
    assert " ; ".join(found) == expected


@pytest.mark.parametrize(
    ("language", "phrase", "past", "expected"),
    [
        ("de", "am Freitag", True, "2026-01-23"),
        ("de", "am Freitag", False, "2026-01-30"),
        ("de", "am kommenden Freitag", False, None),
        ("de", "bis Freitag", False, None),
        ("fr", "le 3 mars dernier", True, "2025-03-03"),
        ("fr", "lundi dernier", True, "2026-01-26"),
        ("fr", "depuis lundi", None, None),
        ("es", "la próxima semana", False, "2026-02-02"),
        ("ja", "来週の月曜日", False, "2026-02-02"),
        ("zh", "上周五", True, "2026-01-23"),
        ("sv", "i dag", None, "2026-01-29"),
    ],
)
def test_a_phrase_that_a_model_copied_is_read_in_the_same_way(
    language: str, phrase: str, past: bool | None, expected: str | None
) -> None:
    start = resolve(phrase, THURSDAY, language, past=past).start
    assert (str(start) if start else None) == expected

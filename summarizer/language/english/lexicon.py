"""English word lists and patterns: each stands here once."""

from __future__ import annotations

import re

NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}

# Capitalised words that are no names: they open a sentence or are calendar terms, which `timing` checks.
NO_NAMES = frozenset(
    (
        "the a an this that these those it its he she they we i you his her their our in on at by for from to "
        "of and or but as if when while after before since with without under over about no not new more most "
        "many some all any will would may might can could should has have had is are was were be been said "
        "says mr mrs ms dr monday tuesday wednesday thursday friday saturday sunday january february march "
        "april may june july august september october november december jan feb mar apr jun jul aug sep sept "
        "oct nov dec"
    ).split()
)

# Words that carry no claim of their own when words of a statement are looked up in its evidence.
FUNCTION_WORDS = NO_NAMES | frozenset(
    (
        "there here also who whom which what where than then so such other another between among during "
        "through into out up down per via against toward towards around within amid upon each both either "
        "neither own same very just only including do does did done being having were am"
    ).split()
)


ABBREVIATED = re.compile(
    r"(?:\w\.)+|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Capt|Sgt|Maj|Adm|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|Ft|Mt|Corp|Inc|Ltd|Co)\."
)


POINTED_AT = re.compile(r"\b[Tt]he (?:two|three|four)\b")

REFRAINING = re.compile(
    r"\b(?:refrain\w*|avoid\w*|abstain\w*|against|prohibit\w*|forbid\w*|forbade|ban(?:s|ned)?|stop\w*|halt\w*|ceas\w+|end\w*)\b"
)
"""Words by which an evidence says what a statement says with "not": a vow to refrain, a decree against."""

NEGATIONS = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nor|without|cannot|\w+n't|refus\w+|fail\w+|den(?:y|ies|ied)|reject\w*|cancel\w*|"
    r"ne|pas|jamais|nunca|kein\w*|nicht)\b|不|没|未|لا|لم|لن|नहीं"
)

TITLES = frozenset(
    (
        "president vice prime minister premier chancellor secretary ambassador senator representative "
        "congressman congresswoman governor mayor king queen prince princess emir sultan sheikh pope chief "
        "chairman chairwoman chair chairperson director commissioner general colonel major captain lieutenant "
        "sergeant admiral commander judge justice attorney prosecutor sheriff officer spokesman spokeswoman "
        "spokesperson envoy coordinator administrator adviser advisor analyst professor doctor dr mr mrs ms "
        "miss sir lord lady rev reverend bishop cardinal imam ayatollah leader speaker deputy head counsel "
        "ceo founder coach captain candidate lawyer author researcher"
    ).split()
)
CONNECTORS = frozenset("of for to and the in on at & ,".split())
ORGANIZATION = frozenset(
    (
        "ministry department party council committee commission agency court army navy police company "
        "corporation corp inc ltd llc plc gmbh bank fund union university college school institute "
        "institution association organization organisation federation foundation society club team league "
        "church times post herald news network radio press media bureau office service services authority "
        "board parliament congress senate house assembly task center centre hospital group alliance coalition "
        "front movement brigade guard conference project airlines airways motors"
    ).split()
)
# The words in `ORGANIZATION` that name a body only with capitals are left out: "the project", "the news".
BODY_NOUNS = (ORGANIZATION | {"airline"}) - frozenset(
    "party times post herald news network media office service services task center centre house conference project front "
    "movement group alliance coalition corp inc ltd llc plc gmbh airways motors".split()
)
PEOPLE = re.compile(
    r"\b(?:man|woman|boy|girl|official|minister|president|officer|student|spokes\w+|leader|lawyer|director|teacher|"
    r"analyst|expert|mother|father|daughter|son|wife|husband|resident|chief|author|professor|diplomat)$"
)
GOVERNMENT = re.compile(r"\b(?:government|administration|regime|kingdom|republic)\b")

ALIASES = {
    "us": "united states", "u.s": "united states", "usa": "united states", "u.s.a": "united states",
    "america": "united states", "uk": "united kingdom", "u.k": "united kingdom", "britain": "united kingdom",
    "eu": "european union", "un": "united nations", "u.n": "united nations", "uae": "united arab emirates",
    "united states of america": "united states",
}  # fmt: skip


UNIONS = frozenset(("european union", "united nations", "eurozone"))
"""Unions of states, which CLDR lists among the territories."""


PRONOUNS = frozenset(
    (
        "he him his she her hers they them their it its we us our you i me my who this that these those there both all"
    ).split()
)


GATHERINGS = frozenset("ministerial summit conference forum meeting talks concert election referendum hearing".split())
TEXTS = frozenset(
    "order rule act agenda treaty agreement statement report bill program programme competition pandemic accord".split()
)
PLURAL_PEOPLE = re.compile(
    r"(?:(?<!numb)(?<!pap)ers|ors|ists|(?<!m)ents|ants|ians|ees|sts|ics|ans|als|men|women|people|children|youths?|boys|"
    r"girls|families|parents|kids|wives|sons|daughters|couples|victims|survivors|pilgrims|refugees|rebels|friends|heads|"
    r"chiefs|guards|crews|teams|forces|troops|allies|sources|groups|parties|companies|agencies|countries|states|nations|"
    r"governments|authorities|communities|militias|unions|schools|universities|hospitals|courts|banks|firms|businesses|"
    r"airlines|police|sides|economies|cities|towns|bodies|aides|slaves|fans|youth|others|relatives|natives|colleagues|"
    r"witnesses|nurses|judges|priests|monks|staff|personnel|executives|representatives|detectives|operatives|hundreds|"
    r"thousands|millions|dozens|scores)$"
)
COLLECTIVES = frozenset(
    "government administration public opposition crowd family team staff crew army police media people".split()
)

SPEECH = (
    r"(?:said|says|say|saying|told|tells|announced|announces|stated|states|wrote|writes|added|adds|noted|notes|shared|"
    r"informed|reported|reports|declared|explained|confirmed|reiterated|emphasized|stressed|warned|insisted|vowed|"
    r"promised|pledged)"
)

SAYING = (
    r"(?:said|says|say|told|tells|stated|states|wrote|writes|added|adds|noted|notes|explained|insisted|believes?|thinks?|"
    r"reported|reports|confirmed|reiterated|stressed|emphasized|acknowledged|argued|suggested|revealed|estimated)"
)
"""Verbs of saying after which the news is what is said; announcing, accusing or denying is news in itself."""

AUXILIARIES = (
    r"is|are|was|were|has|have|had|will|would|shall|can|could|may|might|must|should|did|does|do|cannot|"
    r"(?:wo|is|are|was|were|has|have|had|did|does|do|could|would|ca)n['’]t"
)
IRREGULAR_PASTS = "|".join(
    (
        "went made took held met began came left won lost gave sent led got became shot fell rose told built brought "
        "bought broke caught chose cut drew fled flew fought found grew hit kept knew laid let paid put ran saw set sold "
        "spoke spent stood struck swept swore taught thought threw wore wrote said hurt sought sank fed bound drove"
    ).split()
)
PRESENTS = "|".join(
    (
        "says plans wants hopes aims seeks intends expects warns accuses denies calls urges meets visits announces "
        "believes remains continues agrees faces needs shows plan want hope intend seek say continue remain agree"
    ).split()
)
OPENERS = (
    "Also|And|But|Yet|Still|Then|Meanwhile|However|Earlier|Later|Today|Yesterday|Instead|Nevertheless|Next|Now|Moreover"
)

ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth twentieth".split()
NO_GIVEN_NAMES = (
    (FUNCTION_WORDS - {"will", "new"})
    | frozenset(OPENERS.casefold().split("|"))
    | frozenset(NUMBER_WORDS)
    | frozenset(ORDINALS)
    | frozenset(
        (
            "although though because unless until once despite whether perhaps maybe even ever always never often "
            "sometimes soon only finally recently currently previously originally initially ultimately eventually "
            "similarly likewise additionally furthermore besides thus hence therefore otherwise nonetheless indeed "
            "tomorrow tonight afterwards thereafter how why what whose according like unlike back inside outside "
            "across beyond following given thanks if else former ex late every last another few several much "
            "early yes well please let dear"
        ).split()
    )
)
"""Capitalised words before a name that are no given names: they open the sentence, count or point."""

COLLECTIVE_NOUNS = frozenset(
    "two leaders|leaders|two presidents|presidents|two ministers|ministers|two sides|both sides|sides|two countries|countries|"
    "parties|governments|nations|group|team|company|couple|individuals|others".split("|")
)
"""Nouns that point back to whoever was named before, and name nobody by themselves."""

"""Event types by the words of a predicate: small models know the words of a sentence better than the types of a scheme.

Each type has verbs and nouns of its own: those of the annotation guidelines and their common synonyms in news English.
What the predicate is done to counts most, then its verb, then the rest of the predicate, then the sentence around it.
"""

from __future__ import annotations

import re
from functools import cache

from summarizer.article.text import fold
from summarizer.language.english.modality import outlook, undertaken
from summarizer.schema import EventType

# "*" stands for any ending, "_" for a space.
_VERBS = {
    EventType.VISIT: "visit* travel* arriv* tour toured touring flew fly flies return_to returned_to go_to goes_to went_to",
    EventType.MEETING: "met meet meets meeting spoke_with spoke_by spoke_to speaks_with speak_with discuss* conven* host "
    "hosts hosted hosting talked_with talked_to consult* negotiat*",
    EventType.STATEMENT: "said say says told tell tells announc* state states stated wrote write writes add adds added "
    "note notes noted inform informs informed declar* explain* confirm* reiterat* emphasi* stress* warn* insist* vow* accus* condemn* "
    "deny denies denied urge urges urged call_on called_on calls_on call_for called_for calls_for demand* critici* claim* alleg* credit* "
    "express* welcom* prais* thank* tweet* assert* respond* reject* complain* decr* describ* reaffirm* affirm* applaud* "
    "commend* comment* argu* disput* propos* promis* pledg* apologi* mention* recogni* acknowledg* blam* appeal_to "
    "appealed_to appealed_for encourag* convey* address* underscor* voice*",
    EventType.AGREEMENT: "agree agrees agreed ratif* conclud* adopt* signed_a sign_a signed_an sign_an",
    EventType.POLICY: "order* regulat* ban bans banned approv* legislat* enact* institut* impos* lift lifts lifted restrict* "
    "establish* implement* issu* launch* expand* prohibit* allow* authori* expel* decid* direct directs directed develop* "
    "reinforc* process*",
    EventType.ELECTION: "elect elects elected re-elect* vote votes voted voting",
    EventType.PERSONNEL: "appoint* resign* nominat* dismiss* fire fires fired step_down stepped_down sworn replac* succeed* "
    "oust* retir* promoted chosen",
    EventType.LEGAL: "arrest* charge charges charged sentenc* convict* sue sues sued indict* prosecut* detain* investigat* "
    "plead* jail* acquit* extradit* seiz* raid* questioned imprison* tried",
    EventType.PROTEST: "protest* march marches marched marching demonstrat* rally rallies rallied boycott*",
    EventType.CONFLICT: "attack* shelled shelling bomb* fought fight* clash* invad* captur* liberat* retak* retook ambush* "
    "struck strike strikes storm* fled flee flees displac* besieg* shot_down",
    EventType.CRIME: "murder* kidnap* rob robbed stole steal* assault* shot rape* loot* smuggl* traffick* embezzl* stabb* "
    "threaten*",
    EventType.DISASTER: "collaps* crash* flood* erupt* trampl* drown* fell infect* burn* died dies kill* injur* wound*",
    EventType.AID: "donat* evacuat* rescu* supplied supplying fund funds funded contribut*",
    EventType.BUSINESS: "invest* acquir* sold sell* buy* bought manufactur* build builds built construct* merg* default* "
    "export* import*",
    EventType.DISCOVERY: "find finds found discover* publish* research* study studies studied project projects projected "
    "estimat* survey* verif* observ*",
    EventType.CULTURE_SPORT: "perform* award* celebrat* compet* scor* commemorat* play plays played won win wins winning "
    "feature* honor* honour*",
}  # fmt: skip
_NOUNS = {
    EventType.VISIT: "visit* trip trips tour tours arrival pilgrimage delegation",
    EventType.MEETING: "meeting meetings talks summit summits ministerial phone_call phone_calls phone_conversation "
    "conference call_with roundtable forum consultation* negotiation* dialogue",
    EventType.STATEMENT: "statement accusation* criticism speech warning denial condemnation announcement remarks tweet*",
    EventType.AGREEMENT: "treaty accord ceasefire agreement* pact memorandum deal truce roadmap road_map",
    EventType.POLICY: "sanction* law laws regulation* ban bans policy policies legislation executive_order* program* "
    "initiative* rule rules directive* rulemaking visa* measure measures strategy bill decree protocol task_force committee "
    "reform* budget embassy embassies registration",
    EventType.ELECTION: "election* vote votes referend* ballot* polls voters candidate*",
    EventType.PERSONNEL: "appointment resignation nomination successor",
    EventType.LEGAL: "court courts trial trials lawsuit* arrest* charges investigation* probe probes jail prison detainee* "
    "verdict custody prosecutor* judge indictment",
    EventType.PROTEST: "protest* demonstration* march rally rallies demonstrator* strike unrest movement",
    EventType.CONFLICT: "attack* bombing* airstrike* troops militant* coup offensive battle* fighting war rebels forces "
    "assassination military_operation* car_bomb fighters",
    EventType.CRIME: "murder robbery theft fraud kidnapping shooting bribe* embezzlement gang victims",
    EventType.DISASTER: "earthquake* flood* storm* collapse crash stampede outbreak* epidemic pandemic drought accident fire "
    "hurricane infection dead death_toll",
    EventType.AID: "humanitarian aid assistance doses relief refugees donation* contribution camp funding vaccine* million "
    "billion patients hospital* grant",
    EventType.BUSINESS: "investment* profit* factory plant plants market* construction contract* company companies shares "
    "production industry debt bond* loan* economy economic sales",
    EventType.DISCOVERY: "study studies research researchers report reports survey poll findings scientists analysis",
    EventType.CULTURE_SPORT: "concert award* medal* competition championship festival celebration match film museum holiday "
    "funeral ceremony tournament games",
}  # fmt: skip

HEAD, OBJECT, REST, AROUND = 1.0, 1.5, 0.8, 0.4
"""Weights of a telling verb at the head of the predicate, of a telling noun in its first words, of either in the rest of it,
and in the sentence around it."""

OBJECT_WORDS = 7
"""Words of a predicate that hold its verb and what it is done to."""


_REPORTING = re.compile(
    r"^(?:said|says|told [\w ]{2,24}?|announced|announces|reported|reports|informed [\w ]{2,24}?|added|adds|noted|notes|"
    r"confirmed|confirms|claimed|claims) (?:(?:[\w ]{2,16}day|earlier|later|[\w ]{2,12}(?:month|week)) )?(?:that )?"
)


@cache
def _patterns() -> tuple[tuple[EventType, re.Pattern[str], re.Pattern[str]], ...]:
    """Return for each type the patterns of its verbs and nouns; compiled when first needed."""

    def pattern(listed: str) -> re.Pattern[str]:
        words = (re.escape(word).replace(r"\*", r"[\w-]*").replace("_", r"\s+") for word in listed.split())
        return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")

    return tuple((type_, pattern(_VERBS[type_]), pattern(_NOUNS[type_])) for type_ in _VERBS)


def type_of(does: str, told: EventType | None = None, sentence: str = "") -> EventType:
    """Return the type that the words of a predicate tell; without any, what was told before, else `other`."""
    predicate = fold(undertaken(does)[0] if outlook(does).firmness else does)
    predicate = re.sub(r"^(?:(?:has|have|had|was|were|is|are|been|also|now|still|already|not) )+", "", predicate)
    # What is reported tells the type of "said that …", unless the saying itself is news: an accusation, a denial.
    if (content := _REPORTING.sub("", predicate)) != predicate and (found := type_of(content)) is not EventType.OTHER:
        return found
    parts = predicate.split()
    first, rest = " ".join(parts[:OBJECT_WORDS]), " ".join(parts[OBJECT_WORDS:])
    around = fold(sentence)

    def score(entry: tuple[EventType, re.Pattern[str], re.Pattern[str]]) -> float:
        type_, verbs, nouns = entry
        return (
            HEAD * bool(verbs.match(predicate))
            + OBJECT * bool(nouns.search(first))
            + REST * (bool(nouns.search(rest)) + bool(verbs.search(predicate)) + (type_ is told))
            + AROUND * (bool(nouns.search(around)) + bool(verbs.search(around)))
        )

    best = max(_patterns(), key=score)
    return best[0] if score(best) >= REST else told or EventType.OTHER

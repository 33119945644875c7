"""Event types by the words of a deed: small models know the words of a sentence better than the types of a scheme.

Each type has verbs and nouns of its own, those of the annotation guidelines and their common synonyms in news English.
The verb of the deed counts most, then what it is done to, then the rest of the deed, then the sentence around it.
"""

from __future__ import annotations

import re
from functools import cache

from summarizer.clauses import undertaken
from summarizer.grounding import fold
from summarizer.schema import EventType

_VERBS = {
    EventType.VISIT: "visit\\w*|travel\\w*|arriv\\w+|tour(?:s|ed|ing)?|flew|fly|flies|return(?:s|ed)? (?:to|from)|go to|"
    "goes to|went to|journey\\w*",
    EventType.MEETING: "met|meets?|meeting|spoke (?:with|by|to)|speaks (?:with|by|to)|discuss\\w*|convene[ds]?|conven\\w+|"
    "host(?:s|ed)?|talk(?:s|ed)? (?:with|to)|consult\\w*|negotiat\\w+",
    EventType.STATEMENT: "said|says?|told|tells?|announc\\w+|stat(?:es|ed)|wrote|writes?|add(?:s|ed)|not(?:es|ed)|"
    "inform(?:s|ed)|declar\\w+|explain\\w*|confirm\\w*|reiterat\\w+|emphasi\\w+|stress(?:es|ed)|warn\\w*|insist\\w*|vow\\w*|"
    "accus\\w+|condemn\\w*|den(?:y|ies|ied)|urg(?:es|ed)|call(?:s|ed)? (?:on|for)|demand\\w*|critici\\w+|claim(?:s|ed)?|"
    "express\\w*|welcom(?:es|ed)|prais\\w+|thank\\w*|tweet\\w*|assert\\w*|respond\\w*|reject\\w*|complain\\w*|decr\\w+|"
    "describ\\w+|reaffirm\\w*|affirm\\w*|applaud\\w*|commend\\w*|comment\\w*|argu\\w+|rul\\w+ out|disput\\w+|propos\\w+|"
    "promis\\w+|pledg\\w+|apologi\\w+|mention\\w*|recogni\\w+|acknowledg\\w+|blam\\w+|appeal(?:s|ed)? (?:to|for)|"
    "encourag\\w+|convey\\w*|address(?:es|ed)?|underscor\\w+",
    EventType.AGREEMENT: "sign(?:s|ed)? (?:an?|the) \\w* ?(?:deal|agreement|treaty|accord|memorandum|pact)|agreed?|agrees|"
    "ratif\\w+|conclud\\w+|adopt\\w*|join(?:s|ed)?",
    EventType.POLICY: "order(?:s|ed)?|regulat\\w+|ban(?:s|ned)?|approv\\w+|legislat\\w+|enact\\w*|institut\\w+|impos\\w+|"
    "lift(?:s|ed)?|restrict\\w*|establish\\w*|implement\\w*|issu\\w+|launch\\w*|expand\\w*|prohibit\\w*|allow\\w*|"
    "authori[sz]\\w+|expel\\w*|decid\\w+|direct(?:s|ed)?|develop\\w*|reinforc\\w+|process\\w*",
    EventType.ELECTION: "elect(?:s|ed)?|vot(?:e|es|ed|ing)|re-?elect\\w*",
    EventType.PERSONNEL: "appoint\\w*|resign\\w*|nominat\\w+|dismiss\\w*|fir(?:es|ed)|step(?:s|ped)? down|sworn|swear|"
    "replac\\w+|succeed\\w*|oust\\w*|hir(?:es?|ed)|retir\\w+|promot(?:es|ed)|chosen",
    EventType.LEGAL: "arrest\\w*|charg(?:es|ed)|sentenc\\w+|convict\\w*|sue[sd]?|indict\\w*|prosecut\\w+|detain\\w*|"
    "investigat\\w+|plead\\w*|jail\\w*|acquit\\w*|extradit\\w+|rul(?:es|ed)|seiz\\w+|raid\\w*|releas(?:es|ed) (?:from|on)|"
    "question(?:s|ed)|appeal(?:s|ed)|imprison\\w*|tried",
    EventType.PROTEST: "protest\\w*|march(?:es|ed|ing)?|demonstrat\\w+|rall(?:y|ies|ied)|converg\\w+|boycott\\w*|"
    "took to the streets|block(?:s|ed)",
    EventType.CONFLICT: "attack\\w*|shell(?:s|ed|ing)|bomb\\w*|fought|fight\\w*|clash\\w*|invad\\w+|captur\\w+|liberat\\w+|"
    "retak\\w+|retook|ambush\\w*|struck|strik\\w+|launched (?:an? )?(?:attack|offensive)|shot down|storm(?:s|ed)|fle[ed]\\w*|"
    "displac\\w+|besieg\\w+|kill\\w* (?:in|by) (?:an? )?(?:air|attack|bomb|strike)\\w*|operate to",
    EventType.CRIME: "murder\\w*|kidnap\\w*|rob(?:s|bed)|stole|steal\\w*|assault\\w*|shot|rap(?:es|ed)|loot\\w*|smuggl\\w+|"
    "traffick\\w+|abus\\w+|embezzl\\w+|stabb\\w+|threaten\\w*",
    EventType.DISASTER: "collaps\\w+|crash\\w*|flood\\w*|erupt\\w*|trampl\\w+|drown\\w*|fell (?:into|on)|infect\\w*|"
    "spread\\w*|burn(?:s|ed|t)|died|dies|kill(?:s|ed)|injur\\w+|wound(?:s|ed)",
    EventType.AID: "donat\\w+|evacuat\\w+|rescu\\w+|suppl(?:y|ies|ied)|fund(?:s|ed)|contribut\\w+|deliver\\w* (?:aid|food)|"
    "treat(?:s|ed) (?:patients|the wounded)",
    EventType.BUSINESS: "invest\\w*|acquir\\w+|sold|sells?|buys?|bought|manufactur\\w+|build(?:s|ing)?|built|construct\\w*|"
    "merg\\w+|open(?:s|ed)? (?:an?|its|the) (?:plant|factory|store|office)|fell by|rose by|default\\w*|onshor\\w+|export\\w*",
    EventType.DISCOVERY: "found that|find\\w* (?:that|reduction|evidence)|found|discover\\w*|publish\\w*|research\\w*|stud(?:y|ied)|show(?:s|ed)? that|"
    "project(?:s|ed)|estimat\\w+|survey\\w*|verif\\w+|report(?:s|ed) (?:more|that|on)|releas\\w+ (?:\\w+ )*reports?|observ\\w+",
    EventType.CULTURE_SPORT: "perform\\w*|award\\w*|celebrat\\w+|compet(?:es?|ed)|scor(?:es|ed)|commemorat\\w+|play(?:s|ed)|"
    "winn?(?:s|ing)?|feature[sd]?|honou?r\\w*",
}  # fmt: skip

_NOUNS = {
    EventType.VISIT: "visits?|trips?|tours?|arrival|pilgrimage|delegation",
    EventType.MEETING: "meetings?|talks|summits?|ministerial|phone calls?|phone conversation|conference call|calls? with|"
    "roundtable|forum|consultations?|negotiations?|dialogue|bilateral",
    EventType.STATEMENT: "statement|accusations?|criticism|speech|warning|denial|condemnation|announcement|remarks|tweets?",
    EventType.AGREEMENT: "treaty|accord|ceasefire|agreements?|pact|memorandum|deal|truce|roadmap|road map|hostilities agreement",
    EventType.POLICY: "sanctions?|laws?|regulations?|bans?|polic(?:y|ies)|legislation|executive orders?|program(?:me)?s?|initiatives?|"
    "rules?|directives?|rulemaking|visas?|measures?|strategy|bill|decree|protocol|task force|committee|reforms?|budget|"
    "embass(?:y|ies)|refugee cards|militia|supply|registration|ministry|authority to",
    EventType.ELECTION: "elections?|votes?|referend(?:um|ums|a)|ballots?|polls|voters|candidates?|finalists",
    EventType.PERSONNEL: "appointment|resignation|nomination|successor|cabinet reshuffle",
    EventType.LEGAL: "courts?|trials?|lawsuits?|arrests?|charges|investigations?|probes?|jail|prison|detainees|verdict|custody|"
    "prosecutors?|allegations|judge|indictment|police",
    EventType.PROTEST: "protests?|demonstrations?|march|ralli?e?s?|demonstrators|protesters|strike|unrest|movement",
    EventType.CONFLICT: "attacks?|bombings?|airstrikes?|troops|militants|coup|offensive|battle\\w*|fighting|war|shelling|rebels|"
    "forces|assassination|military operations?|car bomb|frontline|stronghold|shelter|fighters",
    EventType.CRIME: "murder|robbery|theft|fraud|kidnapping|shooting|bribes?|embezzlement|gang|smuggling|victims",
    EventType.DISASTER: "earthquakes?|floods?|storms?|collapse|crash|stampede|outbreaks?|epidemic|pandemic|drought|accident|fire|"
    "hurricane|infection|dead|death toll",
    EventType.AID: "humanitarian|aid|assistance|doses|relief|refugees|donations?|contribution|camp|funding|vaccines?|"
    "\\$[\\d.,]+ (?:million|billion)|patients|hospitals?|grant",
    EventType.BUSINESS: "investments?|profits?|factory|plants?|markets?|construction|contracts?|company|companies|shares|"
    "production|industry|crane|debt|bonds?|loans?|economy|economic growth|sales",
    EventType.DISCOVERY: "study|studies|research|researchers|report|survey|poll|findings|scientists|analysis",
    EventType.CULTURE_SPORT: "concert|awards?|medals?|competition|championship|festival|celebration|match|film|museum|holiday|"
    "funeral|ceremony|tournament|games",
}  # fmt: skip


@cache
def _patterns() -> tuple[tuple[EventType, re.Pattern[str], re.Pattern[str]], ...]:
    """Return for each type the patterns of its verbs and nouns; compiled when first needed."""
    return tuple(
        (type_, re.compile(rf"\b(?:{_VERBS[type_]})(?!\w)"), re.compile(rf"(?<!\w)(?:{_NOUNS[type_]})(?!\w)"))
        for type_ in _VERBS
    )


HEAD, OBJECT, REST, AROUND = 2.0, 1.5, 0.8, 0.4
"""Weights of a telling verb at the head of the deed, of telling nouns in its first words, in the rest of it, and in the
sentence around it."""


def type_of(does: str, told: EventType | None = None, sentence: str = "") -> EventType:
    """Return the type that the words of a deed tell; without any, what the model told, else `other`."""
    deed = fold(undertaken(does)[0])
    deed = re.sub(r"^(?:has|have|had|was|were|is|are|been|also|now|still|already|not) ", "", deed)
    first, rest = " ".join(deed.split()[:7]), " ".join(deed.split()[7:])
    around = fold(sentence)
    scores: dict[EventType, float] = {}
    for type_, verbs, nouns in _patterns():
        score = HEAD * bool(verbs.match(deed))
        score += OBJECT * bool(nouns.search(first)) + REST * bool(nouns.search(rest))
        score += REST * bool(verbs.search(deed))
        if around:
            score += AROUND * (bool(nouns.search(around)) + bool(verbs.search(around)))
        if type_ is told:
            score += REST
        scores[type_] = score
    best = max(scores, key=lambda type_: scores[type_])
    return best if scores[best] >= REST else told or EventType.OTHER

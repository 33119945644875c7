"""Event types by the words of a deed: small models know the words of a sentence better than the types of a scheme."""

from __future__ import annotations

import re

from summarizer.clauses import SPEECH, undertaken
from summarizer.grounding import fold
from summarizer.schema import EventType

# Verbs and nouns that leave little doubt about the type, the more telling ones first. Small models know the words of a
# sentence better than the types of a scheme.
_TYPES = tuple(
    (type_, re.compile(rf"^(?:\S+ ){{0,{reach}}}?(?:{words})\b"))
    for type_, reach, words in (
        (EventType.VISIT, 6, r"visit(?:s|ed|ing)?|travel\w*|arriv\w+|tour(?:s|ed)?|flew|fly"),
        (EventType.MEETING, 5, r"met|meets?|talks|summit|spoke|phone(?:d)? call|ministerial|convened|hosted"),
        (EventType.STATEMENT, 1, rf"{SPEECH}|accus\w+|condemn\w+|denied|den(?:y|ies)|urg\w+|call(?:s|ed) (?:on|for)|"
         r"demand\w*|criticiz\w+|criticis\w+|claim(?:s|ed)|express\w+|welcom(?:es|ed)|prais\w+|thank\w+"),
        (EventType.LEGAL, 5, r"arrest\w*|charg(?:es|ed|ing)|sentenc\w+|convict\w+|sued?|lawsuit|trial|indict\w+|"
         r"prosecut\w+|detain\w+|investigat\w+|pleaded|court"),
        (EventType.ELECTION, 8, r"elect(?:s|ed|ion|ions)|vot(?:e|es|ed|ing)|referendum|referendums|ballot"),
        (EventType.CONFLICT, 5, r"attack\w*|shell(?:ed|ing)|bomb(?:ed|ing|ings)?|fought|fighting|clash\w*|coup|"
         r"airstrikes?|troops|militants|invad\w+|captur\w+|liberat\w+|retak\w+|ambush\w*"),
        (EventType.PROTEST, 5, r"protest\w*|march(?:ed|ing)|demonstrat\w+|rall(?:y|ied|ies)|strike"),
        (EventType.PERSONNEL, 3, r"appoint\w*|resign\w*|nominat\w+|dismiss\w+|fired|stepp?\w* down|sworn"),
        (EventType.DISCOVERY, 4, r"study|studies|research\w*|report found|survey|poll|discover\w*|published"),
        (EventType.CULTURE_SPORT, 6, r"concert|award\w*|medal|competition|championship|festival|perform\w*|"
         r"celebrat\w+|match"),
        (EventType.DISASTER, 6, r"earthquake|flood\w*|storm|collapse\w*|crash\w*|stampede|outbreak|epidemic|drought"),
        (EventType.AID, 5, r"humanitarian|donat\w+|evacuat\w+|rescu\w+|aid|assistance|doses|relief"),
        (EventType.AGREEMENT, 3, r"sign(?:s|ed)|treaty|accord|ceasefire|agreed (?:to|on)|agreement"),
        (EventType.POLICY, 4, r"sanction\w*|law|order(?:s|ed)?|regulat\w+|ban(?:s|ned)?|approv\w+|polic(?:y|ies)|"
         r"legislation|executive|program(?:me|mes|s)?|initiative|rule"),
        (EventType.BUSINESS, 4, r"invest\w*|hir(?:e|es|ed|ing)|acqui\w+|sold|sell\w*|profit\w*|factory|plant|market\w*|"
         r"launch\w*|construct\w+|funds?|contract|company|compan(?:y|ies)"),
    )
)  # fmt: skip

_WORDLESS = frozenset((EventType.STATEMENT, EventType.CRIME, EventType.DISASTER, EventType.POLICY, EventType.CONFLICT))


def type_of(does: str, told: EventType) -> EventType:
    """Return the type that a verb phrase's own words tell, or what the model told where it may be right without them.

    A type whose words are missing altogether is taken for `other`, but for those that have no words of their own.
    """
    folded = fold(undertaken(does)[0])
    read = next((type_ for type_, pattern in _TYPES if pattern.match(folded)), None)
    return read or (told if told in _WORDLESS else EventType.OTHER)

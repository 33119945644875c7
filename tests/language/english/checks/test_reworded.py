"""News in the words of a model: what is true stays without a doubt, however it is said, and what is false does not."""

from __future__ import annotations

import pytest

from tests.drafts import actor, brief_of, event

PEOPLE = ("Dani Quist", "Ben Ask", "Lena Oster", "Piotr Wendel", "Paul Henderson", "Judy Henderson", "Jo Brandt")
STATES = ("Japan", "Philippines", "Nepal", "Bhutan", "Sudan", "United States")
BODIES = (
    "Corvane Motors", "Telmar Auto", "police", "the jury", "the army", "COLVA Initiative", "4Baltic Energy Holdings",
    "Azure Front", "Fed", "ECB", "the council",
)  # fmt: skip
KINDS = [*((n, "person") for n in PEOPLE), *((n, "country") for n in STATES), *((n, "organization") for n in BODIES)]

SHARES = "Shares of Corvane Motors fell 7.8 percent after it recalled 1,187 vans; Telmar Auto gained 3.1 percent."
TRIAL = "The jury convicted former mayor Piotr Wendel of bribery but acquitted his deputy, Lena Oster, on Monday."
MATCH = "Dani Quist won her opening match and scored twice, after Ben Ask missed a penalty."
FLOODS = "Floods killed 43 people in Teralin and forced many from homes in Maresh before the army reopened the road."
FERRY = "A ferry carrying 210 passengers sank off Ellery; 187 of them were rescued."
BAKERY = "Paul Henderson and Judy Henderson were bakers. The Hendersons handed its keys to their niece."
LOAN = "Japan and Philippines talked. Tokyo will lend Manila three boats in order to protect its waters."
BORDER = "Nepal accused Bhutan of moving a post. It was Kathmandu that recalled its envoy from Thimphu."
DRUG = "The study of the council did not show that the drug reduces pain, but some patients slept longer."
PROBE = "The drought caused the fires, and the probe failed to enter orbit after a valve froze."
ARREST = "Police arrested two men after Jo Brandt ordered the release of a third suspect, Ben Ask."
PRAISE = "Lena Oster praised her courage and criticised the press, and in the end drew criticism for it."
RAID = "Azure Front attacked a convoy near Kesh and retreated to Balm."
RATES = "The Fed raised rates and the ECB lowered its forecast."
SPEAKERS = "Earlier, Nepal said it was concerned that the deal would not curb imports of Bhutan."
NAMES = "COLVA Initiative and 4Baltic Energy Holdings met. COLVA gave Nepal boats. 4BEH was in default."

TRUE = [
    (SHARES, "Corvane Motors recalled about 1,200 vans.", "Corvane Motors"),
    (SHARES, "Shares of Corvane Motors fell nearly 8 percent.", "Corvane Motors"),
    (SHARES, "Corvane Motors recalled more than 1,100 vans.", "Corvane Motors"),
    (TRIAL, "Lena Oster was acquitted on Monday.", None),
    (TRIAL, "Piotr Wendel was convicted of bribery by the jury.", "the jury"),
    (MATCH, "Dani Quist won her first match.", "Dani Quist"),
    (FLOODS, "More than 40 people died in floods in Teralin.", None),
    (FLOODS, "The road was reopened by the army.", "the army"),
    (BAKERY, "The Hendersons handed the keys to their niece.", "Paul Henderson"),
    (LOAN, "Japan will lend the Philippines three boats to protect its waters.", "Japan"),
    (DRUG, "The study did not prove that the drug reduces pain.", "the council"),
    (PROBE, "The fires were caused by the drought.", None),
    (PROBE, "The probe failed to enter orbit because a valve froze.", None),
    (PRAISE, "Lena Oster criticized the press.", "Lena Oster"),
    (NAMES, "COLVA gave Nepal boats.", "COLVA Initiative"),
    (NAMES, "4BEH was in default.", "4Baltic Energy Holdings"),
    (SPEAKERS, "Nepal said it was concerned about imports of Bhutan.", "Nepal"),
]
FALSE = [
    (SHARES, "Corvane Motors recalled about 1,400 vans.", "Corvane Motors"),
    (SHARES, "Corvane Motors recalled nearly 1,100 vans.", "Corvane Motors"),
    (SHARES, "Corvane Motors recalled all of its vans.", "Corvane Motors"),
    (TRIAL, "The jury acquitted Piotr Wendel of bribery.", "the jury"),
    (TRIAL, "Lena Oster was convicted on Monday.", "the jury"),
    (FLOODS, "The army closed the road.", "the army"),
    (FLOODS, "Floods killed 43 people in Maresh.", None),
    (FERRY, "All passengers were rescued.", None),
    (PROBE, "The fires caused the drought.", None),
    (PROBE, "A valve froze after the probe failed to enter orbit.", None),
    (ARREST, "Police released two men.", "police"),
    (ARREST, "Police arrested a third suspect, Ben Ask.", "police"),
    (PRAISE, "Lena Oster praised the press.", "Lena Oster"),
    (PRAISE, "Lena Oster criticised her courage.", "Lena Oster"),
    (RAID, "Azure Front retreated to Kesh.", "Azure Front"),
    (RAID, "Azure Front advanced to Balm.", "Azure Front"),
    (RATES, "The Fed lowered rates.", "Fed"),
    (RATES, "The ECB raised rates.", "ECB"),
    (SPEAKERS, "Bhutan said it was concerned about imports of Nepal.", "Bhutan"),
]


def doubts(text: str, summary: str, agent: str | None) -> list[str]:
    """What speaks against an event that cites the sentence in which its last words are."""
    number = next((n for n, s in enumerate(text.split(". "), 1) if set(summary.split()[-2:]) & set(s.split())), 1)
    status = "scheduled" if " will " in summary else "occurred"
    found = brief_of(
        text,
        actors=[actor(name, kind) for name, kind in KINDS if name in text or name.capitalize() in text],
        events=[event(summary, number, agents=[agent] if agent else [], status=status)],
    )
    return [d.reason for item in found.events for d in item.unsupported] + [d.reason for d in found.dropped]


@pytest.mark.parametrize(("text", "summary", "agent"), TRUE)
def test_what_is_true_is_not_doubted(text: str, summary: str, agent: str | None) -> None:
    assert doubts(text, summary, agent) == []


@pytest.mark.parametrize(("text", "summary", "agent"), FALSE)
def test_what_is_false_is_doubted(text: str, summary: str, agent: str | None) -> None:
    assert doubts(text, summary, agent)

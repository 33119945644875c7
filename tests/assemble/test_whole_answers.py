"""What a large model words well comes through whole, and what it words falsely does not: news of many kinds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.drafts import actor, brief_of, commitment, event

ACTORS = [
    actor("Ada Brand", role="mayor"), actor("Odo Karst", role="chairman") | {"affiliation": "Telmar Ferries"},
    actor("Lena Oster"), actor("Telmar Ferries", "organization"), actor("Dockers' League", "organization"),
    actor("Nurses", "group"), actor("Norra Institute", "organization"),
]  # fmt: skip
TEXT = """\
Telmar Ferries is to close 14 of its 52 routes and will refund travellers within 72 hours, the owner of the line said.
Odo Karst told reporters in Orlen that the company would put its spare boats up for auction.
The Dockers' League has ruled out stepping in, and its members voted by 81 per cent to 19 to reject the offer.
Lena Oster sang her first role in 1971.
She died at home after a short illness, her agent, Piet Wendel, said.
She had left the stage in 1999 in protest at the conductor Ben Ask's treatment of the chorus.
Wages have gone unpaid since May, the union claimed in its letter.
Police are still examining whether the valves were opened by hand.
Ada Brand named Piet Wendel the winner of the prize on Monday.
“No nurse will be punished,” Ada Brand said, and the offer would not be improved.
Telmar cut its crews by a fifth, and the ferries drew crowds because the bridge was shut.
Odo Karst was shown a red card for dissent.
Ben Ask broke his wrist in the last race.
The cook, who has not been named, is still missing.
Brand received Rs 1,250 crore, and N5 million went to Oster.
An inquiry, to be led by Jo Moe, requires the approval of Ada Brand; Piet Wendel was cleared of fraud.
The chairman of the board called the ruling “a warning shot”."""

TRUE: dict[str, dict[str, Any]] = {
    "few words are shared": event(
        "Telmar Ferries plans to axe 14 routes.", 1, agents=["Telmar Ferries"], status="scheduled"
    ),
    "a synonym of each": event(
        "Lena Oster quit opera in 1999 over how Ben Ask treated the choir.", 6, agents=["Lena Oster"]
    ),
    "days for hours": commitment("refund travellers within three days", "Telmar Ferries", 1),
    "percent for a share": event("Telmar Ferries reduced its crews by 20%.", 11, agents=["Telmar Ferries"]),
    "the body of the speaker": commitment("auction its spare boats", "Telmar Ferries", 2, said_by=["Odo Karst"]),
    "she, after her agent": event("Lena Oster died at home.", 5, agents=["Lena Oster"]),
    "she, over three sentences": event("Lena Oster left the stage.", 6, agents=["Lena Oster"]),
    "ruled out": commitment("not step in", "Dockers' League", 3, polarity="refrain"),
    "a passive denied": commitment("not improve its offer", "Ada Brand", 10, polarity="refrain"),
    "a group with a capital": commitment("not punish any nurses", "Ada Brand", 10, polarity="refrain", to=["Nurses"]),
    "currency in letters": event(
        "Ada Brand got Rs 1,250 crore and 5 million went to Lena Oster.", 15, agents=["Ada Brand"]
    ),
    "has is no opposite": event("The cook remains missing.", 14, status="ongoing"),
    "a participle of a plan": event(
        "An inquiry led by Jo Moe will need approval.", 16, agents=["Jo Moe"], status="scheduled"
    ),
    "a short name": event("Telmar reduced its crews.", 11, agents=["Telmar Ferries"]),
}
FALSE: dict[str, dict[str, Any]] = {
    "of another sentence": event("Ada Brand drew crowds because the bridge was shut.", 9, agents=["Ada Brand"]),
    "words of no sentence": event("Ada Brand jailed a burglar.", 9, agents=["Ada Brand"]),
    "a whole for its part": event(
        "Telmar Ferries is to close 52 routes.", 1, agents=["Telmar Ferries"], status="scheduled"
    ),
    "a result turned": event(
        "Members of the Dockers' League voted by 19 percent to 81 to reject the offer.", 3, agents=["Dockers' League"]
    ),
    "a denial lost": commitment("step in", "Dockers' League", 3),
    "an invented cause": event("The ferries drew crowds because fares were low.", 11),
    "an invented illness": event("Lena Oster died of cancer at home.", 5, agents=["Lena Oster"]),
    "an answer to a question": event("Police found that the valves were opened by hand.", 8),
    "a claim as a fact": event("Wages have gone unpaid since May.", 7),
    "who is only named aside": event("Ben Ask left the stage in 1999.", 6, agents=["Ben Ask"]),
    "another in his place": event(
        "Ada Brand named Lena Oster the winner of the prize.", 9, agents=["Ada Brand"], others=["Lena Oster"]
    ),
    "two things joined": event("Ben Ask was shown a red card for dissent.", 12, 13, agents=["Ben Ask"]),
    "a plan as done": event("Jo Moe led an inquiry.", 16, agents=["Jo Moe"]),
    "cleared": event("Piet Wendel was convicted of fraud.", 16, others=["Piet Wendel"]),
    "a graver verb": event("Odo Karst admitted that the boats were for auction.", 2, agents=["Odo Karst"]),
    "a promise of what is told": event("Odo Karst promised to put the boats up for auction.", 2, agents=["Odo Karst"]),
}


def is_whole(item: dict[str, Any]) -> bool:
    """Whether an item is in the brief, without a doubt."""
    people = [*ACTORS, actor("Ben Ask", role="conductor"), actor("Piet Wendel"), actor("Jo Moe")]
    made = brief_of(TEXT, actors=people, **{"events" if "summary" in item else "commitments": [item]})
    found = [*made.events, *made.commitments]
    return bool(found) and not found[0].unsupported


@pytest.mark.parametrize("kind", TRUE)
def test_what_is_true_comes_through_whole(kind: str) -> None:
    assert is_whole(TRUE[kind])


@pytest.mark.parametrize("kind", FALSE)
def test_what_is_false_does_not(kind: str) -> None:
    assert not is_whole(FALSE[kind])

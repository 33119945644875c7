"""Commitments: the action is the article's own words, and nobody is bound whom the sentence does not bind."""

from __future__ import annotations

import pytest

from summarizer.claims import CommitmentClaim
from summarizer.language.english.commitments import LONGEST_ACTION
from summarizer.schema import Firmness, Polarity
from tests.language.english.undertakings import found


def only(text: str, speakers: tuple[str, ...] = ()) -> CommitmentClaim:
    (claim,) = found(text, speakers)
    return claim


@pytest.mark.parametrize(
    ("sentence", "by", "action", "firmness"),
    [
        ("Norway will build a bridge.", ("Norway",), "build a bridge", "planned"),
        ("Norway is to build a bridge.", ("Norway",), "build a bridge", "planned"),
        ("Norway is set to build a bridge.", ("Norway",), "build a bridge", "planned"),
        ("Norway plans to build a bridge, Odo Karst said.", ("Norway",), "build a bridge", "planned"),
        ("Norway has decided to build a bridge.", ("Norway",), "build a bridge", "planned"),
        ("Norway announced plans to build a bridge.", ("Norway",), "build a bridge", "planned"),
        ("Norway has agreed to build a bridge.", ("Norway",), "build a bridge", "pledged"),
        ("Norway pledged to build a bridge.", ("Norway",), "build a bridge", "pledged"),
        ("Norway is committed to building a bridge.", ("Norway",), "build a bridge", "pledged"),
        ("Norway signed the treaty, promising to pay its share.", ("Norway",), "pay its share", "pledged"),
        ("Norway said it would build a bridge.", ("Norway",), "build a bridge", "planned"),
        ("Norway aims to build a bridge.", ("Norway",), "build a bridge", "intended"),
        ("Varnholm Bank intends to hire 300 people.", ("Varnholm Bank",), "hire 300 people", "intended"),
        ("Karst said on Monday that Norway will build a bridge.", ("Norway",), "build a bridge", "planned"),
        ("Norway and Finland will build a bridge.", ("Norway", "Finland"), "build a bridge", "planned"),
        ("Ana Reyes and Tom Hale will meet in Orlen.", ("Ana Reyes", "Tom Hale"), "meet in Orlen", "planned"),
        ("Karst, the governor, will open the forum.", ("Odo Karst",), "open the forum", "planned"),
        ("The dockers will strike on Friday.", ("dockers",), "strike on Friday", "planned"),
        ("Norway pledged A$2 million.", ("Norway",), "give A$2 million", "pledged"),
        ("Norway has committed £3m to new ferries.", ("Norway",), "give £3m to new ferries", "pledged"),
        ("Norway is open to discuss any ferry.", ("Norway",), "discuss any ferry", "intended"),
        ("Karst said he would quit if Moe did.", ("Odo Karst",), "quit if Moe did", "planned"),
        ("Karst said he would be leaving the yard.", ("Odo Karst",), "be leaving the yard", "planned"),
        ("Varnholm Bank said on Monday it would hire 300 people.", ("Varnholm Bank",), "hire 300 people", "planned"),
        ("Varnholm Bank will hire 300 people, it said.", ("Varnholm Bank",), "hire 300 people", "planned"),
        ("Karst told reporters the Harbour Council would sell a port.", ("Harbour Council",), "sell a port", "planned"),
    ],
)
def test_an_undertaking_has_its_promisor_its_action_verbatim_and_its_firmness(
    sentence: str, by: tuple[str, ...], action: str, firmness: str
) -> None:
    claim = only(sentence)
    assert (claim.by, claim.action, claim.firmness) == (by, action, Firmness(firmness))
    assert claim.polarity is Polarity.DO


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("Norway will build a bridge, which will be closed in June.", "build a bridge"),
        ("Norway will build a bridge, Odo Karst said on Monday.", "build a bridge"),
        ("Norway will build a bridge, according to Odo Karst.", "build a bridge"),
        ("Norway will build a bridge; Finland has no money.", "build a bridge"),
        ("Norway will build a bridge and two ports by 2030.", "build a bridge and two ports by 2030"),
        ("Varnholm Bank will hire 300 people and lend to dockers.", "hire 300 people and lend to dockers"),
        ("Norway will build a bridge and the board will pay for it.", "build a bridge"),
        ("Norway’s intention to build a bridge pleased the dockers.", "build a bridge"),
        ("Norway’s pledge to build a bridge has pleased the dockers.", "build a bridge"),
        ("Norway will build a bridge and has bought two ferries.", "build a bridge"),
        ("Norway will build a bridge, and the Harbour Council hopes to name a builder.", "build a bridge"),
        ("Norway will build a bridge and is building a second one.", "build a bridge"),
        ("Norway has agreed to build a bridge and plans to sell it.", "build a bridge"),
        ("Norway will build a bridge next week and had asked for a delay.", "build a bridge next week"),
        ("Norway will build a bridge and Finland promised two ferries.", "build a bridge"),
        ("Norway will build a bridge and urged the dockers to help.", "build a bridge"),
        ("Norway will name the steps it and the board are taking.", "name the steps it and the board are taking"),
        ("Norway will guard the dignity and rights they are owed.", "guard the dignity and rights they are owed"),
        ("Norway will repair roads and bridges damaged in May.", "repair roads and bridges damaged in May"),
        ("Norway will build a bridge, unless Finland does.", "build a bridge, unless Finland does"),
        ("Norway will pay for two ferries, if the dockers agree.", "pay for two ferries, if the dockers agree"),
    ],
)
def test_an_action_ends_where_its_clause_ends(sentence: str, action: str) -> None:
    assert [claim.action for claim in found(sentence)] == [action]


def test_each_of_two_who_undertake_something_has_an_action_of_its_own() -> None:
    made = found("Norway will build a bridge and Finland will pay for two ferries.")
    assert [(claim.by, claim.action) for claim in made] == [
        (("Norway",), "build a bridge"), (("Finland",), "pay for two ferries"),
    ]  # fmt: skip


def test_an_endless_action_is_cut_at_a_comma() -> None:
    tail = ", ".join(f"repair the road to the {n}th village on the coast" for n in range(4, 20))
    claim = only(f"Norway will build a bridge, {tail}.")
    assert len(claim.action) <= LONGEST_ACTION
    assert claim.action.startswith("build a bridge, repair")
    assert claim.action.endswith("coast")


@pytest.mark.parametrize(
    "sentence",
    [
        # Predictions of what nobody holds in his hands.
        "Norway will face a hard winter.",
        "Norway will win the match.",
        "Norway will be happy about it.",
        "Prices will rise in spring.",
        "Odo Karst said that it will rain.",
        "Karst fears that Norway will attack Orlen.",
        "Karst expects that Norway will build a bridge.",
        "If Norway will build a bridge, the dockers may come.",
        "Norway might build a bridge.",
        "Norway could build a bridge.",
        # Passives in which nobody acts.
        "The yard will be closed in May.",
        "A bridge is to be built in Orlen.",
        "Ana Reyes will be welcomed in Orlen.",
        # Values, and what stands without a verb.
        "Norway is committed to peace.",
        "Norway committed to democracy and trade.",
        "Norway reaffirmed its commitment to the treaty.",
        "Norway will do so.",
        # What has been.
        "Norway built a bridge.",
        "Norway has promised much.",
        # Nobody who is named undertakes it.
        "He will build a bridge.",
        "The Mayor will build a bridge.",
        "Norway will continue to be able to build bridges.",
        "Norway will bear the costs of the bridge.",
        "The company will build a bridge.",
        "A new bridge will open in May.",
        "The forum will bring together ministers.",
        # Who speaks in a quotation is not told by it, or speaks for others.
        "“I will resign on Friday.”",
        "“We will resign on Friday,” a guest said.",
        "“We will close the yard,” said Odo Karst, a spokesman for the board.",
        "Odo Karst said Tom Hale told him: “I will resign on Friday.”",
        # What is only mentioned in a quotation.
        "“The fact that we will pay for the port helps,” Odo Karst said.",
        "“When we will pay for it is open,” Odo Karst said.",
        "“We will not let this happen in Orlen,” Odo Karst said.",
        # It is not undertaken.
        "Odo Karst has not agreed to pay for the port.",
        "Odo Karst never promised to close the port.",
        "Odo Karst did not promise to close the yard.",
        "Odo Karst has yet to agree to pay for the port.",
        "Neither Odo Karst nor Ana Reyes will sell the port.",
        "Nobody of the Harbour Council will sell the port.",
        # Whom they mean is not said.
        "Critics said he will raise taxes on farmers by May.",
        "Norway and Finland said he will pay for the port.",
        "Odo Karst said it will close 40 branches by June.",
        # They lead nowhere, have been given, or stay as they are.
        "The Harbour Council will lead to a better port.",
        "Norway has committed $7 million to the port since May.",
        "Schools in Orlen will stay closed until Monday.",
        "Norway is open to dialogue on ferries.",
        # What is likely; crowds and times; what is asked for.
        "Norway will likely close the yard.",
        "Norway will very likely fall.",
        "Karst will probably resign.",
        "Norway’s 5 million people will join the network in May.",
        "Hundreds of thousands of Norwegians will keep their jobs.",
        "The Orlen school year will begin in August.",
        "Reyes urged Norway and Finland to pledge to build a bridge.",
        "The bank wants Norway to commit to building a bridge.",
        "Karst asked the Harbour Council to promise to pay for a bridge.",
        "Norway has yet to pledge to build a bridge.",
    ],
)
def test_what_binds_nobody_is_no_commitment(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("Norway will not build a bridge.", "not build a bridge"),
        ("Norway will never build a bridge.", "never build a bridge"),
        ("Odo Karst said he will not resign over it.", "not resign over it"),
        ("Karst said on Monday that Norway will not close the yard.", "not close the yard"),
        ("Norway won’t build a bridge.", "not build a bridge"),
        ("Norway won't build it for them.", "not build it for them"),
        ("Norway agreed not to build a bridge.", "not build a bridge"),
        ("Norway has pledged not to build a bridge.", "not build a bridge"),
        ("Norway promised never to build a bridge.", "never build a bridge"),
        ("Norway announced plans not to build a bridge.", "not build a bridge"),
    ],
)
def test_who_will_not_do_it_refrains_and_the_action_says_so(sentence: str, action: str) -> None:
    claim = only(sentence)
    assert (claim.action, claim.polarity) == (action, Polarity.REFRAIN)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Odo Karst said he will visit Norway.", {"Odo Karst"}),
        ("Odo Karst told reporters that he will visit Norway.", {"Odo Karst"}),
        ("Odo Karst said on Monday that he will visit Norway.", {"Odo Karst"}),
        ("Varnholm Bank said it will hire 300 people.", {"Varnholm Bank"}),
        ("Ana Reyes met Tom Hale. The two leaders agreed to repair the port.", {"Ana Reyes", "Tom Hale"}),
        ("Governor Odo Karst spoke in Orlen. He will visit Norway.", {"Odo Karst"}),
        ("Norway said that Finland will pay for the bridge.", {"Finland"}),
        ("Odo Karst spoke. “Norway will pay for the bridge,” he said.", {"Norway"}),
    ],
)
def test_a_pronoun_is_bound_if_it_is_certain_whom_it_means(text: str, by: set[str]) -> None:
    assert set(only(text).by) == by


@pytest.mark.parametrize(
    "text",
    [
        "Odo Karst met Tom Hale. He will visit Norway.",
        "Odo Karst thanked Kari Lund. He will visit Norway.",
        "Odo Karst spoke in Orlen. It rained all day. He will visit Norway.",
        "The dockers cheered. They will strike on Friday.",
        "Ana Reyes met Tom Hale and Odo Karst. The two leaders agreed to repair the port.",
        "Odo Karst said that after the war they will leave the port.",
        # Whose words they are, is not told.
        "Karst and Moe left. He said Norway will pay for the bridge.",
        "“We have a neighbour in Norway who won’t pay for the bridge.”",
        "Karst and Moe left. “Norway will pay for the bridge,” he said.",
        "Karst and Moe left. He said: “Norway will pay for the bridge.”",
    ],
)
def test_a_pronoun_that_may_mean_another_binds_nobody(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("undertaking", "action"),
    [
        ("commits to increasing its aid", "increase its aid"),
        ("pledged to bring peace to Orlen", "bring peace to Orlen"),
        ("commits to swing bridges in Orlen", None),
        ("is committed to closing the yard", "close the yard"),
        ("committed to cutting its taxes", "cut its taxes"),
        ("is committed to funding schools", "fund schools"),
        ("commits to finding a new site", "find a new site"),
        ("is committed to tackling crime", "tackle crime"),
        ("commits to stopping the trade", "stop the trade"),
        ("is committed to phasing out coal", "phase out coal"),
        ("commits to upholding the treaty", "uphold the treaty"),
        ("commits to building and running a yard", "build and run a yard"),
        ("commits to building two yards and running a third", "build two yards"),
        (
            "commits to building yards, including training sites, in Orlen",
            "build yards, including training sites, in Orlen",
        ),
        ("commits to cutting taxes, continuously reviewing its laws", "cut taxes"),
        ("is committed to helping dockers and to narrowing the gap", "help dockers"),
        ("commits to welcoming guests; developing a plan", "welcome guests"),
    ],
)
def test_an_action_completes_will(undertaking: str, action: str | None) -> None:
    assert [claim.action for claim in found(f"Norway {undertaking}.")] == ([action] if action else [])


@pytest.mark.parametrize(
    "courtesy",
    [
        "looks forward to welcoming guests",
        "looks forward to another summit in Orlen",
        "is looking forward to building a bridge",
        "hopes to build a bridge",
        "hopes to continue the dialogue",
        "would be pleased to host the forum",
        "would be happy to build a bridge",
        "would like to build a bridge",
        "said it would be honoured to host the forum",
        "thanked Finland and looks forward to hosting it",
    ],
)
def test_a_courtesy_or_a_hope_is_no_commitment(courtesy: str) -> None:
    assert found(f"Norway {courtesy}.") == []


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("Norway will build a bridge by 2030.", "by 2030"),
        ("Norway will open a bridge on February 9, officials said.", "February 9"),
        ("On February 9, Norway will open a bridge.", "February 9"),
        ("By June, Norway will open a bridge.", "By June"),
        ("Next week, Karst will visit Norway.", "Next week"),
        ("Norway will open a bridge.", None),
        ("Norway will open a bridge, officials said on Monday.", None),
        ("Officials said on Monday that Norway will open a bridge.", None),
        ("On Monday, officials said that Norway will open a bridge.", None),
        ("On Monday Karst said Norway will open a bridge.", None),
        ("Norway will open a bridge that was built in 2021.", None),
        ("Norway will open a bridge in May and sell a ferry by June.", None),
        ("Norway will pay for Friday’s fair in Orlen.", None),
        ("Norway will not open the bridge before Saturday.", None),
        ("Norway will close the port after Sunday’s final.", None),
        ("Norway will close the port if Finland does so on Monday.", None),
        ("Norway will close the port before Christmas.", "before Christmas"),
    ],
)
def test_a_commitment_is_due_by_a_date_in_its_action_or_at_the_opening_of_its_sentence(
    sentence: str, due: str | None
) -> None:
    assert [claim.due for claim in found(sentence)] == [due]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Norway will build a bridge, Odo Karst said.", ("Odo Karst",)),
        ("Norway will build a bridge, said Odo Karst.", ("Odo Karst",)),
        ("Norway will build a bridge, officials said.", ("officials",)),
        ("Odo Karst said that Norway will build a bridge.", ("Odo Karst",)),
        ("Odo Karst said he will visit Norway.", ("Odo Karst",)),
        ("Norway will build a bridge.", ()),
    ],
)
def test_the_source_is_whoever_says_so(sentence: str, source: tuple[str, ...]) -> None:
    assert only(sentence).said_by == source


@pytest.mark.parametrize(
    "sentence",
    [
        "He and Ana Reyes will build a bridge.",
        "They and Norway will build a bridge.",
        "Karst said that he and Ana Reyes will build a bridge.",
        "Ana Reyes added that she and the Harbour Council will build a bridge.",
        "Norway said that it and Finland will build a bridge.",
    ],
)
def test_nobody_is_bound_with_another_whom_a_pronoun_means(sentence: str) -> None:
    assert found(sentence) == []


def test_a_promise_ends_with_its_month() -> None:
    assert only("Norway will close the port by May. Finland sued the board in June.").action == "close the port by May"


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway will speed up this process in May.",
        "Norway and Finland will fund these programs next year.",
        "Reyes said that Norway will help in that regard.",
        "Norway will send a mission to grow investment between our countries.",
        "Varnholm Bank will give us the money for a bridge.",
    ],
)
def test_what_cannot_be_read_without_another_sentence_is_no_commitment(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("Norway will finish the bridge this year.", "finish the bridge this year"),
        ("Norway will support those who lost their homes.", "support those who lost their homes"),
        ("Norway will pay those affected by the flood.", "pay those affected by the flood"),
        ("Norway will close “our bridge” in May.", "close “our bridge” in May"),
        ("Norway will start its “Green Coast” program in May.", "start its “Green Coast” program in May"),
        ('Norway will start its "Green Coast" program in May.', 'start its "Green Coast" program in May'),
        ("Karst will strike whoever comes near “with an iron fist.", "strike whoever comes near"),
        ("Norway will build a bridge and it is working on a tunnel.", "build a bridge"),
    ],
)
def test_an_action_has_what_it_quotes_whole(sentence: str, action: str) -> None:
    assert only(sentence).action == action


def test_who_says_we_has_our_borders() -> None:
    assert only("We will guard our borders.", ("Norway", "Finland")).action == "guard our borders"

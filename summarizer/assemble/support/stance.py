"""Compare what a model judges of an item with the words of English sentences: status, firmness, polarity, condition.

Words rarely prove a judgement, but they can be against it: nothing is scheduled in a sentence that knows no future.
Only such contradictions are reported; the judgement stays the model's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.article.text import fold
from summarizer.assemble.support.clauses import clauses
from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.language.opposites import lemma
from summarizer.language.words import negated, refrains
from summarizer.schema import Doubt, EventType, Firmness, Polarity, Status


def _cues(words: str) -> re.Pattern[str]:
    """Return the pattern of these words; "*" stands for any ending, "_" for a space."""
    listed = (re.escape(word).replace(r"\*", r"\w*").replace("_", " ") for word in words.split())
    return re.compile(rf"\b(?:{'|'.join(listed)})\b")


_AHEAD = _cues(
    "will won't would shall to_be is_to are_to was_to were_to is_set are_set was_set were_set due scheduled "
    "expected planned going_to slated about_to plan* schedul* upcoming next tomorrow later coming today intend* "
    "aim* hope hopes hoping look*_forward ahead agreed_to pledg* promis* vow* prepar* until soon begin* start* "
    "future decid* announc* he'll she'll we'll i'll they'll"
)
_POSSIBLE = _cues(
    "may might can could would should must propos* suggest* consider* possib* if unless call* urg* want* seek* "
    "demand* hop* offer* ask* invit* plan* potential* option* expect* likely require* need* threat* risk* warn* "
    "ready willing open_to intend* aim* appeal* recommend* request* explor* discuss* next_step draft* will"
)
_ASCRIBED = _cues(
    "alleg* report* accus* claim* suspect* according said say says saying told tells believ* blam* charg* rumor* "
    "rumour* complain* deny denies denied testif* suppos* apparent* likely may might would warn* argu* describ* "
    "insist* assert* contend* estimat* think* thought feel* fear* document* admit* confirm* note noted notes"
)
_PREVENTED = _cues(
    "cancel* postpon* yet_to suspend* unable withdr* prevent* block* avoid* lack* undone unpaid untouched"
)
_GOING_ON = re.compile(
    r"\b(?:\w+ing|continu\w*|still|since|remain\w*|is|are|has|have|keeps?|current\w*|under ?way|always|every|so far)\b"
)
_MAIN_AHEAD = _cues("will won't shall plan plans intend intends hope hopes aim aims")
_MODAL = frozenset("may might could would should can".split())
_BE = frozenset("is are was were".split())
_TO_COME = frozenset("to set due scheduled expected planned going slated about".split())
_SAYING = _cues(
    "said says say told tells announc* warn* accus* claim* deny denies denied pledg* promis* vow* agree* insist* "
    "argu* declar* demand* call* urg* complain* confirm* report* express* affirm* reaffirm* commit* stress* "
    "criticiz* condemn* admit* asked respond* note noted notes decid* reject* refus* found estimat* expect* "
    "predict* project*"
)
_FIRM = {
    Firmness.PLEDGED: _cues(
        "pledg* promis* vow* agree* commit* guarantee* sign signs signed signing undert* swor* assur* accord deal "
        "ensur* affirm* reaffirm* resolv* order* direct* declar* oblig* treaty announc* decid* decision we will "
        "i'll"
    ),
    Firmness.PLANNED: _cues(
        "will won't plan* schedul* is_to are_to was_to were_to set_to due expected going_to to_be announc* decid* "
        "decision would launch* begin* start* prepar* said says trip visit working we'll i'll moving taking "
        "agree* ordered"
    ),
    Firmness.INTENDED: _cues(
        "inten* aim* hop* seek* want* consider* look*_forward ready readiness willing* open_to work_to work_with "
        "work_together working continu* striv* keen* explor* aspir* propos* try tries trying expect* would may could "
        "might support* desir* goal* wish* next_step determin* prepared interest* pursu* should plan* need must "
        "further encourag* discuss*"
    ),
}
_IF = re.compile(r"\b(?:if(?! any\b)|unless|provided that|as long as|on (?:the )?condition|subject to|pending)\b")


def _main_verb(summary: str) -> tuple[str, str] | None:
    """Return the first finite verb of a summary and the word after it, or None if none is found."""
    words = [word.text for clause in clauses(summary) for word in clause]
    # "United" is no verb.
    names = {fold(word) for word in re.findall(r"\b[A-Z]\w+", summary)}
    for at, word in enumerate(words[1:], start=1):
        if word in names:
            continue
        after = words[at + 1] if at + 1 < len(words) else ""
        if word in _BE or word in _MODAL or _MAIN_AHEAD.fullmatch(word) or word in ("has", "have", "had", "did"):
            return word, after
        if (word.endswith("ed") and len(word) > 4) or lemma(word) != word:
            return "-ed", after
    return None


def against_event(claim: EventClaim, quotes: Sequence[str]) -> Iterator[Doubt]:
    """Yield a doubt if the words of an event or of its sentences are against its status."""
    if reason := _against_status(claim, fold(claim.summary), " ".join(map(fold, quotes))):
        yield Doubt(field="status", claimed=claim.status.value, reason=reason)


def _against_status(claim: EventClaim, summary: str, told: str) -> str | None:
    status, both, verb = claim.status, f"{summary} {told}", _main_verb(claim.summary)
    says = claim.type is EventType.STATEMENT or _SAYING.search(summary) is not None
    is_past = verb is not None and (
        verb[0] == "-ed" or (verb[0] in ("was", "were", "had", "did") and verb[1] not in _TO_COME)
    )
    is_ahead = verb is not None and (
        _MAIN_AHEAD.fullmatch(verb[0]) is not None or (verb[0] in _BE and verb[1] in _TO_COME)
    )
    match status:
        case Status.NEGATED if not (negated(both) or refrains(both) or _PREVENTED.search(both)):
            return "nothing in its sentences is negated"
        case Status.ALLEGED if not _ASCRIBED.search(both):
            return "its sentences ascribe it to nobody"
        case Status.PROPOSED if not _POSSIBLE.search(both) or (is_past and not says and not _POSSIBLE.search(summary)):
            return (
                "its sentences know nothing that is only possible" if not is_past else "the summary tells of the past"
            )
        case Status.SCHEDULED if not _AHEAD.search(both) or (is_past and not says and not _AHEAD.search(summary)):
            return "its sentences know nothing to come" if not is_past else "the summary tells of the past"
        case Status.ONGOING if "continu" in summary or re.search(r"\b(?:has|have) \w+ed\b", told):
            return None
        case Status.OCCURRED | Status.ONGOING | Status.ALLEGED | Status.NEGATED if is_ahead and not says:
            return (
                "the summary tells of what is to come" if status is not Status.NEGATED or not negated(summary) else None
            )
        case Status.ONGOING if verb is not None and verb[0] == "-ed" and not _GOING_ON.search(summary):
            return "the summary tells of what is over"
    return None


def against_commitment(claim: CommitmentClaim, quotes: Sequence[str]) -> Iterator[Doubt]:
    """Yield a doubt for each judgement of a commitment that its words, or those of its sentences, are against."""
    told = " ".join(map(fold, quotes))
    cues = {firmness for firmness, pattern in _FIRM.items() if pattern.search(told)}
    if cues and claim.firmness not in cues:
        reason = f"its sentences have the words of {' or '.join(sorted(c.value for c in cues))}"
        yield Doubt(field="firmness", claimed=claim.firmness.value, reason=reason)
    action = fold(claim.action)
    starts_with_not = re.match(r"(?:not|never|no longer)\b", action) is not None
    if claim.polarity is Polarity.DO and starts_with_not:
        yield Doubt(field="polarity", claimed=claim.polarity.value, reason="the action begins with a negation")
    elif claim.polarity is Polarity.REFRAIN and not (negated(action) or refrains(action) or _PREVENTED.search(action)):
        yield Doubt(field="polarity", claimed=claim.polarity.value, reason="the action has no negation")
    had = {doubt.field for doubt in claim.doubts}
    if claim.condition is None and "condition" not in had and not _IF.search(action) and (found := _IF.search(told)):
        reason = f"its sentences have “{found.group()}”"
        yield Doubt(field="condition", claimed="none", reason=reason)

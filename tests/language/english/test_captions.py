"""Captions: the lines below photos, and reports of the same day or about a photo."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import sentences
from summarizer.language.english.captions import describes_photo
from summarizer.language.english.events import of_captions, read


@pytest.mark.parametrize(
    "sentence",
    [
        "Dockers carry a coffin bearing the body of a man who was killed, during his funeral in Varn Jan. 20, 2026.",
        "Two officers take Odo Karst away during a march, Wednesday, Nov. 25, 2026, in Orlen, after Moe was shot.",
        "Mayor Odo Karst delivers a speech before the board on Orlen Hill in Varn, Jan. 12, 2026.",
        "Mayor Odo Karst clasps an unidentified man at Orlen, Nov. 18, 2026, during the visit of Ida Moe.",
        "Women mourn during the funeral of Odo Karst, who was killed in an attack, in Orlen, Norway, May 13, 2026.",
        "Dockers stand guard at the gate of the yard in Orlen, April 21, 2026, after an attack by men who hid.",
        "Odo Karst, 29, holds his sons who were hurt during a march, in the north of Orlen, Norway, April 4, 2026.",
        "Men carry parcels provided by the board in Orlen, on the outskirts of Varn, on May 25, 2026.",
        "Police arrest the leader of the dockers during a march along a street near the yard, on July 9, 2026.",
        "Pedestrians cheer as dockers gather at the yard, Nov. 9, 2026, outside the hall of Orlen.",
        "A docker is detained by police near the yard in Orlen, July 9, 2026.",
        "Rescue workers carry the coffin of one of the dockers killed during the strike in Orlen, January 21, 2026.",
        "Odo Karst laughs with the man who was to be mayor, Ida Moe, at a meeting in Orlen, Norway, on July 6, 1946.",
        "Dockers walk to the yard with their leader in Orlen, Norway, 1978.",
        "Men carry parcels to the union-held yard of Orlen, on May 25, 2026.",
    ],
)  # fmt: skip
def test_a_present_tense_beside_a_whole_date_is_a_caption(sentence: str) -> None:
    assert describes_photo(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Undated photo obtained by the Orlen Post reportedly shows Odo Karst at the yard.",
        "A picture taken with a fisheye lens shows dockers at the yard.",
        "A still image taken from footage shot on June 18, 2026, purports to show a fire at the yard.",
        "Image made from video posted online by the union, Jan. 9, 2026, purports to show the fire.",
        "Handout photo released by the board shows the yard.",
        "In this March 12, 2026, file photo, Odo Karst leaves the yard.",
        "In this image made from video, Odo Karst leaves the yard.",
        "Odo Karst is seen in an undated picture released by the board.",
        "Unidentified dockers are pictured after the strike.",
        "Odo Karst (L) and his wife Ida are sure that the yard will stay.",
        "From left, Ida Moe, Odo Karst and Tom Hale are dockers in Orlen.",
        "Mayor Odo Karst, second from right, greets dockers before a march in Orlen.",
    ],
)
def test_what_speaks_of_its_own_photo_is_a_caption(sentence: str) -> None:
    assert describes_photo(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        # Reports of a day.
        "Karst signed the law in Orlen on March 12, 2026.",
        "Dockers marched in Orlen on May 3, 2026, after the board closed the yard.",
        "The strike in Orlen, which began on May 3, 2026, goes on.",
        "The board, which met in Orlen, Norway, May 3, 2026, has closed the yard.",
        "On Monday, January 5, 2026, the board meets in Orlen.",
        "On May 31, 2026, as agreed in a call, the board met in Orlen.",
        "In a rare step, the board on Friday, Sept. 2, 2026, published its books.",
        "The law only applies to ferries that were in Norway before January 1, 2026.",
        "Karst was shot in Orlen, Norway, 1978.",
        # Plans.
        "Karst will visit Orlen, Norway, May 3, 2026.",
        "The yard is to close, Karst said, on May 3, 2026.",
        "The law takes effect in Orlen, Norway, May 3, 2026, during the strike.",
        "The fair opens in Orlen, Norway, on May 3, 2026.",
        # What is so.
        "This summit follows the first one, held in Orlen, Norway, on May 3, 2026.",
        "The form is open as of November 1, 2026, and stays so until May 3, 2027, at noon.",
        # News about photos.
        "The photo shows that the yard was closed, Karst said.",
        "The union released a picture, showing a smiling Karst.",
        "Karst is seen as the next mayor of Orlen.",
        "Dashboard video of the march showed an officer at the yard.",
        "He sent the board a photo that Moe had taken of the yard.",
        "Karst left the yard, right after the vote.",
    ],
)  # fmt: skip
def test_a_report_or_a_plan_is_no_caption(sentence: str) -> None:
    assert not describes_photo(sentence)


CAPTION = "Two sailors wait beside a captured patrol boat near the harbour of Orlen, Norway, Dec. 3, 1971."


@pytest.mark.parametrize(
    ("before", "after", "is_of_it"),
    [
        ("The mayor opposed the treaty.", "The captured sailors had been held for a week.", True),
        ("The mayor opposed the treaty.", "The boat was sunk by dockers.", True),
        ("The mayor met sailors in Varn.", "The sailors had been held for a week.", False),
        ("The mayor opposed the treaty.", "The council voted on Monday.", False),
        ("The mayor opposed the treaty.", "Sailors marched on Monday.", False),
        ("The mayor opposed the treaty.", "Karst was deeply opposed to the sailors.", False),
    ],
)
def test_a_sentence_about_what_only_the_caption_before_it_has_is_of_that_caption(
    before: str, after: str, *, is_of_it: bool
) -> None:
    readings = [read(sentence) for sentence in sentences(f"{before} {CAPTION} {after}", "en")]
    assert of_captions(readings) == ({3} if is_of_it else set())

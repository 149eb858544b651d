"""Whether a title is written on the evidence."""

from difflib import SequenceMatcher
from typing import Final

from recert.audits.reading.folding import confusable, folded, readable, words
from recert.audits.reading.lines import Answer, Reading, Says
from recert.audits.reading.names import unclear

SHOWN: Final = 0.9
ALIKE: Final = 0.6
_LINES: Final = 3
"""A title runs over so many lines at the most."""


def title_shown(reading: Reading, title: str) -> Answer:
    """Word for word, but for case, accents, spaces and slips; a title alike, or a part of it, is `unsure`."""
    wanted = _bare(title)
    if not reading.lines or not wanted or not readable(title):
        return Answer(Says.UNSURE)
    best, evidence = 0.0, ""
    for at in range(len(reading.lines)):
        for count in range(1, _LINES + 1):
            text = " ".join(line.text for line in reading.lines[at : at + count])
            how = _alike(wanted, _bare(text))
            if how > best:
                best, evidence = how, text
    if best >= SHOWN:
        return Answer(Says.YES, evidence)
    return Answer(Says.UNSURE, evidence) if best >= ALIKE else unclear(reading)


def _bare(text: str) -> str:
    return confusable("".join(words(folded(text))))


def _alike(wanted: str, written: str) -> float:
    if wanted in written:
        return 1.0
    if len(written) > 3 * len(wanted) + 20:
        return 0.0
    blocks = SequenceMatcher(None, wanted, written, autojunk=False).get_matching_blocks()
    alike = sum(block.size for block in blocks if block.size > 1)
    longer = max(len(wanted), min(len(written), 2 * len(wanted)))
    return alike / longer

"""Whether a person's name is written on the evidence."""

from collections.abc import Callable
from itertools import pairwise
from typing import Final

from recert.audits.reading.folding import CJK, apart, confusable, folded, readable, spelled_out, words
from recert.audits.reading.lines import Answer, Reading, Says

_FEW: Final = 5
"""Words of so many letters may differ by one and still be the same, misread."""

_CLEAR: Final = 0.8

_BEST: Final = (Says.NO, Says.UNSURE, Says.YES)


def name_shown(reading: Reading, name: str) -> Answer:
    """In any order and case, with or without accents and middle names.

    `unsure` where somebody should look: a part of the name, an initial, a letter off, or a script that can't be read.
    """
    if not reading.lines or not name.strip() or not readable(name):
        return Answer(Says.UNSURE)
    judged = _joined if CJK.search(name) else _parts
    texts = [line.text for line in reading.lines]
    found = Answer(Says.NO)
    for text in [*texts, *(f"{one} {two}" for one, two in pairwise(texts))]:
        says = judged(text, name)
        if _BEST.index(says) > _BEST.index(found.says):
            found = Answer(says, text)
    return unclear(reading) if found.says is Says.NO else found


def unclear(reading: Reading) -> Answer:
    """The answer where what was looked for is not written: `no`, unless a line could not be read with certainty."""
    for line in reading.lines:
        if line.confidence < _CLEAR and line.box[2] > 2 * line.box[3]:
            return Answer(Says.UNSURE, line.text)
    return Answer(Says.NO)


def _joined(text: str, name: str) -> Says:
    """Names of East Asia: no space between, family first or last."""
    written = folded(text).replace(" ", "")
    parts = folded(name).split()
    whole = "".join(parts)
    if whole in written or "".join(reversed(parts)) in written:
        return Says.YES
    near = any(
        apart(written[at : at + len(whole)], whole) == 1
        for at in range(len(written) - len(whole) + 1)
        if len(whole) > 2
    )
    return Says.UNSURE if near else Says.NO


def _parts(text: str, name: str) -> Says:
    """Names of words."""
    return max((_by(text, name, form) for form in (folded, spelled_out)), key=_BEST.index)


def _by(text: str, name: str, form: Callable[[str], str]) -> Says:
    written = [*words(folded(text)), *words(form(text))]
    wanted = words(form(name))
    if len(wanted) == 1:
        return _match(wanted[0], written)
    full = [word for word in wanted if len(word) > 1]
    if len(full) < 2:
        return Says.UNSURE if full and _match(full[0], written) is not Says.NO else Says.NO
    first, last = _match(full[0], written), _match(full[-1], written)
    if Says.NO not in (first, last):
        return Says.YES if first is last is Says.YES else Says.UNSURE
    matched = sum(_match(word, written) is not Says.NO for word in full)
    initial = last is not Says.NO and any(len(word) == 1 and word == full[0][0] for word in written)
    return Says.UNSURE if matched >= 2 or initial else _run_together("".join(full), text)


def _run_together(whole: str, text: str) -> Says:
    """Where the recognizer left out the space between the names."""
    written = "".join(words(folded(text)))
    return Says.YES if len(whole) > 2 * _FEW and whole in written else Says.NO


def _match(word: str, written: list[str]) -> Says:
    """A word alone among others. Short ones must be there to the letter: a Kim is not a Tim."""
    if word in written:
        return Says.YES
    if any(confusable(word) == confusable(other) for other in written):
        return Says.YES if len(word) >= _FEW else Says.UNSURE
    allowed = 0 if len(word) < _FEW else 1 if len(word) < 2 * _FEW else 2
    close = any(abs(len(word) - len(other)) <= allowed and apart(word, other) <= allowed for other in written)
    return Says.UNSURE if close else Says.NO

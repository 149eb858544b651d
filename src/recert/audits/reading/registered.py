"""Whether evidence speaks of a registration only, not of having been there."""

from recert.audits.reading.folding import folded, holds, phrases
from recert.audits.reading.lines import Answer, Reading, Says


def only_registered(reading: Reading) -> Answer:
    """`yes` with the line that speaks of a registration; `no` with the line that speaks of completion."""
    registration = ""
    for line in reading.lines:
        text = folded(line.text)
        if any(holds(text, phrase) for phrase in phrases("finished")):
            return Answer(Says.NO, line.text)
        if not registration and any(holds(text, phrase) for phrase in phrases("registered")):
            registration = line.text
    return Answer(Says.YES, registration) if registration else Answer(Says.UNSURE)

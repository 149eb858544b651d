"""What editors say of values that hold from a day on, and of for whom they do: a sentence for every key."""

from typing import Final

SOURCE: Final = "Where it is written: the document and its rule. Begin with “assumption” what nobody has said."
SINCE: Final = "The day from which this value holds, without quotes: 2024-02-01."

ENDING: Final = "In place of `from`: the value holds for cycles that end on this day or later, whenever they began."


def dated(place: str, about: str, **amounts: str) -> dict[str, str]:
    """The sentences of a list of values that hold from a day on."""
    return {
        place: f"{about} A list of values, each with the day from which it holds; the next one ends it.",
        **row(place, **amounts),
    }


def row(place: str, **amounts: str) -> dict[str, str]:
    """The sentences of one value that holds from a day on."""
    told = {"from": SINCE, **amounts, "source": SOURCE}
    return {f"{place}.{key}": sentence for key, sentence in told.items()}


def conditional(place: str) -> dict[str, str]:
    """The sentences of a condition: for whom a value holds."""
    told = {
        "cycle_from": "From which cycle on, counted from 1.",
        "cycle_to": "Up to which cycle, counted from 1.",
        "every_cycles": "Every so many cycles: 2 for the second, the fourth and so on.",
        "awarded_from": "Awarded on this day or after it.",
        "awarded_before": "Awarded before this day.",
        "held_years": "Held for so many years or more.",
        "held_from": "With so many certifications of the group held, or more.",
        "held_to": "With at most so many certifications of the group held.",
        "holds": "The codes of certifications that must be held.",
        "lacks": "The codes of certifications that must not be held.",
        "is": "The keys of circumstances that must be so.",
        "is_not": "The keys of circumstances that must not be so.",
        "on": "When they must be so: on the first day of the cycle, as without it, on any day of it, or on the last. "
        "What is required is decided again when that changes while the cycle runs.",
    }
    when = "For whom the value holds; all that is said must be so on the first day of a cycle. Leave it out for all."
    return {
        f"{place}.ending_from": ENDING,
        f"{place}.when": when,
        **{f"{place}.when.{key}": sentence for key, sentence in told.items()},
    }

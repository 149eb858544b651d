"""The reference program where an activity of several days counts by its first day."""

from tests.earning import USUAL


def text() -> str:
    """The policy, as somebody would write it."""
    found = USUAL.read_text().replace('several_days = "last day"', 'several_days = "first day"')
    return found.replace('program = "atlassian"', 'program = "spanning"')


def divided(rounding: str = "down") -> str:
    """The policy where it is divided by days instead."""
    counts = f'several_days = "each day"\ndays_rounding = "{rounding}"'
    return text().replace('several_days = "first day"', counts)

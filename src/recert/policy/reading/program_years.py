"""Years of the program, that demands look at: with which day they end, and what can't stand beside them."""

from recert.policy.model import Policy
from recert.policy.shared_years import PROGRAM_YEARS, every_demand
from recert.policy.toml import Document


def check_program_years(document: Document, policy: Policy) -> None:
    """They end with the one day that the program's cycles end with, and stand in place of the calendar's."""
    found = [(place, rule) for place, rule in every_demand(policy) if rule.kind in PROGRAM_YEARS]
    ends = policy.cycle.year_ends
    for place, _ in found:
        at = (*place, "years")
        if not ends:
            fix = 'write ends = "end of year" and year_ends = ["06-30"] under [cycle], or years = "of the calendar"'
            document.problem(at, "it is not said with which day the program's year ends", fix)
        elif len(ends) > 1:
            what = "the program's year ends on several days, so that it has no years of its own"
            document.problem(at, what, "write one day in `year_ends` under [cycle], or years of another kind")
        elif ends == ("12-31",):
            what = "the program's year is that of the calendar"
            document.problem(at, what, 'write years = "of the calendar"')
    for place, rule in every_demand(policy) if found else ():
        if rule.kind.of_shared_years and rule.kind not in PROGRAM_YEARS:
            what = "years of the program are asked for elsewhere, and those of the calendar can't be as well"
            document.problem((*place, "years"), what, 'write years = "of the program", or "of the calendar" in each')

"""Next year: what only yearly amounts look at is of the next cycle once the one that runs has ended."""

from recert.policy.calendar import NEVER
from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.stages import codes
from recert.policy.stages.due import had_in
from recert.policy.stages.sheet import Out, Work
from recert.policy.stages.waiting import after
from recert.policy.stages.years import asked_of, due_on, years_of


def not_of(t: Tables, f: Facts, w: Work, o: Out, g: int, a: int, end: int) -> int:
    """Why an activity is not of the running cycle if that ends on a day; COUNTED where it is."""
    kind, day = f.activity_type[a], f.activity_day[a]
    if t.years_alone and t.of_years_alone[g * t.types + kind] and end != NEVER and day > end:
        return codes.COUNTED if taken_late(t, f, w, o, g, kind, day) else codes.NEXT_CYCLE
    return after(t, w, g, kind, day, end) if t.delays else codes.COUNTED


def taken_late(t: Tables, f: Facts, w: Work, o: Out, g: int, kind: int, day: int) -> bool:
    """Whether a year that is over can still be met on a day by an activity of a type, and lacks something."""
    found = 0
    for d in range(t.demand_at[g], t.demand_at[g + 1]):
        counter = t.demand_of[d] - t.category_count
        if t.demand_late_counts[d] and counter >= 0 and t.counter_types[counter * t.types + kind]:
            for year in range(years_of(t, w, d)):
                if day <= due_on(t, w, d, year):
                    short = had_in(t, f, w, o, g, d, year) < asked_of(t, w, d, d - t.demand_at[g], year)
                    found += int(short)
    return found > 0

"""Split: what one activity gives each of several categories."""

from typing import Final

from recert.policy.facts import Facts
from recert.policy.plan import Tables
from recert.policy.serving import Split
from recert.policy.stages.sheet import COUNTED, Work
from recert.policy.stages.total import total, total_in_years
from recert.policy.stages.value import EACH_PART, in_force, measured, recorded, rounded, valued_on, whole_steps

NOT_ALLOWED: Final = int(Split.NOT_ALLOWED)

FITS: Final = 0
NOT_SERVED: Final = 1  # a part is of a category of which the type's activities can't be
SEVERAL: Final = 2  # there are parts, and they may be of one category only
NOT_THE_SUM: Final = 3  # parts add up to another quantity
INCREMENT: Final = 4  # no increment goes into all of them


def fault(t: Tables, f: Facts, a: int) -> int:
    """What is wrong with an activity's parts; FITS where nothing is, or it has none that are read."""
    kind = f.activity_type[a]
    row = recorded(t, f, a)
    first, last = f.part_at[row], f.part_at[row + 1]
    if t.split[kind] < 0 or first == last:
        return FITS
    found, outside = 0, 0
    for i in range(first, last):
        found += f.part_quantity[i]
        k = f.part_category[i]
        outside += int(k < 0 or t.serves[kind * t.category_count + k] == 0)
    if outside:
        return NOT_SERVED
    if t.split[kind] == NOT_ALLOWED and last - first > 1:
        return SEVERAL
    if found != f.activity_quantity[a]:
        return NOT_THE_SUM
    return FITS if in_increments(t, f, kind, first, last) else INCREMENT


def in_increments(t: Tables, f: Facts, kind: int, first: int, last: int) -> bool:
    """Whether parts are whole multiples of one increment; where none is given, of any size."""
    fitting = int(t.increment_at[kind] == t.increment_at[kind + 1])
    for i in range(t.increment_at[kind], t.increment_at[kind + 1]):
        left = 0
        for part in range(first, last):
            left += f.part_quantity[part] % t.increments[i]
        fitting += int(left == 0)
    return fitting > 0


def total_own(t: Tables, f: Facts, w: Work, a: int, worth: int, amount: int) -> None:
    """Adds what counts of an activity in its own categories, be they several."""
    kind = f.activity_type[a]
    if t.splits and t.divides[kind]:
        total_of_parts(t, f, w, a, worth, amount)
    else:
        total(t, w, kind, t.type_category[kind], amount)


def total_of_parts(t: Tables, f: Facts, w: Work, a: int, worth: int, amount: int) -> None:
    """Adds what counts of an activity to its type and the cycle once, and to each category what it gives it."""
    w.amount[f.activity_type[a]] += amount
    w.cycle[COUNTED] += amount
    if t.year_places:
        total_in_years(t, w, 0, amount)
    for k in range(t.category_count):
        part = portion(t, f, a, k, worth, amount)
        w.category[k] += part
        if t.year_places:
            total_in_years(t, w, 1 + k, part)


def portion(t: Tables, f: Facts, a: int, k: int, worth: int, amount: int) -> int:
    """What an activity, or a part of one, of which so much counts, of all that it is worth, gives a category.

    What it gives those that lie within the category is among it, once: its own parts are apart from each other, and
    what is of which of further ones may be of any of them.
    """
    kind, row = f.activity_type[a], recorded(t, f, a)
    if worth == 0:
        return 0
    if t.by_days:
        worth = f.activity_whole[a]
    own, further = 0, 0
    in_parts = t.split[kind] >= 0 and f.part_at[row] < f.part_at[row + 1]
    for i in range(t.inside_at[k], t.inside_at[k + 1]):
        found = within(t, f, a, t.inside[i], worth)
        if found and amount < worth:
            found = rounded(t.rounding, found * amount, worth)
        further = max(further, found)
        if in_parts:
            own += chosen(t, f, a, t.inside[i], worth, amount)
        elif t.type_category[kind] == t.inside[i]:
            own += amount
    return max(own, further)


def within(t: Tables, f: Facts, a: int, k: int, worth: int) -> int:
    """What the type gives a further category, of all that the activity is worth."""
    kind, value = f.activity_type[a], -1
    for i in range(t.within_at[kind], t.within_at[kind + 1]):
        if t.within_category[i] == k and t.within_since[i] <= valued_on(t, f, a):
            value = i
    if value < 0:
        return 0
    if t.within_share[value]:
        return rounded(t.rounding, worth * t.within_amount[value], 10_000)
    return min(t.within_amount[value], worth)


def chosen(t: Tables, f: Facts, a: int, k: int, worth: int, amount: int) -> int:
    """What the holder gave a category: its parts have their shares of what counts.

    The shares of all up to a category are rounded together, so that those of all add up to what counts.
    """
    kind = f.activity_type[a]
    i = in_force(t, f, a)
    by_worth = t.split[kind] == EACH_PART and i >= 0 and t.worth_per[i] > 0
    before, mine = 0, 0
    row = recorded(t, f, a)
    for part in range(f.part_at[row], f.part_at[row + 1]):
        size = f.part_quantity[part]
        if by_worth:
            size = measured(t, kind, t.worth[i], t.worth_per[i], whole_steps(t, kind, size))
        if f.part_category[part] < k:
            before += size
        elif f.part_category[part] == k:
            mine += size
    of = worth if by_worth else f.activity_quantity[a]
    return rounded(t.rounding, (before + mine) * amount, of) - rounded(t.rounding, before * amount, of)

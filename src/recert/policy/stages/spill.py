"""Spill: what is over a limit in units counts for another category, as far as that one's own limits have room."""

from recert.policy.plan import Tables
from recert.policy.stages.sheet import Out, Work
from recert.policy.stages.total import total, total_around


def covers(t: Tables, g: int, c: int, kind: int) -> bool:
    """Whether a limit holds for a group and limits a type."""
    return t.cap_groups[c * t.groups + g] == 1 and t.cap_types[c * t.types + kind] == 1


def spill(t: Tables, w: Work, o: Out, g: int, entry: int, kind: int, amount: int) -> int:
    """Counts elsewhere what is over limits that don't let it be lost, and says how much that is.

    Call it when the amount within all limits is taken from their room. What is over is over the narrowest limit first,
    and of the next over is what that one let through.
    """
    passes = o.entry_worth[entry]
    for n in range(t.cap_count):
        c = t.cap_order[n]
        w.over[c] = 0
        if covers(t, g, c, kind):
            w.over[c] = max(passes - w.room[c] - amount, 0)
            passes -= w.over[c]
    found = 0
    for n in range(t.cap_count):
        c = t.cap_order[n]
        if w.over[c] and t.cap_over[c] >= 0:
            found += arrive(t, w, o, g, entry, kind, t.cap_over[c], w.over[c])
    return found


def arrive(t: Tables, w: Work, o: Out, g: int, entry: int, kind: int, category: int, over: int) -> int:
    """Counts units for a category to which they come from elsewhere, and says how many. The rest is lost."""
    amount = over
    for c in range(t.cap_count):
        if limits(t, g, c, category):
            amount = min(amount, w.room[c])
    for c in range(t.cap_count):
        if limits(t, g, c, category):
            w.room[c] -= amount
    o.entry_spilled[entry * t.category_count + category] += amount
    total(t, w, kind, category, amount)
    if t.nests:
        total_around(t, w, category, amount)
    return amount


def limits(t: Tables, g: int, c: int, category: int) -> bool:
    """Whether a limit holds for a group and limits what comes to a category."""
    return t.cap_groups[c * t.groups + g] == 1 and t.cap_categories[c * t.category_count + category] == 1


def taken(t: Tables, o: Out, g: int, c: int, kind: int, entry: int) -> int:
    """How much of a limit what an activity of a type gave takes up."""
    own, come = o.entry_amount[entry], 0
    for k in range(t.category_count if t.spills else 0):
        spilled = o.entry_spilled[entry * t.category_count + k]
        own -= spilled
        come += spilled * t.cap_categories[c * t.category_count + k]
    return come + (own if covers(t, g, c, kind) else 0)


def come_over(t: Tables, o: Out, entry: int) -> int:
    """How much of an activity counts for other categories than its own."""
    found = 0
    for k in range(t.category_count if t.spills else 0):
        found += o.entry_spilled[entry * t.category_count + k]
    return found


def come_to(t: Tables, o: Out, entry: int, k: int) -> int:
    """How much of an activity counts, instead of for its own, for a category or one within it."""
    found = 0
    for i in range(t.inside_at[k], t.inside_at[k + 1] if t.spills else t.inside_at[k]):
        found += o.entry_spilled[entry * t.category_count + t.inside[i]]
    return found


def clear(t: Tables, o: Out, entry: int) -> None:
    """Nothing of an activity counts for another category."""
    for k in range(t.category_count if t.spills else 0):
        o.entry_spilled[entry * t.category_count + k] = 0

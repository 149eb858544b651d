"""Two policies over one population, part by part: neither the people nor what changes is ever in memory as a whole."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from recert.policy.assessment import WAITING, CycleState, Route
from recert.policy.calendar import NEVER, number
from recert.policy.compare import (
    COUNTED,
    GONE,
    NO_END,
    NOT_HELD,
    ORDERS,
    RANKS,
    Counts,
    Effect,
    Flags,
    Holders,
    Side,
    Totals,
    shared_step,
    weigh,
)
from recert.policy.plan import Plan
from recert.policy.problem import Problem
from recert.population.activities import Read, kinds_of
from recert.population.amounts import in_units
from recert.population.assess import assess_parts
from recert.population.designations import held_by
from recert.population.histories import Histories, read_histories
from recert.population.pauses import told_states
from recert.population.short import (
    Demands,
    compared_by_group,
    demands_of_both,
    keys_by_group,
    keys_of,
    lacking_in,
    side_by_side,
    unmet_in,
)
from recert.population.tables import STATES, Part, word

Told = Callable[[int, int], None]
"""Is told how many people are compared, of how many."""

STATE_WORDS: Final = [*STATES, "not_held"]
EFFECT_WORDS: Final = [word(effect) for effect in Effect]
RANK: Final = np.array([RANKS[state] for state in range(len(RANKS))], dtype=np.int64)
ORDER: Final = np.array([ORDERS.get(state, 0) for state in range(len(RANKS))], dtype=np.int64)
MISSING: Final = np.array([state in WAITING for state in range(len(RANKS))])

Column = NDArray[Any]


class Ends(NamedTuple):
    """Where people stand in the end: a row for each person, a column for each group. Amounts are in steps.

    `lacking` is missing in categories, and of `demands` (the third axis) what is missing of each.
    """

    held: Column
    state: Column
    expiry: Column
    counted: Column
    required: Column
    renewals: Column
    granted: Column
    lacking: Column
    demands: Column


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some people in a row, from the one numbered `first` on, by one policy.

    `designated`: a row for each person, a column for each designation of the policy: whether it is held.
    """

    first: int
    people: pa.Array
    ends: Ends
    designated: Column

    def cut(self, last: int) -> tuple["Stretch", "Stretch"]:
        """Those before the person numbered `last`, and the others."""
        at = last - self.first
        begin, rest = Ends(*(c[:at] for c in self.ends)), Ends(*(c[at:] for c in self.ends))
        held = self.designated
        before, after = self.people[:at], self.people[at:]
        return Stretch(self.first, before, begin, held[:at]), Stretch(last, after, rest, held[at:])


@dataclass(frozen=True, slots=True)
class Comparison:
    """A population by two policies. Go through `batches` to the end: `totals` and `problems` grow meanwhile.

    A batch has a row for each person and group for whom anything differs.
    """

    people: int
    parquet: bool
    totals: Totals
    problems: list[Problem]
    batches: Iterator[pa.RecordBatch]


def compare_population(before: Plan, after: Plan, folder: Path, as_of: date, told: Told | None = None) -> Comparison:
    """Assesses a folder's people by both. UnreadableError when one of its tables can't be used at all.

    Rows about what only one of the policies knows are facts that the other one does not see, and no mistakes.
    """
    histories = histories_for(before, after, folder)
    one, other = (
        assess_parts(
            plan,
            found,
            as_of,
            partial(ends_of, plan, as_of),
            steps=bool(plan.policy.designations),
            demands=plan.tables.demands_most > 0,
        )
        for plan, found in zip((before, after), histories, strict=True)
    )
    totals = Totals()
    step = shared_step(before.policy.step, after.policy.step)
    comparing = Comparing(before, after, step, totals, demands_of_both(before, after))
    return Comparison(
        people=len(histories[0].people),
        parquet=histories[0].parquet,
        totals=totals,
        problems=histories[0].problems,
        batches=_batches(comparing, in_step(one, other), len(histories[0].people), told),
    )


def histories_for(before: Plan, after: Plan, folder: Path) -> tuple[Histories, Histories]:
    """The facts as both policies see them; read once where both read the same of the files."""
    found = read_histories(folder, before, with_entries=False, also=after)
    if reads_of(before) != reads_of(after):
        return found, read_histories(folder, after, with_entries=False, also=before)
    reads = tuple(map(for_two, found.reads))
    return replace(found, reads=reads), replace(found, reads=reads, problems=[])


def reads_of(plan: Plan) -> tuple[Any, ...]:
    """What of a policy decides how the files are read."""
    kinds, tables = kinds_of(plan), plan.tables
    measured = None if kinds.measured is None else kinds.measured.tolist()
    return (
        replace(kinds, measured=None),
        measured,
        (plan.certifications, tables.group_at, plan.groups, plan.categories),
        (plan.circumstances, [each.removes for each in plan.policy.circumstances], plan.policy.step),
        (tables.splits, tables.allocates, tables.by_days),
    )


def for_two(read: Callable[[], Read]) -> Callable[[], Read]:
    """A turn of reading that is asked for twice, by whichever thread is first, and done once."""
    lock, kept = Lock(), list[Read]()

    def give() -> Read:
        with lock:
            if kept:
                return kept.pop()
            kept.append(read())
            return kept[0]

    return give


def ends_of(plan: Plan, as_of: date, part: Part) -> Stretch:
    """The last cycle of every person and group of a part, and which designations each person holds."""
    out: Any = part.out
    groups, people = plan.tables.groups, len(part.people)
    rows = int(out.filled[0])
    place = (part.row_person[:rows].astype(np.int64) - part.first) * groups + out.row_group[:rows]
    last = np.flatnonzero(place != np.append(place[1:], -1))
    new = out.row_new_expiry[:rows]
    columns = {
        "state": told_states(plan, out, number(as_of)),
        "expiry": np.where((out.row_route[:rows] != Route.NONE) & (new != 0), new, out.row_end[:rows]),
        "counted": out.row_counted[:rows],
        "required": out.row_required[:rows],
        "lacking": lacking_in(plan, out, last),
    }
    found = dict[str, Column]()
    for name, values in columns.items():
        column = np.full(people * groups, NOT_HELD if name == "state" else 0, dtype=np.int64)
        column[place[last]] = values if name == "lacking" else values[last]
        found[name] = column.reshape(people, groups)
    counts = {"renewals": out.row_state[:rows] == CycleState.RENEWED, "granted": out.row_route[:rows] == Route.GRANT}
    for name, chosen in counts.items():
        found[name] = np.bincount(place[chosen], minlength=people * groups).reshape(people, groups)
    found["held"] = part.held.astype(np.int64).reshape(people, groups)
    unmet = np.zeros((people * groups, plan.tables.demands_most), dtype=np.int64)
    unmet[place[last]] = unmet_in(plan, out, last)
    found["demands"] = unmet.reshape(people, groups, plan.tables.demands_most)
    designated = np.zeros((people, len(plan.policy.designations)), dtype=np.bool_)
    for person, which, _, _ in held_by(plan, part, as_of) if plan.policy.designations else ():
        designated[person, which] = True
    return Stretch(part.first, part.people, Ends(**found), designated)


def in_step(one: Iterator[Stretch], other: Iterator[Stretch]) -> Iterator[tuple[Stretch, Stretch]]:
    """The same people from both, however each cuts them. The last stretch of both ends with the last person."""
    left = right = None
    while True:
        left = left if left is not None and len(left.people) else next(one, None)
        right = right if right is not None and len(right.people) else next(other, None)
        if left is None or right is None:
            return
        last = min(left.first + len(left.people), right.first + len(right.people))
        begun, left = left.cut(last)
        others, right = right.cut(last)
        yield begun, others


@dataclass(frozen=True, slots=True)
class Comparing:
    """What every stretch is compared with."""

    before: Plan
    after: Plan
    step: Decimal
    totals: Totals
    demands: Demands


def _batches(
    comparing: Comparing, pairs: Iterator[tuple[Stretch, Stretch]], people: int, told: Told | None
) -> Iterator[pa.RecordBatch]:
    done = 0
    for one, other in pairs:
        yield _compared(comparing, one, other)
        done += len(one.people)
        if told is not None:
            told(done, people)


def _compared(comparing: Comparing, one: Stretch, other: Stretch) -> pa.RecordBatch:
    before, after = comparing.before, comparing.after
    groups = tuple(comparing.demands)
    had = _of_groups(before, after, one.ends, comparing.demands)
    has = _of_groups(after, before, other.ends, comparing.demands)
    sides = _side(comparing, had, before), _side(comparing, has, after)
    flags = weigh(*sides)
    _count(comparing, groups, had, has, flags)
    _count_holders(comparing, one, other)
    effect = effects_in(flags)
    person, group = np.nonzero((effect != int(Effect.SAME)) | flags.units_only | flags.questioned)
    columns: dict[str, pa.Array] = {
        "person": one.people.take(pa.array(person)),
        "group": _words(group, list(groups)),
        "effect": _words(effect[person, group], EFFECT_WORDS),
    }
    for name, ends, plan in (("before", had, before), ("after", has, after)):
        chosen = Ends(*(column[person, group] for column in ends))
        columns |= _columns(name, chosen, plan)
        if any(comparing.demands.values()):
            columns[f"demands_{name}"] = keys_of(chosen.demands, group, keys_by_group(comparing.demands))
    return pa.RecordBatch.from_pydict(columns)


def effects_in(flags: Flags) -> Column:
    """What it is for each person in each group, as codes of `Effect`."""
    mixed = flags.more_for_more | flags.less_for_less
    chosen = ((flags.gained, Effect.GAINED), (flags.lost, Effect.LOST), (mixed, Effect.MIXED))
    found: Column = np.select([where for where, _ in chosen], [int(effect) for _, effect in chosen], int(Effect.SAME))
    return found


def _of_groups(plan: Plan, other: Plan, ends: Ends, demands: Demands) -> Ends:
    """The columns in the order of both policies' groups; one that this policy does not have is held by nobody."""
    found = dict[str, Column]()
    for name, column in ends._asdict().items():
        if name == "demands":
            found[name] = side_by_side(column, plan, other, demands)
            continue
        blank = np.full(len(column), NOT_HELD if name == "state" else 0, dtype=np.int64)
        found[name] = np.stack([column[:, plan.groups[g]] if g in plan.groups else blank for g in demands], axis=1)
    return Ends(**found)


def missing_in(ends: Ends) -> Column:
    """Units still to come, in categories too, where any can."""
    return np.where(MISSING[ends.state], np.maximum(np.maximum(ends.required - ends.counted, ends.lacking), 0), 0)


def _side(comparing: Comparing, ends: Ends, plan: Plan) -> Side:
    scale = int(plan.policy.step / comparing.step)
    endless = (ends.state == CycleState.HELD) & (ends.expiry >= NEVER)
    state = np.where(endless, CycleState.OPEN, ends.state)  # as for one person
    return Side(
        held=ends.held,
        rank=RANK[state],
        order=ORDER[state],
        lapsed=ends.state == CycleState.LAPSED,
        expiry=np.minimum(ends.expiry, NO_END),
        missing=missing_in(ends) * scale,
        counted=ends.counted * scale,
        renewals=ends.renewals,
        granted=ends.granted,
        demands=compared_by_group(ends.demands, comparing.before, comparing.after, comparing.demands),
    )


def _count(comparing: Comparing, groups: tuple[str, ...], had: Ends, has: Ends, flags: Flags) -> None:
    totals = comparing.totals
    gained, lost = flags.gained.any(axis=1), flags.lost.any(axis=1)
    mixed = (flags.more_for_more | flags.less_for_less).any(axis=1) & ~gained & ~lost
    other = (flags.units_only | flags.questioned).any(axis=1)
    totals.people += len(gained)
    totals.gained += int(gained.sum())
    totals.lost += int(lost.sum())
    totals.both += int((gained & lost).sum())
    totals.mixed += int(mixed.sum())
    totals.same += int((other & ~gained & ~lost & ~mixed).sum())
    held = [RANK[ends.state] > GONE for ends in (had, has)]
    when = np.where((had.state != NOT_HELD) & (had.expiry < NEVER), had.expiry, has.expiry)
    columns = {name: (getattr(flags, name), when) for name in Flags._fields}
    columns |= {"due_before": (held[0], had.expiry), "due_after": (held[1], has.expiry)}
    for g, group in enumerate(groups):
        for name in COUNTED:
            counted, day = columns[name]
            months = _months(day[:, g][counted[:, g] & (day[:, g] < NEVER)])
            for month, many in zip(*np.unique(months, return_counts=True), strict=True):
                totals.at(group, int(month)).add(Counts(**{name: int(many)}))

    asked = (flags.asked_less | flags.asked_more)[:, :, np.newaxis]
    more, less = (asked & found for found in (has.demands > had.demands, has.demands < had.demands))
    for g, (group, demands) in enumerate(comparing.demands.items()):
        for i, demand in enumerate(demands):
            totals.ask(group, demand.key, more=int(more[:, g, i].sum()), less=int(less[:, g, i].sum()))


def _count_holders(comparing: Comparing, one: Stretch, other: Stretch) -> None:
    """How many of these people hold each designation of either policy, by each."""
    sides = ((comparing.before, one), (comparing.after, other))
    titles = {each.key: each.title for plan, _ in sides for each in plan.policy.designations}
    for key, title in titles.items():
        had, has = (_holding(plan, stretch, key) for plan, stretch in sides)
        found = comparing.totals.designations.setdefault(key, Holders(title))
        found.before += int(had.sum())
        found.after += int(has.sum())
        found.gained += int((has & ~had).sum())
        found.lost += int((had & ~has).sum())


def _holding(plan: Plan, stretch: Stretch, key: str) -> Column:
    """Who holds a designation by a policy; nobody where that has none of this key."""
    keys = [each.key for each in plan.policy.designations]
    return stretch.designated[:, keys.index(key)] if key in keys else np.zeros(len(stretch.people), dtype=np.bool_)


def _months(days: Column) -> Column:
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _columns(name: str, ends: Ends, plan: Plan) -> dict[str, pa.Array]:
    absent = ends.state == NOT_HELD
    without = absent | (ends.expiry >= NEVER)
    dates = pa.array(ends.expiry.astype(np.int32), mask=without).cast(pa.date32())
    return {
        f"held_{name}": pa.array(ends.held.astype(np.int32)),
        f"counted_{name}": in_units(ends.counted, plan.policy.step, absent),
        f"required_{name}": in_units(ends.required, plan.policy.step, absent),
        f"missing_{name}": in_units(missing_in(ends), plan.policy.step, absent),
        f"state_{name}": _words(ends.state, STATE_WORDS),
        f"expiry_{name}": dates,
    }


def _words(codes: Column, words: list[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(words, pa.string()))

"""For whom a value holds: `when = { … }`."""

from datetime import date
from typing import Final

from recert.policy.condition import Condition, Seen
from recert.policy.model import Policy
from recert.policy.reading.circles import asked_of, circle
from recert.policy.reading.circumstances import keys_of
from recert.policy.reading.values import listed
from recert.policy.toml import Document, Table

CYCLES: Final = 100
"""A cycle, or a count of what is held, that no condition goes beyond."""

SEEN: Final = {"the first day": Seen.FIRST_DAY, "any day": Seen.ANY_DAY, "the last day": Seen.LAST_DAY}


def read_first_day(table: Table) -> Condition:
    """The table of a condition of what is not decided again while a cycle runs: a limit, or what is carried."""
    found = read_condition(table)
    if found.seen is not Seen.FIRST_DAY:
        what = "limits, and what is carried, are decided on the first day of a cycle, and stay as they are in it"
        table.problem("on", what, "leave `on` out")
    return found


def read_condition(table: Table) -> Condition:
    """The table of a condition, which must ask something."""
    kinds = keys_of(table.document)
    found = Condition(
        cycle_from=_count(table, "cycle_from") or 1,
        cycle_to=_count(table, "cycle_to"),
        every=_count(table, "every_cycles"),
        awarded_from=_day(table, "awarded_from"),
        awarded_before=_day(table, "awarded_before"),
        held_years=_count(table, "held_years"),
        held_from=_count(table, "held_from"),
        held_to=_count(table, "held_to"),
        holds=_certifications(table, "holds"),
        lacks=_certifications(table, "lacks"),
        true_of=listed(table, "is", "circumstance", kinds),
        untrue_of=listed(table, "is_not", "circumstance", kinds),
        seen=table.choice("on", SEEN) if table.has("on") else Seen.FIRST_DAY,
    )
    if "first_cycle" in table.data:
        table.known.add("first_cycle")
        table.problem("first_cycle", f"`first_cycle` means nothing in {table.name}", "write cycle_to = 1")
    table.done()
    if not table.data:
        table.problem(None, "the condition asks nothing", "write when = { cycle_from = 2 }, or leave `when` out")
    for first, last in (("cycle_from", "cycle_to"), ("held_from", "held_to")):
        low, high = getattr(found, first), getattr(found, last)
        if high and low > high:
            table.problem(last, f"{high} comes before {low}", f"write `{last}` as {low} or more")
    if both := set(found.true_of) & set(found.untrue_of):
        table.problem("is_not", f"{sorted(both)[0]} can't be so and not so", "take it out of one of the two lists")
    misread = table.lacks("is") or table.lacks("is_not")
    if table.has("on") and not (table.texts("is") or table.texts("is_not") or misread):
        what = "only what is so of a person is looked at on a day of its own, and nothing of that is asked"
        table.problem("on", what, 'write is = ["…"] or is_not = ["…"], or leave `on` out')
    if found.awarded_from and found.awarded_before and found.awarded_before <= found.awarded_from:
        table.problem("awarded_before", "no award lies between the two days", "write a later day")
    return found


def _certifications(table: Table, key: str) -> tuple[str, ...]:
    """The codes of a list. The one of a group that has but one is no fix for others: all who are asked hold it."""
    document, group = table.document, str(table.path[1]) if table.path[:1] == ("group",) else ""
    codes = document.names("certification")
    own = [code for code in codes if document.word("certification", code, "group") == group]
    told = [code for code in codes if [code] != own]
    return listed(table, key, "certification", codes, told)


def _count(table: Table, key: str) -> int:
    return table.integer(key, 1, CYCLES, 0) if table.has(key) else 0


def _day(table: Table, key: str) -> date | None:
    return table.day(key) if table.has(key) else None


def check_conditions(document: Document, policy: Policy) -> None:
    """What else somebody holds is known only of groups that are assessed before: those that the policy lists above."""
    order = {group.key: i for i, group in enumerate(policy.groups)}
    group_of = {certification.code: certification.group for certification in policy.certifications}
    for i, group in enumerate(policy.groups):
        for code in asked_of(group):
            other = group_of.get(code, "")
            if order.get(other, 0) > i:
                what = f"a condition asks for {code}, whose group {other} comes later"
                mended = what, f"put [group.{other}] above [group.{group.key}]"
                document.problem(("group", group.key), *(circle(policy, group.key, other) or mended))

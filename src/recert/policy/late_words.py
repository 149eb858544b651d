"""What follows the end of a cycle, and what being late takes besides, in sentences."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from recert.policy import late_minima
from recert.policy.altered import DAYS, MONTHS
from recert.policy.deadline_words import since
from recert.policy.late_minima import more_of
from recert.policy.lateness import DoneSuspended, Surcharge, Suspension
from recert.policy.model import Group, Policy
from recert.policy.sentence import Sentence, Shown, all_of, words
from recert.policy.telling import named


def lateness(policy: Policy) -> Iterator[tuple[Sentence, str]]:
    """What the rules say of it, each with where it is written."""
    if policy.suspension:
        yield suspension(policy.suspension, has_grace=policy.has_grace), policy.suspension.source
        if policy.suspension.activity in DONE:
            yield Sentence(DONE[policy.suspension.activity]), policy.suspension.source
    for row in policy.surcharges:
        yield surcharge(policy, row, renewed(policy, row)), row.source


def renewed(policy: Policy, row: Surcharge) -> Sentence:
    """Of whom it is taken: of whoever renews so late, or of those of them alone that ended in some days.

    What ended before two of the days that rows name has the rows of the earlier one.
    """
    values: dict[str, Shown] = {"since": since(policy, row)}
    until, days = row.ended_before, [each.ended_before for each in policy.surcharges if each.ended_before]
    first = max((day for day in days if until is None or day < until), default=None)
    if until and first:
        values |= {"first": first, "last": until - timedelta(days=1)}
        return Sentence(words("Ended from {first} to {last}, and renewed {since}"), values)
    if until:
        return Sentence(words("Ended before {day}, and renewed {since}"), {**values, "day": until})
    if first:
        return Sentence(words("Ended on {day} or later, and renewed {since}"), {**values, "day": first})
    return Sentence(words("Renewed {since}"), values)


def surcharge(policy: Policy, row: Surcharge, when: Sentence, group: Group | None = None) -> Sentence:
    """What renewing late takes besides, and instead of what; of a category only what it does in a group, if one is
    meant.
    """
    before = late_minima.before(policy, row)
    parts = more_in(policy, row, group, before) if group else _parts_in_all(policy, row, before)
    same = before is not None and before.amount == row.amount and not row.every_months
    if parts and (same or not row.amount):
        return Sentence(words("{when}, it takes {parts}."), {"when": when, "parts": all_of(parts)})
    told = _in_all(policy, row, when, before.amount if before and not same else Decimal(0))
    return (
        Sentence(words("{first} Among all that it takes: {parts}."), {"first": told, "parts": all_of(parts)})
        if parts
        else told
    )


def _in_all(policy: Policy, row: Surcharge, when: Sentence, before: Decimal) -> Sentence:
    """How much more it takes of all units, and instead of how much."""
    values: dict[str, Shown] = {
        "when": when,
        "amount": row.amount,
        "unit": policy.unit if row.amount == 1 else policy.units,
        "every": row.every_months,
        "before": before,
    }
    texts, monthly = (INSTEAD, INSTEAD_MONTHLY) if before else (SURCHARGES, SURCHARGES_MONTHLY)
    return Sentence(
        texts[row.share, row.every_months > 0],
        values,
        one=monthly[row.share] if row.every_months else "",
        count=Decimal(row.every_months),
    )


def more_in(policy: Policy, row: Surcharge, group: Group, before: Surcharge | None = None) -> list[Sentence]:
    """What it takes more of categories in a group, each by itself, and instead of what `before` takes."""
    had = more_of(before, group) if before else {}
    return [_more(policy, category, amount, had.get(category)) for category, amount in more_of(row, group).items()]


def _parts_in_all(policy: Policy, row: Surcharge, before: Surcharge | None) -> list[Sentence]:
    """The same in all groups; with the names of those in which it does, where others have no minimum of it."""
    had = {more.category: more.amount for more in before.more_of} if before else {}
    found = list[Sentence]()
    for more in row.more_of:
        mine = [group.name for group in policy.groups if more.category in more_of(row, group)]
        told = _more(policy, more.category, more.amount, had.get(more.category))
        if len(mine) < len(policy.groups):
            told = Sentence("{more} ({groups})", {"more": told, "groups": all_of(mine)})
        found.append(told)
    return found


def _more(policy: Policy, category: str, amount: Decimal, before: Decimal | None) -> Sentence:
    unit = policy.unit if amount == 1 else policy.units
    values: dict[str, Shown] = {"amount": amount, "unit": unit, "category": named(policy.categories, category)}
    if before is None:
        return Sentence(words("{amount} {unit} more of {category}"), values)
    if before == amount:
        return Sentence(words("{amount} {unit} more of {category} as before"), values)
    return Sentence(words("{amount} {unit} more of {category} instead of {before}"), {**values, "before": before})


def for_being_late(policy: Policy, row: Surcharge, group: Group, *, besides: bool) -> Sentence | None:
    """What of a group's minima is there for being late; None where nothing is.

    `besides`: units are required for it, too, and these are told before: they aren't added to each other.
    """
    parts = more_in(policy, row, group)
    return Sentence(FOR_BEING_LATE[besides], {"parts": all_of(parts)}) if parts else None


FOR_BEING_LATE = {
    False: words("For being late: {parts}."),
    True: words("Among all that it takes, for being late: {parts}."),
}
"""By whether units are required for it as well."""


SURCHARGES = {
    (False, False): words("{when}, it takes {amount} {unit} more."),
    (True, False): words("{when}, it takes {amount} % more."),
    (False, True): words("{when}, it takes {amount} {unit} more for every {every} months begun."),
    (True, True): words("{when}, it takes {amount} % more for every {every} months begun."),
}
SURCHARGES_MONTHLY = {
    False: words("{when}, it takes {amount} {unit} more for every month begun."),
    True: words("{when}, it takes {amount} % more for every month begun."),
}
INSTEAD = {
    (False, False): words("{when}, it takes {amount} {unit} more instead of {before}."),
    (True, False): words("{when}, it takes {amount} % more instead of {before} %."),
    (False, True): words(
        "{when}, it takes {amount} {unit} more for every {every} months begun, instead of {before} once."
    ),
    (True, True): words("{when}, it takes {amount} % more for every {every} months begun, instead of {before} % once."),
}
INSTEAD_MONTHLY = {
    False: words("{when}, it takes {amount} {unit} more for every month begun, instead of {before} once."),
    True: words("{when}, it takes {amount} % more for every month begun, instead of {before} % once."),
}
"""The same where being late takes something before that day already: it is not added."""


def growing(policy: Policy, row: Surcharge) -> Sentence:
    """That waiting on takes more."""
    values: dict[str, Shown] = {
        "amount": row.amount,
        "unit": policy.unit if row.amount == 1 else policy.units,
        "every": row.every_months,
    }
    return Sentence(GROWING[row.share], values, one=GROWING_MONTHLY[row.share], count=Decimal(row.every_months))


GROWING = {
    False: words("It grows: {amount} {unit} more with every further {every} months."),
    True: words("It grows: {amount} % more with every further {every} months."),
}
GROWING_MONTHLY = {
    False: words("It grows: {amount} {unit} more with every further month."),
    True: words("It grows: {amount} % more with every further month."),
}


def suspension(rule: Suspension, *, has_grace: bool) -> Sentence:
    """The rule of suspension, for whoever reads the rules."""
    values: dict[str, Shown] = {
        "until": Sentence(UNTIL[has_grace]),
        "long": _long(rule),
        "back": Sentence(BACK[rule.by_units, rule.by_exam]),
    }
    told = Sentence(SUSPENSIONS[rule.restarts], values)
    return Sentence(JOINS, {"told": told}) if rule.joins else told


def _long(rule: Suspension) -> Sentence:
    """For how long it is suspended."""
    count = rule.months or rule.days
    several, one = MONTHS if rule.months else DAYS
    return Sentence(several, {"n": count}, one=one, count=count)


BACK = {
    (True, False): words("what the cycle still takes brings it back"),
    (False, True): words("passing the exam brings it back"),
    (True, True): words("what the cycle still takes, or passing the exam, brings it back"),
}
UNTIL = {False: words("by its end"), True: words("by the end of its grace")}
SUSPENSIONS = {
    False: words(
        "What is not renewed {until} is suspended for {long}: not valid, but {back}. The next cycle starts "
        "where the last one ended."
    ),
    True: words(
        "What is not renewed {until} is suspended for {long}: not valid, but {back}. The next cycle starts on "
        "the day after the return."
    ),
}
"""By whether the next cycle restarts."""
JOINS = words("{told} It is for the rest of the period that runs then.")
DONE = {
    DoneSuspended.ENDED_CYCLE: words(
        "What is earned while it is suspended is of the cycle that ended. What was earned in its grace waits for the "
        "next one."
    ),
    DoneSuspended.ENDED_CYCLE_WITH_GRACE: words(
        "What is earned while it is suspended is of the cycle that ended, and so is from then on what was earned in "
        "its grace."
    ),
    DoneSuspended.NEXT_CYCLE: words(
        "What is earned while it is suspended is of the next cycle: the one that ended is brought back by what was "
        "earned by the end of its grace, and by what is counted besides units."
    ),
}
"""For which cycle it is earned then, where that is not as in the grace."""

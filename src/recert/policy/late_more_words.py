"""What being late takes from a day on that it doesn't on the day before, in sentences."""

from datetime import date, timedelta
from decimal import Decimal

from recert.policy.assessment import Cycle
from recert.policy.deadline_words import late_after
from recert.policy.exam_alone import last_by_units
from recert.policy.explain_until import demanded_from
from recert.policy.late_days import growing
from recert.policy.late_grown import share_of
from recert.policy.late_minima import governing, more_of
from recert.policy.late_words import growing as grows_on
from recert.policy.late_words import more_in
from recert.policy.lateness import Surcharge
from recert.policy.length_words import then
from recert.policy.model import Group, Policy
from recert.policy.sentence import Sentence, Shown, all_of, words


def more_from(policy: Policy, group: Group, cycle: Cycle, day: date, units: Decimal) -> Sentence | None:
    """What renewing on a day, or later, takes more than on the day before; None where that isn't known.

    `units`: so many more are missing then.
    """
    had, row = (governing(policy, group.key, cycle.end, on) for on in (day - timedelta(days=1), day))
    more: dict[str, Shown] = {"amount": units, "unit": policy.unit if units == 1 else policy.units}
    in_all = [Sentence("{amount} {unit}", more)] if units else []
    of_some = more_in(policy, row, group, had) if row and _is_more_of_any(row, had, group) else []
    parts = [*(in_all or of_some), *demanded_from(policy, group, cycle, day)]
    if not parts:
        return None
    told = Sentence("{parts}.", {"parts": all_of(parts)})
    if in_all and of_some:
        told = then(told, Sentence(words("Among all that it takes: {parts}."), {"parts": all_of(of_some)}))
    if row and in_all and _goes_on(policy, group, cycle, day, row):
        return then(then(told, grows_on(policy, row)), share_now(policy, cycle, row))
    return told


def share_now(policy: Policy, cycle: Cycle, row: Surcharge) -> Sentence | None:
    """How many units a share is that being late takes, as the cycle stands; None of anything else."""
    amount = share_of(policy, cycle, row) if row.share else Decimal(0)
    values: dict[str, Shown] = {"amount": amount, "unit": policy.unit if amount == 1 else policy.units}
    return Sentence(SHARES[row.every_months > 0], values) if amount else None


SHARES = {
    False: words("As it stands that is {amount} {unit}."),
    True: words("As it stands that is {amount} {unit} each time."),
}
"""Whether it is taken for every so many months."""


def _is_more_of_any(row: Surcharge, had: Surcharge | None, group: Group) -> bool:
    """Whether it takes more of a category than until then."""
    before = more_of(had, group) if had else {}
    return any(amount > before.get(category, 0) for category, amount in more_of(row, group).items())


def _goes_on(policy: Policy, group: Group, cycle: Cycle, day: date, row: Surcharge) -> bool:
    """Whether it takes still more after further months, as long as units renew it."""
    if not row.every_months:
        return False
    following = next(each for each in growing(policy, group.key, late_after(policy, cycle.end), row) if each > day)
    return following <= last_by_units(policy, cycle)

"""Groups of which each would have to be assessed before the other, by what one asks for and by what it renews."""

from recert.policy.cascades import Trigger
from recert.policy.model import Group, Policy


def asked_of(group: Group) -> tuple[str, ...]:
    """The certifications that a group's conditions ask for, its own among them."""
    demands = (*group.demands, *(demand for way in group.ways for demand in way.demands))
    values = (
        *group.required,
        *(value for way in group.ways for value in (*way.required, *way.renews_for)),
        *(value for minimum in group.minima for value in minimum.values),
        *(value for demand in demands for each in (demand, *demand.choices) for value in each.values),
    )
    return tuple(sorted({code for value in values if value.when for code in (*value.when.holds, *value.when.lacks)}))


def circle(policy: Policy, asking: str, other: str) -> tuple[str, str] | None:
    """That both can't be had: a group that asks for a certification of another, and renews one of that by renewing.

    None where it does but one of the two, so that the order of the groups mends it.
    """
    of = {certification.code: certification.group for certification in policy.certifications}
    asked = next((code for code in asked_of(policy.group(asking)) if of.get(code) == other), None)
    renewing = next(
        (
            (by, renewed)
            for cascade in policy.cascades
            if cascade.trigger is Trigger.RENEWED
            for by in cascade.of
            for renewed in cascade.renewed
            if of.get(by) == asking and of.get(renewed) == other
        ),
        None,
    )
    if asked is None or renewing is None:
        return None
    what = (
        f"a condition of [group.{asking}] asks for {asked}, of [group.{other}], and renewing {renewing[0]} renews "
        f"{renewing[1]} there: each group would have to come before the other, so both can't be had"
    )
    return what, f'ask for nothing of [group.{other}] in a condition of [group.{asking}], or write by = "earning"'

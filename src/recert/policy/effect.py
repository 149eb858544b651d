"""The totals of a comparison → sentences: who gains, who loses, by group and by month of expiry."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from recert.policy.alike import demands_between
from recert.policy.compare import Counts, Totals
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, words
from recert.policy.story import Line

Titles = Mapping[tuple[str, str], str]
"""By group and key what a demand is called."""

TOLD: Final[Mapping[str, tuple[str, str]]] = {
    # field of Counts: (of one, of many)
    "more_for_more": (
        words("1 gets more time, but has more to do."),
        words("{count} get more time, but have more to do."),
    ),
    "less_for_less": (
        words("1 gets less time, but has less to do."),
        words("{count} get less time, but have less to do."),
    ),
    "holds_more": (words("1 holds more certifications."), words("{count} hold more certifications.")),
    "holds_fewer": (words("1 holds fewer certifications."), words("{count} hold fewer certifications.")),
    "renews": (words("1 is renewed who would not be."), words("{count} are renewed who would not be.")),
    "renews_no_more": (words("1 is not renewed who would be."), words("{count} are not renewed who would be.")),
    "lapses": (words("1 lapses who would not."), words("{count} lapse who would not.")),
    "lapses_no_more": (words("1 does not lapse who would."), words("{count} do not lapse who would.")),
    "gains_time": (words("1 gains time: a later date."), words("{count} gain time: a later date.")),
    "loses_time": (words("1 loses time: an earlier date."), words("{count} lose time: an earlier date.")),
    "closer": (
        words("1 comes closer: fewer units are missing."),
        words("{count} come closer: fewer units are missing."),
    ),
    "further": (
        words("1 is further away: more units are missing."),
        words("{count} are further away: more units are missing."),
    ),
    "questioned": (
        words("1 keeps a renewal only because it was granted: it is put before staff."),
        words("{count} keep a renewal only because it was granted: these are put before staff."),
    ),
    "units_only": (
        words("For 1, other units are counted, and nothing follows from it."),
        words("For {count}, other units are counted, and nothing follows from it."),
    ),
}
"""A person can be in several of these: who is renewed gains time as well."""


BESIDES: Final[Mapping[str, tuple[str, str]]] = {
    # field of Totals: (of one, of many)
    "mixed": (
        words("1 neither gains nor loses, but gets more time and has more to do, or less of both."),
        words("{count} neither gain nor lose, but get more time and have more to do, or less of both."),
    ),
    "same": (
        words("For 1, something is counted otherwise, and nothing follows from it."),
        words("For {count}, something is counted otherwise, and nothing follows from it."),
    ),
}


def overall(totals: Totals) -> Iterator[Sentence]:
    """The whole population in a few sentences."""
    designations = list(of_designations(totals))
    if designations and not (totals.gained or totals.lost or totals.mixed):
        text = words("Of {people} people nobody gains or loses a certification, or time.")
        yield Sentence(text, {"people": totals.people})
    elif not (totals.gained or totals.lost or totals.mixed):
        yield Sentence(words("Nobody gains and nobody loses, of {people} people."), {"people": totals.people})
    else:
        yield Sentence(
            words("Of {people} people {gain} and {lose}. For {unchanged} nothing changes."),
            {
                "people": totals.people,
                "gain": _gain(totals.gained),
                "lose": _lose(totals.lost),
                "unchanged": totals.unchanged or Sentence(words("nobody")),
            },
            one=words("Of 1 person {gain} and {lose}."),
            count=Decimal(totals.people),
        )
    if totals.both:
        yield Sentence(
            words("{count} of them gain in one group and lose in another."),
            {"count": totals.both},
            one=words("1 of them gains in one group and loses in another."),
            count=Decimal(totals.both),
        )
    for name, (one, many) in BESIDES.items():
        count = getattr(totals, name)
        if count:
            yield Sentence(many, {"count": count}, one=one, count=Decimal(count))
    yield from designations


def _gain(many: int) -> Sentence:
    told = Sentence(words("{many} gain"), {"many": many}, one=words("1 gains"), count=Decimal(many))
    return told if many else Sentence(words("nobody gains"))


def _lose(many: int) -> Sentence:
    told = Sentence(words("{many} lose"), {"many": many}, one=words("1 loses"), count=Decimal(many))
    return told if many else Sentence(words("nobody loses"))


def of_designations(totals: Totals) -> Iterator[Sentence]:
    """Of each designation that others would hold than do, how many get it and how many lose it."""
    for found in totals.designations.values():
        if found.differs:
            values: dict[str, Shown] = {
                "title": found.title,
                "gained": found.gained,
                "lost": found.lost,
                "before": found.before,
                "after": found.after,
            }
            text = words("{title}: {gained} get it and {lost} lose it; {after} hold it then, instead of {before}.")
            yield Sentence(text, values)


def of_group(counts: Counts) -> Iterator[Sentence]:
    """What happens within one group, or within one month of it."""
    for name, (one, many) in TOLD.items():
        count = getattr(counts, name)
        if count:
            yield Sentence(many, {"count": count}, one=one, count=Decimal(count))


ASKED_MORE: Final = (
    words("1 is further away: {title} is still to come, or more of it."),
    words("{count} are further away: {title} is still to come, or more of it."),
)
ASKED_LESS: Final = (
    words("1 comes closer: {title} is not to come any more, or less of it."),
    words("{count} come closer: {title} is not to come any more, or less of it."),
)


def of_demands(totals: Totals, group: str, titles: Titles) -> Iterator[Sentence]:
    """Of what is demanded besides units of a group, of how many people more is missing than before, or less."""
    for (of, key), asked in totals.demands.items():
        for count, (one, many) in ((asked.more, ASKED_MORE), (asked.less, ASKED_LESS)):
            if of == group and count:
                yield Sentence(many, {"count": count, "title": titles[of, key]}, one=one, count=Decimal(count))


def titles_of(before: Policy, after: Policy) -> Titles:
    """What the demands of either policy are called."""
    groups = (group.key for policy in (before, after) for group in policy.groups)
    return {(key, each.key): each.title for key in groups for each in demands_between(before, after, key)}


def of_month(month: date, counts: Counts) -> Sentence:
    """One month of a group."""
    values: dict[str, Shown] = {
        "month": f"{month:%B %Y}",
        "gain": _gain(counts.gained),
        "lose": _lose(counts.lost),
        "mixed": counts.mixed,
    }
    if counts.mixed:
        return Sentence(words("Due in {month}: {gain}, {lose}, for {mixed} it is both."), values)
    return Sentence(words("Due in {month}: {gain}, {lose}."), values)


def told(totals: Totals, names: Mapping[str, str], titles: Titles) -> Iterator[Line]:
    """Everything. `names` are the groups' names by their keys, `titles` those of demands."""
    for sentence in overall(totals):
        yield Line(0, sentence)
    for group, counts in sorted(totals.groups().items(), key=lambda pair: list(names).index(pair[0])):
        sentences = [*of_group(counts), *of_demands(totals, group, titles)]
        if not sentences:
            continue
        yield Line(0, Sentence("{name}", {"name": names[group]}))
        for sentence in sentences:
            yield Line(1, sentence)
        for month, within in totals.by_month(group):
            if within.gained or within.lost or within.mixed:
                yield Line(2, of_month(month, within))

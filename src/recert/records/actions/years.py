"""Telling candidates of years that end or suspend what they hold: once before the last day, once when it suspends."""

from typing import Any

from django.db import transaction

from recert.journal.change import SYSTEM, change
from recert.people.models import Candidate
from recert.policy.measure_words import unit_asked
from recert.policy.sentence import number
from recert.policy.telling import named
from recert.records.actions.renewals import each_candidate
from recert.records.models import YearTold
from recert.records.programs import current_plan
from recert.records.progress import Progress, progress
from recert.records.years import Stage, YearNews, news


def tell_years(slug: str) -> int:
    """Leaves an event for each year of which a candidate of a program wasn't told yet. Returns how many it left.

    May be run again at any time, and beside itself.
    """
    tables = current_plan(slug).tables
    if not (tables.ends_years or tables.suspends_years):
        return 0
    return sum(_tell(candidate) for candidate in each_candidate(slug) if any(news(progress(candidate))))


def _tell(candidate: Candidate) -> int:
    with transaction.atomic():
        locked = Candidate.objects.select_for_update().get(pk=candidate.pk)
        seen = progress(locked)
        return sum(_tell_of(seen, each) for each in news(seen))


def _tell_of(seen: Progress, found: YearNews) -> bool:
    """Whether there was something to tell: of most years it was told on a day before."""
    row, fresh = YearTold.objects.get_or_create(
        candidate=seen.candidate, group=found.group, demand=found.demand.key, due=found.year.due, stage=found.stage
    )
    if fresh:
        with change(SYSTEM, VERBS[found.stage], program=seen.candidate.program) as made:
            made.candidate, made.subject = seen.candidate.pk, f"year:{row.pk}"
            made.data.update(_data(seen, found))
    return fresh


VERBS = {Stage.AHEAD: "year.due", Stage.SUSPENDED: "year.suspended"}


def _data(seen: Progress, found: YearNews) -> dict[str, Any]:
    """What the mail tells, and what staff read in the journal. Of years that are asked together `years` are several.

    `counter` makes up for a year that suspends; empty of one that ends what is held.
    """
    policy, year, rule = seen.policy, found.year, found.demand.missed
    return {
        "level": policy.group(found.group).name,
        "title": found.demand.title,
        "years": year.together,
        "last": year.last,
        "amount": number(year.amount),
        "required": number(year.required),
        "unit": unit_asked(policy, found.demand, year.required),
        "lack": number(year.missing),
        "more": unit_asked(policy, found.demand, year.missing),
        "due": year.due,
        "counter": named(policy.counters, rule.counter) if rule else "",
        "by": found.by,
    }

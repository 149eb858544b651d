"""All activities, and one of them with what it counted for and what became of it."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from recert.policy import serving_words
from recert.policy.allocating import waits
from recert.policy.assessment import Entry
from recert.policy.measure_words import quantity_of
from recert.policy.model import ActivityType, Group
from recert.policy.telling import named
from recert.portal.activities.audited import told
from recert.portal.activities.story import story
from recert.portal.effect import recorded
from recert.portal.recorded import where_recorded
from recert.portal.visit import Visit, candidates_only
from recert.records.forms.languages import LANGUAGES
from recert.records.models import Activity, Evidence
from recert.records.progress import Progress, progress, same_days
from recert.records.types import is_dropped, type_on_record

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One activity in the list, with what it counts for each level."""

    activity: Activity
    type: ActivityType
    entries: tuple[tuple[Group, Entry], ...]
    files: int
    dropped: bool


@candidates_only
@where_recorded
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every activity, the latest first."""
    seen = progress(visit.candidate)
    page = Paginator(lines(seen), PER_PAGE).get_page(request.GET.get("page"))
    waiting = sum(waits(seen.plan, activity, seen.today) for activity in seen.history.activities)
    context = {**visit.context("activities"), "policy": seen.policy, "page": page, "waiting": waiting}
    return render(request, "portal/activities/index.html", context)


def lines(seen: Progress) -> list[Line]:
    """The list, with the evidence of all of it counted in one query."""
    entries: dict[str, dict[str, Entry]] = {}
    for standing in seen.assessment.groups:
        for entry in standing.entries:
            mine = entries.setdefault(entry.activity, {})
            mine[standing.group] = _together(mine[standing.group], entry) if standing.group in mine else entry
    owners = Evidence.objects.filter(activity__candidate=seen.candidate).values_list("activity_id", flat=True)
    files = Counter(owners)
    made = [
        Line(
            activity=activity,
            type=type_of(seen, activity),
            entries=_by_level(seen, entries.get(ref, {})),
            files=files[activity.pk],
            dropped=is_dropped(seen.policy, activity.type),
        )
        for ref, activity in seen.activities.items()
    ]
    return sorted(made, key=lambda line: (line.activity.date, line.activity.recorded_at), reverse=True)


def type_of(seen: Progress, activity: Activity) -> ActivityType:
    """The type of an activity, whether the rules in force have it or had it once."""
    return type_on_record(seen.policy, activity.type)


def _together(one: Entry, other: Entry) -> Entry:
    """Two parts of an activity that is divided by days: what they count, as the part that counts more is told."""
    return max(one, other, key=lambda part: part.amount)._replace(amount=one.amount + other.amount)


def _by_level(seen: Progress, entries: dict[str, Entry]) -> tuple[tuple[Group, Entry], ...]:
    return tuple((seen.policy.group(key), entry) for key, entry in entries.items())


@candidates_only
def show(request: HttpRequest, visit: Visit, activity: UUID) -> HttpResponse:
    """One activity: its details, what it counted for, its evidence, and its history."""
    seen = progress(visit.candidate)
    twin = _twin(seen, activity)
    if twin is not None:
        return redirect("activity", visit.program, twin.pk)
    found = own(seen, activity)
    done = recorded(seen, str(found.pk))
    context = {
        **visit.context("activities"),
        "policy": seen.policy,
        "activity": found,
        "audit": told(seen.policy, found),
        "type": type_of(seen, found),
        "dropped": is_dropped(seen.policy, found.type),
        "much": quantity_of(type_of(seen, found), found.quantity),
        "parts": serving_words.shares(seen.policy, found.parts),
        "assigned": ", ".join(named(seen.policy.groups, key) for key in found.serves),
        "written_in": dict(LANGUAGES).get(found.language, found.language),
        "effects": done,
        "files": list(found.evidence.order_by("added_at")),
        "story": story(f"activity:{found.pk}", seen.policy, visit.user),
    }
    return render(request, "portal/activities/show.html", context)


def _twin(seen: Progress, activity: UUID) -> Activity | None:
    """The same activity on this record, where the one meant stayed behind when two records were merged."""
    if str(activity) in seen.activities:
        return None
    left = Activity.objects.filter(pk=activity, candidate__merged_into=seen.candidate).first()
    if left is None:
        return None
    same, days = (left.type, left.name_key), (left.began, left.date)
    mine = (row for row in seen.activities.values() if row.status != Activity.Status.WITHDRAWN)
    alike = (row for row in mine if (row.type, row.name_key) == same)
    return next((row for row in alike if same_days(seen.policy, (row.began, row.date), days)), None)


def own(seen: Progress, activity: UUID) -> Activity:
    """The candidate's own activity. Http404 for another person's, or none."""
    found = seen.activities.get(str(activity))
    if found is None:
        raise Http404
    return found

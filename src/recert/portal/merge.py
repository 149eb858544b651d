"""Merging two records of one person: asked for here, proven by a link that is mailed to the other, shown, confirmed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.mail import EmailMessage
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from recert.design.formats import amount, day, until
from recert.notices.actions import write
from recert.people.models import Candidate, Merge
from recert.people.queries import named
from recert.policy import explain_states
from recert.policy.assessment import Assessment
from recert.policy.model import Policy
from recert.policy.sentence import Sentence
from recert.portal.level import kind_of
from recert.portal.visit import Visit, candidates_only
from recert.records.actions.merging import MergePreview, merge_candidates, merge_problem, preview_merge
from recert.records.circumstances import extended_name, title_of
from recert.records.models import Activity, Circumstance, Credential, ExamResult, Extension, Renewal
from recert.records.refusal import Refused

SALT: Final = "recert.merge"
HOLDS: Final = timedelta(hours=4)
LIMITED: Final = 429
GONE: Final = 410


class OtherForm(forms.Form):
    """The other record, by an address or a number of it."""

    other = forms.CharField(
        label=gettext_lazy("Your other address, or your other candidate ID"),
        max_length=254,
        help_text=gettext_lazy("A link goes to the address of that record, to show that it is yours."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter the other address or the other candidate ID.")},
    )


@candidates_only
def ask(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Asks for the other record. The answer is the same whether or not there is one."""
    form = OtherForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, action="merge", user=visit.user):
            _offer(visit, form.cleaned_data["other"])
            messages.success(
                request,
                _("If another record has this address or ID, a mail with a link is on its way. It holds four hours."),
            )
            return redirect("requests", visit.program)
        form.add_error("other", _("That was asked for often in a short time. Wait an hour and try once more."))
        status = LIMITED
    return render(request, "portal/merge/ask.html", {**visit.context("requests"), "form": form}, status=status)


def _offer(visit: Visit, text: str) -> None:
    """Mails the link, where there is another record."""
    other = named(visit.program, text)
    if other is None or other.pk == visit.candidate.pk:
        return
    with translation.override(other.user.language if other.user else visit.user.language):
        context = {
            "name": other.name,
            "program_name": visit.name,
            "here": visit.candidate,
            "other": other,
            "link": settings.SITE_URL + reverse("merge_confirm", args=[visit.program, token(visit, other)]),
        }
        subject, _end, body = render_to_string("portal/merge/mail.txt", context).lstrip().partition("\n")
    write(EmailMessage(subject.strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [_address(other, text)]))


def _address(other: Candidate, text: str) -> str:
    """Where the link goes: the address that was entered, if it is one of theirs, else their main one."""
    if other.user is None:
        return other.email
    typed = EmailAddress.objects.filter(user=other.user, verified=True, email__iexact=text.strip()).first()
    return typed.email if typed else other.user.email


def token(visit: Visit, other: Candidate) -> str:
    """What the link carries: who asked, for which two. Merged once, or taken apart again, it is worth nothing."""
    return signing.dumps([visit.user.pk, visit.candidate.pk, other.pk, _times_merged(other)], salt=SALT)


def _times_merged(other: Candidate) -> int:
    return Merge.objects.filter(candidate=other).count()


@candidates_only
def confirm(request: HttpRequest, visit: Visit, link: str) -> HttpResponseBase:
    """What the merged record would be, and the merge. Another person's link leads nowhere."""
    try:
        user, here, there, times = signing.loads(link, salt=SALT, max_age=HOLDS)
    except signing.SignatureExpired:
        return _gone(request, visit, _("The link held for four hours, and they are over."))
    except signing.BadSignature:
        raise Http404 from None
    if (user, here) != (visit.user.pk, visit.candidate.pk):
        raise Http404
    other = Candidate.objects.filter(pk=there, program=visit.program).select_related("user").first()
    if other is None:
        raise Http404
    if other.merged_into_id == visit.candidate.pk:
        messages.info(request, _("These records are one already."))
        return redirect("progress", visit.program)
    problem = merge_problem(visit.candidate, other)
    if problem or _times_merged(other) != times:
        return _gone(request, visit, problem or _("These records were merged once and taken apart again."))
    if request.method == "POST":
        return _proved(request, visit, other)
    context = {**visit.context("requests"), "other": other, **shown(preview_merge(visit.candidate, other))}
    return render(request, "portal/merge/confirm.html", context)


def _confirmed(request: HttpRequest, visit: Visit, other: Candidate) -> HttpResponse:
    """Merges."""
    done = merge_candidates(visit.actor, visit.candidate, other)
    if isinstance(done, Refused):
        return _gone(request, visit, done.problems[0].sentence)
    messages.success(request, _("Merged. Everything is on this record, and your former ID leads here."))
    return redirect("progress", visit.program)


_proved: Final[Callable[..., HttpResponseBase]] = reauthentication_required(_confirmed)
"""The same, once the person has shown who they are in the last minutes: an address more is a way in more."""


def _gone(request: HttpRequest, visit: Visit, why: str) -> HttpResponse:
    return render(request, "portal/merge/gone.html", {**visit.context("requests"), "why": why}, status=GONE)


@dataclass(frozen=True, slots=True)
class Dates:
    """One certification: until when it is held here, there, and on the merged record."""

    code: str
    here: date | None
    there: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Level:
    """Where one level would stand. `besides`: what of it is active all the same."""

    name: str
    state: Sentence
    kind: str
    besides: Sentence | None
    units: str


def shown(seen: MergePreview) -> dict[str, Any]:
    """What the page tells of a preview."""
    policy = seen.into.policy
    here, there, after = (_expiries(each.assessment) for each in (seen.into, seen.old, seen.after))
    return {
        "dates": [Dates(c, here.get(c), there.get(c), after.get(c)) for c in sorted({*here, *there, *after})],
        "levels": [
            Level(
                policy.group(standing.group).name,
                explain_states.state(policy, standing),
                kind_of(standing, standing.cycles[-1]),
                explain_states.active_besides(standing),
                _units(policy, standing.cycles[-1].counted, standing.cycles[-1].required),
            )
            for standing in seen.after.assessment.groups
            if standing.cycles
        ],
        "activities": len(seen.after.history.activities),
        "moving": seen.moving.get("records.activity", 0),
        "staying": [sentence for row in seen.staying for sentence in _said(policy, row)],
    }


def _units(policy: Policy, counted: Any, required: Any) -> str:
    values = {"counted": amount(counted), "required": amount(required), "units": policy.units}
    return _("%(counted)s of %(required)s %(units)s") % values if required else ""


def _expiries(assessment: Assessment) -> dict[str, date]:
    found = dict[str, date]()
    for standing in assessment.groups:
        for holding in standing.holdings:
            found[holding.certification] = max(holding.expires, found.get(holding.certification, date.min))
    return found


def _said(policy: Policy, row: Model) -> Iterator[str]:
    """One fact that is on both records, in a line."""
    match row:
        case Activity():
            yield f"{row.name}, {day(row.date)}"
        case Credential():
            yield _("%(code)s, awarded on %(day)s") % {"code": row.certification, "day": day(row.awarded)}
        case ExamResult():
            yield _("Exam of %(code)s on %(day)s") % {"code": row.certification, "day": day(row.taken)}
        case Circumstance():
            yield _("%(title)s, from %(since)s") % {"title": title_of(policy, row.kind), "since": day(row.since)}
        case Extension():
            values = {"code": extended_name(policy, row.code), "until": day(row.until)}
            yield _("%(code)s extended until %(until)s") % values
        case Renewal():
            values = {"group": extended_name(policy, row.group), "until": until(row.new_expiry)}
            yield _("%(group)s renewed %(until)s") % values
        case _other:
            yield ngettext("%(num)s open request", "%(num)s open requests", 1) % {"num": 1}

"""A candidate's requests: where each stands, asking for something, and taking it back."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.design.formats import day
from recert.policy.certification import Certification
from recert.policy.model import Policy
from recert.portal.visit import Visit, candidates_only
from recert.records import programs
from recert.records.circumstances import extended_name
from recert.records.progress import Progress, progress
from recert.records.refusal import Refused
from recert.requests import actions
from recert.requests.models import Request
from recert.requests.queries import extendable, retired_held, upgrades
from recert.requests.transitions import possible

Kind = Request.Kind
STATES: Final = {
    Request.State.OPEN: "plain",
    Request.State.GRANTED: "good",
    Request.State.REFUSED: "stop",
    Request.State.WITHDRAWN: "held",
    Request.State.LOOKED_INTO: "good",
    Request.State.NOTHING_FOUND: "held",
}


class WordsField(forms.CharField):
    """Why something is asked for, for staff to read."""

    def __init__(self, **options: Any) -> None:
        told = {
            "required": gettext_lazy("Say why: staff decide by what they read here."),
            "max_length": gettext_lazy("That may have up to %(limit_value)d characters; this has %(show_value)d."),
        }
        super().__init__(
            label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea, error_messages=told, **options
        )


class Asking(forms.Form):
    """What every kind of request has. `submission` makes sending it twice one request."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, seen: Progress, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(seen)

    def offer(self, seen: Progress) -> None:
        """Fills in what there is to choose from."""

    def choices(self, name: str, found: list[tuple[str, str]]) -> None:
        """What one field lets choose."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared in each form
        field.choices = [("", _("Choose one")), *found]
        field.error_messages["invalid_choice"] = _("Choose one of these.")

    def asked(self, kind: Request.Kind) -> actions.Asked:
        """What the action takes."""
        return actions.Asked(kind=kind, **self.cleaned_data)


class ExtensionForm(Asking):
    """More time."""

    code = forms.ChoiceField(
        label=gettext_lazy("What should be extended"),
        error_messages={"required": gettext_lazy("Choose what should be extended.")},
    )
    until = forms.DateField(
        label=gettext_lazy("Until when you need it"),
        help_text=gettext_lazy("Staff may grant it, grant a nearer day, or refuse it, and say why."),
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Enter the day until which you need it."),
            "invalid": gettext_lazy("That is not a date. Write it as year, month and day, for example 2026-03-27."),
        },
    )
    words = WordsField(help_text=gettext_lazy("What keeps you from renewing in time, and from when to when."))

    def offer(self, seen: Progress) -> None:
        """Levels and certifications that can still be renewed."""
        told = _("%(name)s, until %(until)s")
        self.choices(
            "code",
            [(each.code, told % {"name": each.name, "until": day(each.expires)}) for each in extendable(seen)],
        )


class UpgradeForm(Asking):
    """A certification in force in place of a retired one."""

    code = forms.ChoiceField(
        label=gettext_lazy("The retired certification that you hold"),
        error_messages={"required": gettext_lazy("Choose the certification that you hold.")},
    )
    target = forms.ChoiceField(
        label=gettext_lazy("The certification you ask for"),
        error_messages={"required": gettext_lazy("Choose the certification you ask for.")},
    )
    words = WordsField(help_text=gettext_lazy("Why the one stands for the other: an announcement, or what you did."))

    def offer(self, seen: Progress) -> None:
        """What was retired and is held, and what is in force and is not."""
        self.choices("code", [_titled(each) for each in retired_held(seen)])
        self.choices("target", [_titled(each) for each in upgrades(seen)])


class NameForm(Asking):
    """Another name."""

    name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=200,
        help_text=gettext_lazy("As it should stand on your certifications."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": gettext_lazy("Enter your name as it should be."),
            "max_length": gettext_lazy("A name may have up to %(limit_value)d characters; this has %(show_value)d."),
        },
    )
    words = WordsField(help_text=gettext_lazy("Such as a marriage, or a mistake made when you signed up."))


def _titled(each: Certification) -> tuple[str, str]:
    return each.code, f"{each.code} {each.title}"


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of request as the pages offer it. `can` says whether there is anything to ask for."""

    kind: Request.Kind
    title: str | Promise
    about: str | Promise
    nothing: str | Promise
    form: type[Asking]
    can: Callable[[Progress], bool]


WAYS: Final = {
    str(each.kind): each
    for each in (
        Way(
            Kind.EXTENSION,
            gettext_lazy("Ask for more time"),
            gettext_lazy("An illness, a leave, an exam center that was closed: staff can put an expiry date off."),
            gettext_lazy("You hold nothing that can be extended: only what can still be renewed can."),
            ExtensionForm,
            lambda seen: bool(extendable(seen)),
        ),
        Way(
            Kind.UPGRADE,
            gettext_lazy("Ask for an upgrade"),
            gettext_lazy("You hold a certification that was retired, and another one took its place."),
            gettext_lazy("You hold no retired certification, so there is nothing to upgrade."),
            UpgradeForm,
            lambda seen: bool(retired_held(seen)),
        ),
        Way(
            Kind.NAME,
            gettext_lazy("Ask for another name"),
            gettext_lazy("Your name changed, or it is written wrongly."),
            "",
            NameForm,
            lambda seen: True,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Line:
    """One request as its candidate reads it."""

    request: Request
    what: str
    kind: str
    can_withdraw: bool


@candidates_only
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every request with its state and answer, the latest first, and what can be asked for."""
    seen = progress(visit.candidate)
    found = Request.objects.filter(candidate=visit.candidate).select_related("candidate").order_by("-pk")
    context = {
        **visit.context("requests"),
        "lines": [_line(seen.policy, visit, each) for each in found],
        "ways": [way for way in WAYS.values() if way.can(seen)],
    }
    return render(request, "portal/requests/index.html", context)


def _line(policy: Policy, visit: Visit, found: Request) -> Line:
    steps = {step.verb for step in possible(found, visit.user)} if found.state == Request.State.OPEN else set()
    return Line(found, what_asked(policy, found), STATES[Request.State(found.state)], "withdraw" in steps)


def what_asked(policy: Policy, found: Request) -> str:
    """What a request asks for, in a line."""
    if found.kind == Kind.EXTENSION and found.until:
        values = {"name": extended_name(policy, found.code), "until": day(found.until)}
        return _("%(name)s extended until %(until)s") % values
    if found.kind == Kind.UPGRADE:
        return _("%(target)s in place of %(code)s") % {"target": found.target, "code": found.code}
    return _("To be called %(name)s") % {"name": found.name}


@candidates_only
def ask(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """The form of one kind. Sent twice, it is one request."""
    way = WAYS.get(kind)
    if way is None:
        raise Http404
    seen = progress(visit.candidate)
    posted = request.POST if request.method == "POST" else None
    form = way.form(seen, posted, initial={"submission": uuid.uuid4(), "name": visit.candidate.name})
    if request.method == "POST" and form.is_valid():
        made = actions.ask(visit.actor, visit.candidate, form.asked(way.kind))
        if not isinstance(made, Refused):
            messages.success(request, _("Sent. Staff decide it; the answer comes by mail and stands here."))
            return redirect("requests", visit.program)
        for problem in made.problems:
            form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
    context = {**visit.context("requests"), "way": way, "form": form, "can": way.can(seen) or form.is_bound}
    return render(request, "portal/requests/ask.html", context)


@candidates_only
def withdraw(request: HttpRequest, visit: Visit, asked: int) -> HttpResponse:
    """Takes an open request back, after asking. One that is decided leads back to the list, which says so."""
    found = Request.objects.filter(pk=asked, candidate=visit.candidate).select_related("candidate").first()
    if found is None:
        raise Http404
    if request.method == "POST":
        done = actions.withdraw(visit.actor, found)
        if isinstance(done, Refused):
            messages.warning(request, done.problems[0].sentence)
        else:
            messages.success(request, _("Withdrawn. Nothing was changed by it."))
    if request.method == "POST" or found.state != Request.State.OPEN:
        return redirect("requests", visit.program)
    policy = programs.current(visit.program)
    context = {**visit.context("requests"), "asked": found, "what": what_asked(policy, found)}
    return render(request, "portal/requests/withdraw.html", context)

"""Who is on the program's staff and what each role may do; appointing and dismissing."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.desk.forms import ReasonField, posted
from recert.desk.visit import Visit, staff_who_may
from recert.people.actions import appoint, dismiss
from recert.people.may import TABLE
from recert.people.models import StaffRole, User
from recert.people.queries import verified_user

Role = StaffRole.Role


class AppointForm(forms.Form):
    """Whom, as what."""

    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("The address that they signed up with and verified."),
        error_messages={
            "required": gettext_lazy("Enter their email address."),
            "invalid": gettext_lazy("That is not an email address. Write it like name@example.org."),
        },
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[("", gettext_lazy("Choose one")), *Role.choices],
        error_messages={"required": gettext_lazy("Choose a role.")},
    )


class DismissForm(forms.Form):
    """Why somebody no longer has a role."""

    reason = ReasonField()


@dataclass(frozen=True, slots=True)
class Right:
    """Something that staff may do, and the roles that may."""

    title: str | Promise
    roles: str


@staff_who_may("staff.view")
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everybody, the table of who may do what, and the form for whoever appoints."""
    form = AppointForm(posted(request))
    if request.method == "POST":
        if not visit.may("staff.appoint"):
            raise Http404
        if form.is_valid() and _appointed(request, visit, form):
            return redirect("desk:staff", visit.program)
    context: dict[str, Any] = {
        **visit.context("staff"),
        "form": form,
        "given": given(visit.program),
        "rights": [Right(right.title, named(right.roles)) for right in TABLE.values()],
    }
    return render(request, "desk/staff/index.html", context)


def named(roles: frozenset[str]) -> str:
    """These roles by their titles; everybody where none is left out."""
    if roles == frozenset(Role):
        return _("Everybody on the staff")
    return ", ".join(str(role.label) for role in Role if role in roles)


def given(program: str) -> list[StaffRole]:
    """All roles that were given, person by person."""
    found = StaffRole.objects.filter(program=program).select_related("user")
    return list(found.order_by("user__name", "user_id", "pk"))


def _appointed(request: HttpRequest, visit: Visit, form: AppointForm) -> bool:
    user = verified_user(form.cleaned_data["email"])
    if user is None:
        sentence = _("Nobody has verified this address. Ask them to sign up first, or check how it is written.")
        form.add_error("email", sentence)
        return False
    role = Role(form.cleaned_data["role"])
    appoint(user, visit.program, role, by=visit.user)
    messages.success(request, _("%(who)s is now: %(role)s.") % {"who": user, "role": role.label})
    return True


@staff_who_may("staff.appoint")
def dismissal(request: HttpRequest, visit: Visit, role: int) -> HttpResponse:
    """Taking a role away, with a reason. Done already, it leads back."""
    found = StaffRole.objects.filter(pk=role, program=visit.program).select_related("user").first()
    if found is None:
        if request.method == "POST":
            return redirect("desk:staff", visit.program)
        raise Http404
    form = DismissForm(posted(request))
    last = found.role == Role.ADMINISTRATOR and is_last(visit.program, found.user)
    if request.method == "POST" and form.is_valid():
        if last:
            form.add_error(None, _("This is the last administrator. Appoint another one first."))
        else:
            dismiss(visit.user, found, form.cleaned_data["reason"])
            messages.success(request, _("%(who)s has this role no longer.") % {"who": found.user})
            return redirect("desk:staff", visit.program)
    context = {**visit.context("staff"), "form": form, "found": found, "title": Role(found.role).label}
    return render(request, "desk/staff/dismiss.html", context)


def is_last(program: str, user: User) -> bool:
    """Whether nobody else is an administrator."""
    return not StaffRole.objects.filter(program=program, role=Role.ADMINISTRATOR).exclude(user=user).exists()

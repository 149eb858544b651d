"""Changing the rules: a draft with its problems, its worked examples, and what it says other than what is in force."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from recert.desk.forms import posted
from recert.desk.visit import Visit, staff_who_may
from recert.policy.difference_past import differences_told
from recert.policy.sentence import Sentence
from recert.records import programs
from recert.records.actions import Refused, drop_draft, save_draft
from recert.records.models import PolicyVersion
from recert.records.rulebook import Checked, Page, check, page_of, plain


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the editors. `seen` is the edition that it was typed over."""

    text: str
    cases: str
    seen: str

    @property
    def lines(self) -> int:
        """How high the editor of the rules is."""
        return self.text.count("\n") + 1

    @property
    def case_lines(self) -> int:
        """How high the editor of the worked examples is."""
        return self.cases.count("\n") + 1


@staff_who_may("rules.view")
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The draft. It is sent to be checked by a button, and with every pause in typing; nothing is kept by that."""
    page, told = page_of(visit.program), posted(request)
    if told is None:
        return _shown(request, visit, page, Typed(page.text, page.cases, page.edition))
    if not visit.may("policy.change"):
        raise Http404
    typed = Typed(
        plain(told.get("text", page.text)), plain(told.get("cases", page.cases)), told.get("seen", page.edition)
    )
    wanted = told.get("do", "check")
    if wanted == "drop":
        return _drop(request, visit, typed)
    if wanted in {"save", "effect"}:
        return _save(request, visit, typed, wanted)
    return _shown(request, visit, page, typed)


def _save(request: HttpRequest, visit: Visit, typed: Typed, wanted: str) -> HttpResponse:
    saved = save_draft(visit.actor, visit.program, typed.text, typed.cases, typed.seen)
    if isinstance(saved, Refused):
        page = page_of(visit.program)
        mine = Typed(typed.text, typed.cases, page.edition)  # who saves again has read what stands here
        return _shown(request, visit, page, mine, conflict=saved.problems[0].sentence)
    if wanted == "effect":
        return redirect("desk:policy_effect", visit.program)
    messages.success(request, _("The draft was saved. What is in force stays as it is."))
    return redirect("desk:policy_draft", visit.program)


def _drop(request: HttpRequest, visit: Visit, typed: Typed) -> HttpResponse:
    refused = drop_draft(visit.actor, visit.program, typed.seen)
    if refused is not None:
        page = page_of(visit.program)
        mine = Typed(typed.text, typed.cases, page.edition)
        return _shown(request, visit, page, mine, conflict=refused.problems[0].sentence)
    messages.success(request, _("The draft was dropped. What is in force stays as it is."))
    return redirect("desk:policy", visit.program)


def _shown(request: HttpRequest, visit: Visit, page: Page, typed: Typed, conflict: str = "") -> HttpResponse:
    found = check(visit.program, typed.text, typed.cases)
    context: dict[str, Any] = {
        **visit.context("policy"),
        "page": page,
        "typed": typed,
        "conflict": conflict,
        "found": found,
        "changes": changes(visit.program, found),
        "unsaved": (typed.text, typed.cases) != (page.text, page.cases),
        "version": PolicyVersion.objects.filter(program=visit.program).defer("text", "cases").last(),
    }
    return render(request, "desk/policy/draft.html", context)


def changes(program: str, found: Checked) -> tuple[Sentence, ...]:
    """What the text says other than what is in force, sentence by sentence."""
    if found.policy is None:
        return ()
    return differences_told(programs.newest(program), found.policy)

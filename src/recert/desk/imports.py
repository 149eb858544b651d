"""Awards, exam results and activities from a file: shown line by line first, then recorded as a whole."""

import codecs
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recert.design.formats import say
from recert.desk.visit import Visit, staff_who_may
from recert.desk.words import change_told
from recert.policy import explain_exams
from recert.policy.asking import asks_provider
from recert.policy.model import Policy
from recert.policy.what_if import Change
from recert.records.actions import Refused, apply_import
from recert.records.imports.lines import Kind, Line
from recert.records.imports.preview import Effect, ImportPreview, Outcome, preview_import
from recert.records.imports.table import MAX_BYTES

VERBS: Final = {
    Kind.AWARDS: "credential.record",
    Kind.EXAMS: "exam.record",
    Kind.ACTIVITIES: "activity.record",
}
TITLES: Final = {
    Kind.AWARDS: gettext_lazy("Import awards"),
    Kind.EXAMS: gettext_lazy("Import exam results"),
    Kind.ACTIVITIES: gettext_lazy("Import activities"),
}
EXAMPLES: Final = {
    Kind.AWARDS: (
        "candidate,name,certification,awarded,expires\n"
        "{number},,{first},2026-03-31,\n"
        "new.person@example.org,Nadia Novak,{second},2026-03-31,2028-06-30\n"
    ),
    Kind.EXAMS: (
        "candidate,name,certification,taken,passed\n"
        "{number},,{first},2026-03-31,yes\n"
        "new.person@example.org,Nadia Novak,{second},2026-03-31,no\n"
    ),
    Kind.ACTIVITIES: (
        "candidate,type,date,name,quantity,provider,parts,notes\n"
        "{number},{kind},2026-03-31,Spring meeting,{much},{provider},,\n"
    ),
}
_MARKS: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"))


class UploadForm(forms.Form):
    """The file as chosen. What is in it is judged line by line."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("Up to 1 MB and 2,000 lines. You see what it would do before anything is recorded."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty. Its first line names the columns."),
        },
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a preview: what it does, or what is wrong with it; `kind` is "good", "plain" or "stop"."""

    line: int
    who: str
    what: str
    kind: str
    sentences: tuple[str, ...]


@staff_who_may("activity.record")
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The kinds of file that this person may send."""
    kinds = [kind for kind in Kind if visit.may(VERBS[kind]) and _has(visit.policy, kind)]
    return render(request, "desk/imports/index.html", {**visit.context("imports"), "kinds": kinds})


@staff_who_may("activity.record")
def example(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """A file to start from, with this program's codes."""
    what = kind_of(kind)
    if not visit.may(VERBS[what]) or not _has(visit.policy, what):
        raise Http404
    codes = [each.code for each in visit.policy.certifications if each.retired is None] or ["CODE"]
    number = f"{visit.policy.id_prefix}{'1234567890'[: visit.policy.id_digits]}"
    known = {"number": number, "first": codes[0], "second": codes[-1]}
    text = EXAMPLES[what].format(**known, **(_of_type(visit.policy) if what is Kind.ACTIVITIES else {}))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    return response


def _has(policy: Policy, kind: Kind) -> bool:
    """Whether there is anything in the program that such a file could hold."""
    return kind is not Kind.ACTIVITIES or policy.has_activities


def _of_type(policy: Policy) -> dict[str, object]:
    """What the example says of an activity: of a type that staff alone record, if there is any."""
    some = next((each for each in policy.types if each.by_staff), policy.types[0])
    return {
        "kind": some.key,
        "much": some.measure.step or 1 if some.measure else "",
        "provider": next(iter(some.providers), _("Our chapter")) if asks_provider(policy, some.key) else "",
    }


@staff_who_may("activity.record")
def upload(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """Takes a file or its mended text, shows what it would do, and records it once it is confirmed.

    The text travels with the page, so nothing that was uploaded is lost and nothing is kept that nobody confirmed.
    """
    what = kind_of(kind)
    if not visit.may(VERBS[what]):
        raise Http404
    if not _has(visit.policy, what):
        messages.info(request, _("This program records no activities, so there are none to import."))
        return redirect("desk:imports", visit.program)
    context: dict[str, Any] = {**visit.context("imports"), "kind": what, "title": TITLES[what], "form": UploadForm()}
    if request.method != "POST":
        return render(request, "desk/imports/upload.html", context)
    form = UploadForm(request.POST, request.FILES)
    content = _content(request, form)
    if content is None:
        return render(request, "desk/imports/upload.html", {**context, "form": form})
    refused = None
    if "confirm" in request.POST:
        done = apply_import(visit.actor, visit.program, what, content, request.POST.get("digest", ""))
        if not isinstance(done, Refused):
            told = {"recorded": done.recorded, "newcomers": done.newcomers, "duplicates": done.duplicates}
            request.session["imported"] = {"program": visit.program, "kind": kind, **told}
            return redirect("desk:import_done", visit.program)
        refused = done.problems[0].sentence
    seen = preview_import(visit.program, what, content, visit.actor)
    context |= {"seen": seen, "lines": shown(visit.policy, seen), "text": as_text(content), "refused": refused}
    return render(request, "desk/imports/preview.html", context)


@staff_who_may("activity.record")
def done(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the last file of this person did."""
    told = request.session.get("imported")
    if not told or told["program"] != visit.program:
        return redirect("desk:imports", visit.program)
    return render(request, "desk/imports/done.html", {**visit.context("imports"), "told": told})


def kind_of(text: str) -> Kind:
    """The kind of file named in an address; Http404 for none."""
    try:
        return Kind(text)
    except ValueError:
        raise Http404 from None


def _content(request: HttpRequest, form: UploadForm) -> bytes | None:
    """The bytes to look at: of the file, or of the text that came back with the page. None when there are none."""
    if "text" in request.POST and not request.FILES:
        return request.POST["text"].replace("\r\n", "\n").encode()
    if not form.is_valid():
        return None
    content: bytes = form.cleaned_data["file"].read(MAX_BYTES + 1)
    text = as_text(content)
    return content if text is None else text.encode()


def as_text(content: bytes) -> str | None:
    """The file as the page can carry it, with one kind of line end; None where it is no text or too large."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    if "\x00" in text or len(content) > MAX_BYTES:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shown(policy: Policy, seen: ImportPreview) -> list[Shown]:
    """Every line in the order of the file: what it does, that it is on record, or what is wrong with it."""
    effects = dict[tuple[str, str], list[Effect]]()
    for effect in seen.effects:
        effects.setdefault((effect.person.key, effect.certification), []).append(effect)
    found = [_fresh(policy, seen, line, effects) for line in seen.lines]
    found += [
        _shown(policy, line, "plain", (_("On record already, or twice in this file. Nothing is done."),))
        for line in seen.duplicates
    ]
    wrong = dict[int, list[str]]()
    for problem in seen.problems:
        wrong.setdefault(problem.line, []).append(problem.sentence)
    found += [Shown(line, "", "", "stop", tuple(sentences)) for line, sentences in wrong.items()]
    return sorted(found, key=lambda each: each.line)


def _fresh(policy: Policy, seen: ImportPreview, line: Line, effects: dict[tuple[str, str], list[Effect]]) -> Shown:
    sentences = list[str]()
    if line.person.candidate is None:
        sentences.append(_("A new candidate."))
    if line.line in seen.sittings:
        sentences.append(say(explain_exams.exam(policy, seen.sittings[line.line])))
    if line.draft is not None:
        return _fresh_activity(policy, seen, line)
    mine = effects.pop((line.person.key, line.certification), [])
    named = {(other.person.key, other.certification) for other in seen.lines}
    others = [key for key in effects if key[0] == line.person.key and key not in named and key[1]]
    for effect in [*mine, *(effect for key in others for effect in effects.pop(key))]:
        sentences.append(_told(effect))
    moves = any(effect.outcome != Outcome.UNCHANGED for effect in mine)
    return _shown(policy, line, "good" if moves else "plain", tuple(sentences) or (_("Recorded. No date changes."),))


def _fresh_activity(policy: Policy, seen: ImportPreview, line: Line) -> Shown:
    """What an activity counts; at the last of a person's also which dates all of theirs change."""
    told = [say(sentence) for sentence in seen.counts.get(line.line, ())]
    last = max(other.line for other in seen.lines if other.person.key == line.person.key)
    changed = [e for e in seen.effects if e.person.key == line.person.key and e.outcome != Outcome.UNCHANGED]
    if line.line == last:
        told += map(_told, changed)
    kind = "good" if changed and line.line == last else "plain"
    return _shown(policy, line, kind, tuple(told) or (_("Recorded. No certification is held yet."),))


def _told(effect: Effect) -> str:
    return change_told(Change(effect.certification, effect.old, effect.new))


def _shown(policy: Policy, line: Line, kind: str, sentences: tuple[str, ...]) -> Shown:
    what = line.certification
    if line.draft is not None:
        what = f"{policy.type(line.draft.type).title}: {line.draft.name}"
    return Shown(line.line, line.person.shown, f"{what}, {line.on.isoformat()}", kind, sentences)

"""Seeing what something does before doing it: a confirmation holds for what was shown, and for nothing else."""

import hashlib
import json

from django import forms
from django.http import HttpRequest

from recert.people.models import Candidate
from recert.records.models import Program


def seal(form: forms.Form, candidate: Candidate) -> str:
    """A digest of what the form says, of the candidate's facts and of the rules: another one asks to look again."""
    candidate.refresh_from_db(fields=["version"])
    rules = Program.objects.values_list("version", flat=True).get(pk=candidate.program)
    said = {name: str(value) for name, value in form.cleaned_data.items() if name not in {"seen", "reason"}}
    parts = [said, candidate.pk, candidate.version, rules]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def confirmed(request: HttpRequest, form: forms.Form, candidate: Candidate) -> bool:
    """Whether the person confirms exactly what they were shown."""
    return "confirm" in request.POST and form.cleaned_data["seen"] == seal(form, candidate)

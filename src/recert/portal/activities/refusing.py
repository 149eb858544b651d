"""What was refused of a form, beside its fields."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from recert.records.actions import Refused
from recert.records.forms.activity import ActivityForm, field_of


def refuse(form: ActivityForm, refused: Refused, program: str) -> tuple[str, ...]:
    """Puts each problem beside its field, with a link to the activity it is about. Those of the files are returned."""
    for problem in refused.problems:
        if problem.field == "files":
            continue
        sentence = problem.sentence
        if problem.activity:
            address = reverse("activity", args=[program, problem.activity])
            sentence = format_html('{} <a href="{}">{}</a>', sentence, address, gettext("Open it"))
        form.add_error(field_of(form, problem.field), sentence)
    return tuple(problem.sentence for problem in refused.problems if problem.field == "files")

"""From which browsers somebody signed in: what is kept of it, why, and forgetting it."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from recert.people.actions_browsers import forget_browsers
from recert.people.browsers import KEPT, drop_identifier
from recert.people.models import Browser, User


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """All that is kept, for anybody about themselves. Sending the form forgets it, and this browser's identifier."""
    user = cast(User, request.user)
    if request.method == "POST":
        forget_browsers(user)
        messages.success(request, _("Forgotten. A browser is kept again when you sign in from it."))
        answer = redirect("account_browsers")
        drop_identifier(answer)
        return answer
    seen = list(Browser.objects.filter(user=user).order_by("-seen", "pk").values_list("seen", flat=True))
    return render(request, "portal/browsers/show.html", {"seen": seen, "days": KEPT.days})

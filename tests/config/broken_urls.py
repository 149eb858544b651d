"""Views that go wrong, each in its own way."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_protect

from recert.config import urls


def raises(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("a bug")


def spills(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError(f"a bug with {len(request.FILES)} files")


def refuses(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def distrusts(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


@csrf_protect
def takes(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST)))


urlpatterns = [
    *urls.urlpatterns,
    path("broken/raises/", raises),
    path("broken/spills/", spills),
    path("broken/refuses/", refuses),
    path("broken/distrusts/", distrusts),
    path("broken/takes/", takes),
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

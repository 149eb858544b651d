"""The product's addresses, and beside them the least that a view can do behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from recert.config import urls


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello")


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

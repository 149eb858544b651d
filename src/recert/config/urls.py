"""Every address. One noun, one line."""

from django.urls import URLPattern, URLResolver, include, path

from recert.portal import browsers, home, outbox

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.show, name="home"),
    path("account/browsers/", browsers.show, name="account_browsers"),
    path("account/", include("allauth.account.urls")),
    path("account/security/", include("allauth.mfa.urls")),
    path("outbox/", outbox.index, name="outbox"),
    path("outbox/<int:pk>/", outbox.mail, name="outbox_mail"),
    path("desk/<slug:program>/", include("recert.desk.urls")),
    path("<slug:program>/", include("recert.portal.urls")),
]

handler400 = "recert.config.errors.bad_request"
handler403 = "recert.config.errors.permission_denied"
handler404 = "recert.config.errors.not_found"
handler500 = "recert.config.errors.server_error"

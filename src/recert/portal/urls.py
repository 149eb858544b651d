"""The candidate's addresses, below the program's key."""

from django.urls import path

from recert.portal import catalog, evidence, history, merge, progress, report, requests, review, ways, what_if
from recert.portal.activities import assigning, attaching, audit, changing, index, recording

urlpatterns = [
    path("", progress.show, name="progress"),
    path("activities/", index.index, name="activities"),
    path("activities/assign/", assigning.assign, name="activity_assign"),
    path("activities/new/", recording.choose, name="activity_choose"),
    path("activities/new/<slug:kind>/", recording.record, name="activity_new"),
    path("activities/preview/<slug:kind>/", recording.preview, name="activity_preview"),
    path("activities/<uuid:activity>/", index.show, name="activity"),
    path("activities/<uuid:activity>/correct/", changing.correct, name="activity_correct"),
    path("activities/<uuid:activity>/withdraw/", changing.withdraw, name="activity_withdraw"),
    path("activities/<uuid:activity>/audit/", audit.audit, name="activity_audit"),
    path("activities/<uuid:activity>/evidence/", attaching.evidence, name="activity_evidence"),
    path("evidence/<uuid:evidence>/", evidence.show, name="evidence"),
    path("reviews/<int:review>/", review.show, name="review"),
    path("ways/", ways.show, name="ways"),
    path("what-if/", what_if.show, name="what_if"),
    path("catalog/", catalog.show, name="catalog"),
    path("history/", history.index, name="history"),
    path("history/<int:renewal>/", history.statement, name="statement"),
    path("merge/", merge.ask, name="merge"),
    path("merge/<str:link>/", merge.confirm, name="merge_confirm"),
    path("report/", report.show, name="report"),
    path("report/sent/", report.sent, name="report_sent"),
    path("requests/", requests.index, name="requests"),
    path("requests/new/<str:kind>/", requests.ask, name="request_new"),
    path("requests/<int:asked>/withdraw/", requests.withdraw, name="request_withdraw"),
]

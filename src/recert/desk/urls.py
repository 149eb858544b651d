"""The staff's addresses, below `desk/` and the program's key."""

from django.urls import path

from recert.desk import (
    candidates,
    certifications,
    circumstances,
    credentials,
    drafting,
    effect,
    evidence,
    exams,
    extensions,
    home,
    imports,
    journal,
    moves,
    policy,
    renewals,
    requests,
)
from recert.desk.audits import entry, several
from recert.desk.audits import queue as audits

app_name = "desk"
urlpatterns = [
    path("", home.show, name="home"),
    path("candidates/", candidates.index, name="candidates"),
    path("candidates/<str:number>/", candidates.show, name="candidate"),
    path("candidates/<str:number>/circumstances/new/", circumstances.record, name="circumstance_new"),
    path("circumstances/<int:circumstance>/end/", circumstances.end, name="circumstance_end"),
    path("circumstances/<int:circumstance>/withdraw/", circumstances.withdraw, name="circumstance_withdraw"),
    path("candidates/<str:number>/extensions/new/", extensions.record, name="extension_new"),
    path("extensions/<int:extension>/withdraw/", extensions.withdraw, name="extension_withdraw"),
    path("credentials/new/", credentials.record, name="credential_new"),
    path("credentials/<int:credential>/correct/", credentials.correct, name="credential_correct"),
    path("exams/new/", exams.record, name="exam_new"),
    path("evidence/<uuid:evidence>/", evidence.show, name="evidence"),
    path("imports/", imports.index, name="imports"),
    path("imports/done/", imports.done, name="import_done"),
    path("imports/<str:kind>/", imports.upload, name="import"),
    path("imports/<str:kind>/example.csv", imports.example, name="import_example"),
    path("audits/", audits.index, name="audits"),
    path("audits/next/", audits.take_next, name="audit_next"),
    path("audits/several/", several.decide_several, name="audits_several"),
    path("audits/<int:audit>/", entry.show, name="audit"),
    path("moves/", moves.index, name="moves"),
    path("moves/<str:key>/", moves.show, name="move"),
    path("certifications/", certifications.index, name="certifications"),
    path("certifications/<str:code>/retire/", certifications.retire, name="certification_retire"),
    path("renewals/", renewals.index, name="renewals"),
    path("renewals/<int:renewal>/", renewals.show, name="renewal"),
    path("requests/", requests.index, name="requests"),
    path("requests/<int:asked>/", requests.show, name="request"),
    path("journal/", journal.index, name="journal"),
    path("policy/", policy.show, name="policy"),
    path("policy/draft/", drafting.show, name="policy_draft"),
    path("policy/draft/effect/", effect.show, name="policy_effect"),
    path("policy/draft/effect/changes.csv", effect.export, name="policy_effect_changes"),
    path("policy/<int:number>/", policy.version, name="policy_version"),
]

"""Every write of this room. Each is one transaction that leaves an event in the journal, or leaves nothing."""

from recert.records.actions.activities import (
    Corrected,
    Recorded,
    correct_activity,
    record_activity,
    withdraw_activity,
)
from recert.records.actions.assigning import assign_activities
from recert.records.actions.by_staff import check_by_staff, record_by_staff, withdraw_by_staff
from recert.records.actions.circumstances import (
    end_circumstance,
    record_circumstance,
    record_extension,
    withdraw_circumstance,
    withdraw_extension,
)
from recert.records.actions.credentials import correct_credential, correct_exam, record_credential, record_exam
from recert.records.actions.drafts import drop_draft, publish_draft, save_draft
from recert.records.actions.evidence import add_evidence, remove_evidence
from recert.records.actions.imports import Imported, apply_import
from recert.records.actions.programs import publish_policy, retire_certification, run_move
from recert.records.actions.renewals import propose_taking_back, settle_program, take_back_renewal, uphold_renewal
from recert.records.actions.staging import stage, staged, sweep_staged, unstage
from recert.records.actions.years import tell_years
from recert.records.drafts import ActivityDraft
from recert.records.refusal import Problem, Refused

__all__ = [
    "ActivityDraft",
    "Corrected",
    "Imported",
    "Problem",
    "Recorded",
    "Refused",
    "add_evidence",
    "apply_import",
    "assign_activities",
    "check_by_staff",
    "correct_activity",
    "correct_credential",
    "correct_exam",
    "drop_draft",
    "end_circumstance",
    "propose_taking_back",
    "publish_draft",
    "publish_policy",
    "record_activity",
    "record_by_staff",
    "record_circumstance",
    "record_credential",
    "record_exam",
    "record_extension",
    "remove_evidence",
    "retire_certification",
    "run_move",
    "save_draft",
    "settle_program",
    "stage",
    "staged",
    "sweep_staged",
    "take_back_renewal",
    "tell_years",
    "unstage",
    "uphold_renewal",
    "withdraw_activity",
    "withdraw_by_staff",
    "withdraw_circumstance",
    "withdraw_extension",
]

"""Every kind of event: its sentence, who may see it, and which of its data are personal."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Kind:
    """`sentence` has {names} from the event's data. `candidate_sees` says whether it is told to the candidate."""

    sentence: str
    candidate_sees: bool = True
    personal: frozenset[str] = frozenset()


VOCABULARY: Final[dict[str, Kind]] = {
    "candidate.joined": Kind(_("{number} joined the program."), personal=frozenset({"email", "name"})),
    "candidate.readdressed": Kind(_("Address changed."), personal=frozenset({"before", "after"})),
    "activity.recorded": Kind(_("Recorded: {name}, {date}."), personal=frozenset({"name", "notes"})),
    "activity.corrected": Kind(_("Corrected: {fields}."), personal=frozenset({"before", "after"})),
    "activity.withdrawn": Kind(_("Withdrawn.")),
    "activities.assigned": Kind(_("Activities assigned to what they serve: {many}.")),
    "evidence.added": Kind(_("Evidence added: {name}."), personal=frozenset({"name"})),
    "evidence.removed": Kind(_("Evidence removed: {name}."), personal=frozenset({"name"})),
    "credential.recorded": Kind(_("{certification} awarded on {awarded}.")),
    "credential.corrected": Kind(_("{certification}: award corrected.")),
    "exam.recorded": Kind(_("Exam for {certification} taken on {taken}.")),
    "exam.corrected": Kind(_("Exam for {certification} corrected.")),
    "circumstance.recorded": Kind(_("Recorded: {title}, from {since}."), personal=frozenset({"title", "reason"})),
    "circumstance.ended": Kind(_("{title}: the last day is now {until}."), personal=frozenset({"title", "reason"})),
    "circumstance.withdrawn": Kind(_("Withdrawn: {title}, from {since}."), personal=frozenset({"title", "reason"})),
    "extension.recorded": Kind(_("{code} extended until {until}."), personal=frozenset({"reason"})),
    "extension.withdrawn": Kind(_("{code}: extension until {until} withdrawn."), personal=frozenset({"reason"})),
    "renewal.granted": Kind(_("{group} renewed until {new_expiry}.")),
    "renewal.restated": Kind(
        _("{group}: renewal stated again after a correction, until {new_expiry}."), personal=frozenset({"prior"})
    ),
    "renewal.contested": Kind(
        _("A correction no longer supports the renewal of {group}; staff will look at it."), candidate_sees=False
    ),
    "renewal.cleared": Kind(_("The facts support the renewal of {group} again."), candidate_sees=False),
    "renewal.upheld": Kind(_("The renewal of {group} stands.")),
    "renewal.taken_back": Kind(_("The renewal of {group} was taken back: {reason}")),
    "certification.retired": Kind(_("{certification} retired as of {as_of}.")),
    "move.run": Kind(_("{title}: {affected} candidates' expiry dates moved.")),
    "policy.published": Kind(_("Policy version {number} published.")),
    "policy.drafted": Kind(_("Draft of the rules changed."), candidate_sees=False),
    "policy.draft_dropped": Kind(_("Draft of the rules dropped."), candidate_sees=False),
    "staff.appointed": Kind(_("{role} appointed."), candidate_sees=False, personal=frozenset({"email"})),
}

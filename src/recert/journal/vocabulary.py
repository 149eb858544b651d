"""Every kind of event: its sentence, who may see it, and which of its data are personal."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Kind:
    """`sentence` has {names} from the event's data. `candidate_sees` says whether it is told to the candidate.

    What is `routine`, looking at things and what machines do all day, is left out where only the latest are shown.
    """

    sentence: str
    candidate_sees: bool = True
    personal: frozenset[str] = frozenset()
    routine: bool = False


VOCABULARY: Final[dict[str, Kind]] = {
    "candidate.joined": Kind(_("{number} joined the program."), personal=frozenset({"email", "name"})),
    "candidate.readdressed": Kind(_("Address changed."), personal=frozenset({"before", "after"})),
    "candidate.renamed": Kind(_("Name corrected."), personal=frozenset({"before", "after"})),
    "candidate.merged": Kind(_("{number} was merged into this record."), personal=frozenset({"addresses"})),
    "candidate.separated": Kind(_("{number} is a record of its own again."), personal=frozenset({"reason"})),
    "activity.recorded": Kind(_("Recorded: {name}, {date}."), personal=frozenset({"name", "notes"})),
    "activity.corrected": Kind(_("Corrected: {fields}."), personal=frozenset({"before", "after"})),
    "activity.withdrawn": Kind(_("Withdrawn."), personal=frozenset({"reason"})),
    "activities.assigned": Kind(_("Activities assigned to what they serve: {many}.")),
    "activity.passed": Kind(
        _("Checked automatically: nothing that somebody should look at."), candidate_sees=False, routine=True
    ),
    "activity.selected": Kind(_("{name} was chosen for an audit: an auditor will look at it.")),
    "activity.accepted": Kind(_("An auditor accepted {name}."), personal=frozenset({"words"})),
    "activity.returned": Kind(_("An auditor asks for more about {name}: {words}"), personal=frozenset({"words"})),
    "activity.rejected": Kind(_("{name} was rejected: {reason} {words}"), personal=frozenset({"words"})),
    "activity.answered": Kind(_("Answered about {name}."), personal=frozenset({"words"})),
    "activity.unanswered": Kind(_("{name} was rejected, because nothing came until {until}.")),
    "activity.resubmitted": Kind(_("Asked to look at {name} again."), personal=frozenset({"words"})),
    "activity.appealed": Kind(_("Appealed against the rejection of {name}: {words}"), personal=frozenset({"words"})),
    "appeal.granted": Kind(_("The appeal about {name} was granted: {words}"), personal=frozenset({"words"})),
    "appeal.refused": Kind(_("The appeal about {name} was refused: {words}"), personal=frozenset({"words"})),
    "activity.reopened": Kind(_("{name} is looked at again: {words}"), personal=frozenset({"words"})),
    "activity.failed": Kind(
        _("{name} did not pass the audit of a renewal and was rejected: {words}"), personal=frozenset({"words"})
    ),
    "activity.restored": Kind(
        _("{name} counts again: the appeal about the audit of a renewal was granted. {words}"),
        personal=frozenset({"words"}),
    ),
    "round.started": Kind(
        _("Audit of whole candidates: of {renewed} who renewed from {first} to {last}, {drawn} were drawn."),
        candidate_sees=False,
    ),
    "round.called_off": Kind(
        _("The audit of those who renewed from {first} to {last} was called off, {ended} ended by it: {reason}"),
        candidate_sees=False,
        personal=frozenset({"reason"}),
    ),
    "review.asked": Kind(_("The renewal of {level} was drawn for an audit: evidence is awaited until {until}.")),
    "review.reminded": Kind(
        _("Reminded: evidence for the renewal of {level} is awaited until {until}."), personal=frozenset({"lacking"})
    ),
    "review.extended": Kind(
        _("More time was given for the evidence for the renewal of {level}, until {until}: {words}"),
        personal=frozenset({"words"}),
    ),
    "review.provided": Kind(
        _("Said that the evidence for the renewal of {level} is complete."), personal=frozenset({"words"})
    ),
    "review.overdue": Kind(
        _("Nothing was said about the evidence for the renewal of {level} in time."), personal=frozenset({"lacking"})
    ),
    "review.passed": Kind(_("The renewal of {level} passed its audit."), personal=frozenset({"words"})),
    "review.failed": Kind(
        _("The renewal of {level} failed its audit: {words}"), personal=frozenset({"words", "activities"})
    ),
    "review.appealed": Kind(
        _("Appealed about the audit of the renewal of {level}: {words}"), personal=frozenset({"words"})
    ),
    "review.granted": Kind(
        _("The appeal about the audit of the renewal of {level} was granted: {words}"), personal=frozenset({"words"})
    ),
    "review.refused": Kind(
        _("The appeal about the audit of the renewal of {level} was refused: {words}"), personal=frozenset({"words"})
    ),
    "review.called_off": Kind(
        _("The audit of the renewal of {level} was called off: {words}"), personal=frozenset({"words"})
    ),
    "review.final": Kind(_("The audit of the renewal of {level} can't be appealed any more.")),
    "audit.claimed": Kind(_("Took {name} in hand."), candidate_sees=False, routine=True),
    "audit.closed": Kind(_("{name} was withdrawn, so nobody looks at it any more."), candidate_sees=False),
    "audit.set_aside": Kind(
        _("{name} was on both of two merged records: its audit goes on with the other one."), candidate_sees=False
    ),
    "audit.resumed": Kind(
        _("{name} is on a record of its own again: its audit goes on where it was."), candidate_sees=False
    ),
    "audit.looked_through": Kind(_("Evidence of {name} read by machine."), candidate_sees=False, routine=True),
    "evidence.looked_at": Kind(
        _("Read by machine: {name}."), candidate_sees=False, routine=True, personal=frozenset({"name"})
    ),
    "evidence.matched": Kind(
        _("Compared by eye: evidence of {name} shows the same as that of another activity."), candidate_sees=False
    ),
    "evidence.told_apart": Kind(
        _("Compared by eye: evidence of {name} is not the same as that of another activity."), candidate_sees=False
    ),
    "audit.final": Kind(_("The rejection of {name} can't be appealed any more.")),
    "view.kept": Kind(_("Kept the view {name}."), candidate_sees=False),
    "view.dropped": Kind(_("Forgot the view {name}."), candidate_sees=False),
    "audit.released": Kind(_("Released {name}."), candidate_sees=False, routine=True),
    "draw.begun": Kind(_("Entries of {month} are drawn by a seed whose SHA-256 is {digest}."), candidate_sees=False),
    "draw.published": Kind(_("Entries of {month} were drawn by the seed {seed}."), candidate_sees=False),
    "offerings.recorded": Kind(_("Offered: {titles}."), candidate_sees=False),
    "offering.removed": Kind(_("No longer offered: {name}."), candidate_sees=False),
    "person.erased": Kind(_("A person's data were erased: {reason}"), candidate_sees=False),
    "words.removed": Kind(_("Words that named somebody else were taken out, for privacy.")),
    "candidate.viewed": Kind(_("Looked at {number}."), candidate_sees=False, routine=True),
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
    "renewal.granted": Kind(_("{group} renewed {new_expiry}.")),
    "renewal.restated": Kind(
        _("{group}: renewal stated again after a correction, {new_expiry}."), personal=frozenset({"prior"})
    ),
    "renewal.contested": Kind(
        _("A correction no longer supports the renewal of {group}; staff will look at it."), candidate_sees=False
    ),
    "renewal.suspended": Kind(
        _("A rejection no longer supports the renewal of {group}; it is suspended until staff decide.")
    ),
    "renewal.kept": Kind(_("A rejection no longer supports the renewal of {group}; it stands all the same.")),
    "renewal.proposed": Kind(_("Proposed to take back the renewal of {group}: {reason}"), candidate_sees=False),
    "renewal.cleared": Kind(_("The facts support the renewal of {group} again."), candidate_sees=False),
    "renewal.upheld": Kind(_("The renewal of {group} stands.")),
    "renewal.taken_back": Kind(_("The renewal of {group} was taken back: {reason}")),
    "year.due": Kind(_("Reminded of “{title}” for {level}: {lack} {more} by {by}.")),
    "year.suspended": Kind(_("{level} is suspended after {due}: “{title}” has {amount} of {required} {unit}.")),
    "request.made": Kind(_("Asked for: {kind}.")),
    "request.granted": Kind(_("Granted: {kind}."), personal=frozenset({"reason"})),
    "request.refused": Kind(_("Refused: {kind}."), personal=frozenset({"reason"})),
    "request.withdrawn": Kind(_("Withdrawn: {kind}.")),
    "request.looked_into": Kind(_("Looked into: {kind}."), candidate_sees=False, personal=frozenset({"reason"})),
    "request.nothing_found": Kind(_("Nothing found: {kind}."), candidate_sees=False, personal=frozenset({"reason"})),
    "certification.retired": Kind(_("{certification} retired as of {as_of}.")),
    "move.run": Kind(_("{title}: {affected} candidates' expiry dates moved.")),
    "policy.published": Kind(_("Policy version {number} published.")),
    "policy.proposed": Kind(_("Proposed to publish the draft of the rules: {reason}"), candidate_sees=False),
    "staff.dismissed": Kind(_("{role} dismissed: {reason}"), candidate_sees=False, personal=frozenset({"email"})),
    "policy.drafted": Kind(_("Draft of the rules changed."), candidate_sees=False),
    "policy.draft_dropped": Kind(_("Draft of the rules dropped."), candidate_sees=False),
    "staff.appointed": Kind(_("{role} appointed."), candidate_sees=False, personal=frozenset({"email"})),
}

ROUTINE: Final = frozenset(verb for verb, kind in VOCABULARY.items() if kind.routine)

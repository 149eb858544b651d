"""The rules in force as people read them, and the texts that were published."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from recert.design.formats import amount, say
from recert.desk.moves import listed
from recert.desk.visit import Visit, staff_who_may
from recert.policy import (
    audit_words,
    circumstance_words,
    cycle_words,
    designation_words,
    formula_words,
    proration_words,
    replaced_words,
    rule_words,
    serving_words,
)
from recert.policy.carrying import CarriedIn
from recert.policy.difference_past import differences_told
from recert.policy.exceptions import whom
from recert.policy.handbook_words import ends
from recert.policy.measure_words import quantity_of
from recert.policy.model import Cap, Policy, Value
from recert.policy.read import parse_policy
from recert.policy.retake_words import besides, from_old
from recert.policy.sentence import Sentence, words
from recert.records.models import PolicyDraft, PolicyVersion


@staff_who_may("rules.view")
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The rules in force with their sources, and every version."""
    versions = PolicyVersion.objects.filter(program=visit.program).select_related("published_by").defer("text", "cases")
    context = {
        **visit.context("policy"),
        "versions": list(versions.order_by("-number")),
        "moves": listed(visit),
        "draft": PolicyDraft.objects.select_related("changed_by").filter(program=visit.program).first(),
        "limits": {kind.key: kind.limit.uses for kind in visit.policy.types if kind.limit},
        "much": quantity_of,
        "whole": formula_words.worth,
        "ends": _(ends(visit.policy)),
        "surplus": _surplus(visit.policy),
        "retake": _retake(visit.policy),
        "asked": rule_words.asked(visit.policy),
        "ways": any(group.ways for group in visit.policy.groups),
        "counters": rule_words.counters(visit.policy),
        "cascades": rule_words.cascades(visit.policy),
        "replacements": replaced_words.rules(visit.policy),
        "designations": [(designation_words.rule(each), each.source) for each in visit.policy.designations],
        "circumstances": [
            (circumstance_words.of_rules(visit.policy, kind), kind.source) for kind in visit.policy.circumstances
        ],
        "audits": audit_words.of_rules(visit.policy),
        "reasons": audit_words.reasons(visit.policy),
        "caps": _caps(visit.policy),
        "begins": "; ".join(say(sentence) for sentence in cycle_words.begins(visit.policy)),
        "particulars": list(cycle_words.particulars(visit.policy)),
        "proration": proration_words.of_all(visit.policy),
        "again": cycle_words.again,
        "serves": serving_words.of_type,
        "allocation": serving_words.allocation(visit.policy),
        "reaches": list(serving_words.reaches(visit.policy)),
        "of_which": serving_words.of_which,
        "nested": serving_words.nested(visit.policy),
    }
    return render(request, "desk/policy/show.html", context)


def _retake(policy: Policy) -> str:
    """Whether the exam again renews, and when."""
    rule = policy.retake
    if rule is None:
        return _("Does not renew")
    if rule.days:
        told = _("The exam again, in the %(days)s days before the expiry") % {"days": rule.days}
    else:
        told = _("The exam again, in the %(months)s months before the expiry") % {"months": rule.months}
    told += _(" or in the grace period") if rule.in_grace else ""
    more = [*besides(rule), *from_old(policy, rule)]
    return " ".join([f"{told}." if more else told, *map(say, more)])


def _caps(policy: Policy) -> list[tuple[Cap, Value, Sentence, Sentence | None]]:
    """Each amount of each limit in units, and for whom it holds where not for all."""
    return [
        (
            cap,
            value,
            rule_words.amount_of_limit(policy, cap, value),
            whom(cap.most, at, policy.circumstances, by_year=cap.by_year),
        )
        for cap in policy.caps
        for at, value in enumerate(cap.most)
    ]


def _surplus(policy: Policy) -> str:
    """What becomes of units beyond the requirement."""
    carry = policy.carry
    if carry is None:
        return _("Is not carried into the next cycle")
    told = [*_most_carried(policy, carry.most)] or [
        _("As much is carried into the next cycle as is said of each below")
    ]
    if carry.months:
        told.append(_("only what was earned in the last %(months)s months") % {"months": carry.months})
    if carry.categories:
        names = ", ".join(policy.category(key).name for key in carry.categories)
        told.append(_("only of %(categories)s") % {"categories": names})
    if carry.counts_as:
        told.append(_("all of it as %(category)s") % {"category": policy.category(carry.counts_as).name})
    if carry.over_limits:
        told.append(_("also what is over limits"))
    if carry.carried_in is CarriedIn.AGAIN:
        told.append(_("what was carried in may be carried again"))
    if carry.in_time:
        told.append(_("only of renewals before the end"))
    return "; ".join([*told, *dict.fromkeys(carry.most[at].source for at in _told_of(carry.most))])


def _most_carried(policy: Policy, most: tuple[Value, ...]) -> Iterator[str]:
    """How much is carried at the most: for everybody as it is said last, and for whom it is another amount."""
    for place, at in enumerate(_told_of(most)):
        some, later = whom(most, at, policy.circumstances), _ending_later(most, at)
        if later:
            ending = Sentence(words("in cycles that end before {day}"), {"day": later.since})
            some = Sentence(words("{whom}, {ending}"), {"whom": some, "ending": ending}) if some else ending
        values = {"most": amount(most[at].amount), "whom": say(some) if some else ""}
        if some is None:
            yield _("Up to %(most)s are carried into the next cycle") % values
            continue
        told = (_("up to %(most)s (%(whom)s)") if most[at].amount else _("nothing (%(whom)s)")) % values
        yield told if place else _("Carried into the next cycle: %(told)s") % {"told": told}
    if most and all(value.when for value in most):
        yield _("otherwise nothing")


def _told_of(most: tuple[Value, ...]) -> list[int]:
    """The places of what is said last for each, that for everybody first; what was too, where a cycle's end decides."""
    last = {value.when: at for at, value in enumerate(most)}
    before = [at for at in range(len(most)) if at not in last.values() and _ending_later(most, at)]
    return sorted([*last.values(), *before], key=lambda at: (most[at].when is not None, -at))


def _ending_later(most: tuple[Value, ...], at: int) -> Value | None:
    """What holds for the same instead in cycles that end on a day or later, where that is said next."""
    later = next((value for value in most[at + 1 :] if value.when == most[at].when), None)
    return later if later and later.by_end else None


@staff_who_may("rules.view")
def version(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """One published text, as it was published."""
    found = PolicyVersion.objects.select_related("published_by").filter(program=visit.program, number=number).first()
    if found is None:
        raise Http404
    before = PolicyVersion.objects.filter(program=visit.program, number__lt=number).order_by("-number").first()
    context = {
        **visit.context("policy"),
        "version": found,
        "before": before.number if before else None,
        "changes": _changes(before, found),
    }
    return render(request, "desk/policy/version.html", context)


def _changes(before: PolicyVersion | None, after: PolicyVersion) -> tuple[Sentence, ...]:
    """What a version says other than the one before it."""
    one, other = (parse_policy(version.text) if version else None for version in (before, after))
    return differences_told(one, other) if isinstance(one, Policy) and isinstance(other, Policy) else ()

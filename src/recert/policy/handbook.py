"""A policy as a program owner reads it: what is required, how it is earned, when it ends, and who says so.

Every field of `model` is told. One for which there are no words here yet is told by its name, at the end.
"""

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from functools import cache, partial
from inspect import getmro
from typing import Any, Final

from recert.policy import formula_words, life_words, serving_words
from recert.policy.again import Again
from recert.policy.assumptions import Assumption
from recert.policy.blocks import Block, Grid, Heading, Listed, Paragraph
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.certification import Certification
from recert.policy.cycle_words import particulars
from recert.policy.cycles import CycleRule
from recert.policy.difference_place import field_name, shown, title_of
from recert.policy.difference_turned import TURNED
from recert.policy.handbook_besides import audits, circumstances, counters, designations, of_others, served
from recert.policy.handbook_groups import required
from recert.policy.handbook_sources import sources
from recert.policy.handbook_words import (
    AFTER_ONE_MONTH,
    ALL,
    BY_ITSELF,
    BY_PROVIDERS,
    BY_STAFF,
    BY_YEAR,
    CARRIED_AS,
    CARRIED_IN,
    COUNTED_FROM,
    COUNTS_AGAIN,
    CYCLE,
    DAYS,
    DECLARED,
    DESCRIBED,
    EITHER,
    EVIDENCE,
    GRACE,
    IN_TIME,
    KEPT_OF,
    LAST_MONTHS,
    MEASURED,
    MOVED_BY,
    MOVED_LATER,
    MOVED_TO,
    NO_CARRY,
    NO_GRACE,
    NO_LIMIT,
    NO_RETAKE,
    NOT_AGAIN,
    NUMBERS,
    OF_REQUIRED,
    ONE_OF_GRACE,
    ONLY_OF,
    OVER_COUNTS,
    PROOF,
    RETAKE,
    ROUNDED,
    SINCE_MONTHS,
    STEPS,
    WHAT_COMES,
    ends,
)
from recert.policy.keys import POLICY_KEYS
from recert.policy.measure_words import of_measure
from recert.policy.model import (
    ActivityType,
    Cap,
    Demand,
    Policy,
    Value,
)
from recert.policy.move_words import due_days
from recert.policy.moves import Move
from recert.policy.nesting import around, inside
from recert.policy.period_words import of_limit
from recert.policy.proration import Proration
from recert.policy.proration_words import of_all
from recert.policy.read import ANSWERED
from recert.policy.reading.activities import OVER_LIMIT, SEVERAL_DAYS
from recert.policy.reading.cycles import ANCHORS, BEFORE_AWARD, MONTHS, RHYTHMS, ROUNDINGS, STARTS
from recert.policy.reading.retakes import NEW_EXPIRY, RENEWS
from recert.policy.retake_words import besides, from_old
from recert.policy.sentence import Sentence, Shown, number, plain
from recert.policy.several_days import SeveralDays
from recert.policy.telling import named, over_time, say, settings, word

TOLD: Final[dict[str, str]] = {
    "Policy": "key name version time_zone unit units step rounding group_word id_prefix id_digits floor floor_source "
    "cycle retake groups certifications types moves digest categories caps carry proration counters cascades "
    "replacements suspension surcharges circumstances allocation audit several_days days_rounding deadline "
    "designations",
    "Audit": "percent answer_days appeal_days after_renewal reasons source widened many_a_day late_days "
    "evidence_months candidates",
    "Widened": "when of_last to",
    "CandidateAudit": "percent days remind_days",
    "RejectionReason": "key sentence",
    "Suspension": "months by_units by_exam restarts source activity days joins",
    "Deadline": "months days later types late source",
    "Designation": "key title description needs counts lost since source",
    "Need": "of at_least",
    "Surcharge": "from_day amount share every_months source more_of after_months ended_before",
    "MoreOf": "category amount",
    "CycleRule": "months grace_days shares_renewed_date source ends anchor first_months first_ends rhythm kept_months "
    "opens_months earlier grace_activity grace_months opens_days unmet from_month before_award "
    "renewed_next renewed_next_from year_ends earlier_graces never_renewed",
    "Retake": "months in_grace source days whole_group counted_from renews_for",
    "Proration": "counted first_month every units rounding to nothing_up_to categories source each until_day",
    "EachOf": "category amount",
    "Condition": "cycle_from cycle_to every awarded_from awarded_before held_years held_from held_to holds lacks "
    "true_of untrue_of seen",
    "Group": "key name short required minima periods_from demands ways portfolio own_cycle own_retake own_carry "
    "own_proration",
    "OwnCycle": "source months grace_days grace_months ends first_months first_ends never_renewed rhythm kept_months "
    "opens_months opens_days",
    "OwnRetake": "renews source months days in_grace whole_group counted_from renews_for",
    "OwnCarry": "most",
    "NotProrated": "source",
    "Shrinking": "source rounding to each",
    "Portfolio": "most at_once source",
    "Demand": "key title kind of cycles first_cycle values from_day months before_renewal choices missed reliefs "
    "by_year after_months consecutive across_cycles shrinks",
    "Relief": "circumstances removes at_least_days source counted rounding to from_days from_months of_years",
    "Missed": "then late_counts source days months on counter for_months",
    "Way": "key title required demands renews_for shrinks",
    "Counter": "key name one many types of valid_months",
    "Cascade": "key title trigger of renewed aligned since source",
    "Replacement": "key title of replaced since source",
    "CircumstanceKind": "key title description evidence removes source counted at_least_days most_months rounding to "
    "shrinks extends",
    "Length": "before months source",
    "EarlierGrace": "before days months source",
    "Minimum": "category values",
    "Category": "key name within",
    "Certification": "code exam title group retired source alone added",
    "ActivityType": "key title one many description evidence proof worth limit measure category again again_months "
    "providers division of_which audited step rounding by_staff",
    "Division": "categories split increments",
    "Within": "category values",
    "Allocation": "types most source reaches",
    "Reach": "types most source",
    "Limit": "uses",
    "Measure": "one many least step",
    "Cap": "key title types groups period most categories over of_provider by_year",
    "Carry": "most months categories carried_in kept over_limits in_time counts_as",
    "Move": "key title on first last to months later source",
    "Value": "since amount source per when share formula unlimited by_end",
    "Formula": "plus most tiers required times each_cycle",
    "Tier": "least amount",
}
"""The fields that have words here."""


def handbook(policy: Policy, assumed: Iterable[Assumption] = ()) -> tuple[Block, ...]:
    """The whole policy, part by part; `assumed` is what its text calls an assumption."""
    return tuple(read_out(policy, assumed))


def read_out(policy: Policy, assumed: Iterable[Assumption] = ()) -> Iterator[Block]:
    """The same; what comes later is put into words when it is asked for."""
    yield Heading(policy.name, 1)
    yield Paragraph(f"The rules of the program {policy.key}, version {policy.version}.")
    yield from required(policy)
    yield from _earned(policy)
    yield from _limits(policy)
    yield from counters(policy)
    yield from _cycle(policy)
    yield from of_others(policy)
    yield from designations(policy)
    yield from circumstances(policy)
    yield from audits(policy)
    yield from _moves(policy)
    yield from _certifications(policy)
    yield from _counted(policy)
    yield from _names(policy)
    yield from sources(policy)
    yield from _assumptions(assumed)
    yield from _rest(policy)


def _earned(policy: Policy) -> Iterator[Block]:
    if not policy.has_activities:
        return
    yield Heading("How units are earned")
    rows = [
        (
            kind.title,
            over_time(policy, kind.worth, partial(_worth, policy, kind)),
            over_time(policy, kind.limit.uses, lambda value: number(value.amount)) if kind.limit else NO_LIMIT,
            *((served(policy, kind),) if policy.categories else ()),
        )
        for kind in policy.types
    ]
    head = ("Activity", "Worth", "Uses in a cycle", *(("Category",) if policy.categories else ()))
    yield Grid(head, tuple(rows))
    yield Listed(tuple(_evidence(kind) for kind in policy.types))
    yield from _examples(policy)
    nested = tuple(map(str, serving_words.nested(policy)))
    if nested:
        yield Listed(nested)
    measured = [
        say(MEASURED[k.measure.least > 0, k.measure.step > 0], of=k.title, **of_measure(k.measure))
        for k in policy.types
        if k.measure
    ]
    if measured:
        yield Listed(tuple(measured))


def _examples(policy: Policy) -> Iterator[Block]:
    """Which example of evidence is drawn for which types."""
    drawn = {proof: [kind.title for kind in policy.types if kind.proof == proof] for proof in PROOF}
    told = tuple(say(PROOF[proof], titles=", ".join(titles)) for proof, titles in drawn.items() if titles)
    if told:
        yield Listed(told)


def _worth(policy: Policy, kind: ActivityType, value: Value) -> str:
    return str(formula_words.worth(policy, kind, value))


def _evidence(kind: ActivityType) -> str:
    text = EVIDENCE if kind.evidence else DESCRIBED
    told = say(text, title=kind.title, description=kind.description, evidence=kind.evidence)
    if kind.by_staff or kind.is_declared:
        told = f"{told} {BY_STAFF if kind.by_staff else DECLARED}"
    if kind.providers:
        told = f"{told} {say(BY_PROVIDERS, providers=', '.join(kind.providers))}"
    if kind.again is Again.ALWAYS:
        return told
    one = AFTER_ONE_MONTH if kind.again is Again.AFTER else ""
    again = Sentence(COUNTS_AGAIN[kind.again], {"months": kind.again_months}, one=one, count=kind.again_months)
    return f"{told} {again}"


def _limits(policy: Policy) -> Iterator[Block]:
    if not policy.caps:
        return
    yield Heading("Limits in units")
    rows = [
        (
            cap.title,
            over_time(policy, cap.most, partial(_allowed, policy), by_year=cap.by_year),
            f"{of_limit(cap)}{BY_YEAR if cap.by_year else ''}",
            ", ".join(_limited(policy, cap)),
            ", ".join(named(policy.groups, key) for key in cap.groups) or ALL,
        )
        for cap in policy.caps
    ]
    yield Grid(("Limit", "At most", "Holds", "Of these together", "For"), tuple(rows))


def _limited(policy: Policy, cap: Cap) -> Iterator[str]:
    """What a limit limits; where what is over is not lost, that too."""
    spilled = {key for other in policy.caps for key in around(policy.categories, other.over)}
    whole = inside(policy.categories, [key for key in cap.categories if key not in spilled])
    told = {kind.key for kind in policy.types if kind.division is None and kind.category in whole}
    yield from (named(policy.types, key) for key in cap.types if key not in told)
    for key in cap.categories:
        yield say(WHAT_COMES[key in spilled], category=named(policy.categories, key))
    if cap.over:
        yield say(OVER_COUNTS, category=named(policy.categories, cap.over))


def _allowed(policy: Policy, value: Value) -> str:
    return (
        f"{number(value.amount)} {OF_REQUIRED if value.share else policy.unit if value.amount == 1 else policy.units}"
    )


def _cycle(policy: Policy) -> Iterator[Block]:
    cycle, retake = policy.cycle, policy.retake
    yield Heading("How long it lasts, and how it is renewed")
    said = [
        _long(policy),
        _grace(cycle) if cycle.grace_days or cycle.grace_months else NO_GRACE,
    ]
    if retake is None:
        said.append(NO_RETAKE[any(policy.retake_of(group.key) for group in policy.groups)])
    else:
        said += (EITHER,) if any(group.required or group.portfolio for group in policy.groups) else ()
        within = RETAKE[retake.days > 0, retake.in_grace if cycle.has_grace else None]
        said.append(say(within, months=retake.months, days=retake.days))
        said += map(str, (*besides(retake), *from_old(policy, retake)))
    said += (str(sentence) for sentence, _ in particulars(policy))
    shorter = of_all(policy)
    said += (str(shorter),) if shorter else ()
    said.append(TURNED["CycleRule", "shares_renewed_date"][0 if cycle.shares_renewed_date else 1])
    if policy.has_activities:
        said += _carried(policy, policy.carry) if policy.carry else (NO_CARRY,)
    yield Listed(tuple(said))


def _long(policy: Policy) -> str:
    """How long a certification lasts."""
    cycle, when = policy.cycle, ends(policy)
    if cycle.never_renewed:  # for life: a program says so of nothing else
        return life_words.OF_ALL
    return say(CYCLE[cycle.anchor], months=cycle.months, ends=when[0].lower() + when[1:])


def _grace(cycle: CycleRule) -> str:
    """For how long it can still be renewed."""
    days, months = cycle.grace_days, cycle.grace_months
    one = ONE_OF_GRACE[months > 0]
    return str(Sentence(GRACE[months > 0], {"days": days, "months": months}, one, Decimal(months or days)))


def _carried(policy: Policy, carry: Carry) -> Iterator[str]:
    yield from settings(policy, ("Carry", "most"), "", carry.most)
    if carry.months:
        yield say(SINCE_MONTHS if carry.carried_in is CarriedIn.AGAIN else LAST_MONTHS, months=carry.months)
    if carry.categories:
        yield say(ONLY_OF, categories=", ".join(named(policy.categories, key) for key in carry.categories))
    for kept in carry.kept:
        amount = over_time(policy, kept.values, partial(_allowed, policy))
        yield say(KEPT_OF, category=named(policy.categories, kept.category), amount=amount)
    if carry.carried_in is not CarriedIn.AGAIN:
        yield NOT_AGAIN
    yield CARRIED_IN[carry.carried_in]
    if carry.counts_as:
        yield say(CARRIED_AS, category=named(policy.categories, carry.counts_as))
    if carry.over_limits:
        yield TURNED["Carry", "over_limits"][0]
    if carry.in_time:
        yield IN_TIME[policy.deadline is not None and policy.deadline.late]


def _moves(policy: Policy) -> Iterator[Block]:
    if policy.moves:
        yield Heading("Mass moves of expiry dates")
        yield Listed(tuple(_moved(move) for move in policy.moves))


def _moved(move: Move) -> str:
    values: dict[str, Shown] = {"title": move.title, "on": move.on, "days": due_days(move)}
    to = say(MOVED_BY, **values, months=move.months) if move.to is None else say(MOVED_TO, **values, to=move.to)
    return f"{to} {MOVED_LATER[move.later]}"


def _certifications(policy: Policy) -> Iterator[Block]:
    held = any(group.portfolio for group in policy.groups) or any(c.alone or c.added for c in policy.certifications)
    yield Heading("Certifications")
    head = (
        "Code",
        "Title",
        "Exam",
        policy.group_word[:1].upper() + policy.group_word[1:],
        "Retired",
        *(("Requires",) if held else ()),
    )
    yield Grid(
        head, tuple((*_certification(policy, c), *(_by_itself(c) if held else ())) for c in policy.certifications)
    )


def _certification(policy: Policy, found: Certification) -> tuple[str, ...]:
    retired = plain(found.retired) if found.retired else ""
    return found.code, found.title, found.exam, named(policy.groups, found.group), retired


def _by_itself(found: Certification) -> tuple[str, ...]:
    return (say(BY_ITSELF, alone=found.alone, added=found.added),)


def _counted(policy: Policy) -> Iterator[Block]:
    yield Heading("How it is counted")
    example = policy.id_prefix + "1" * policy.id_digits
    units = (
        say(COUNTED_FROM, floor=policy.floor),
        say(STEPS, unit=policy.unit, units=policy.units, step=policy.step),
        ROUNDED[policy.rounding],
    )
    yield Listed(
        (
            *(units if policy.has_activities else ()),
            say(DAYS, zone=policy.time_zone),
            say(NUMBERS, prefix=policy.id_prefix, digits=policy.id_digits, example=example),
        )
    )
    yield Grid(("Of", "Question", "Answer"), tuple(_answers(policy)))


def _answers(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """What a policy answers in so many words."""
    yield "cycle", POLICY_KEYS["cycle.anchor"], word(ANCHORS, policy.cycle.anchor)
    if policy.cycle.from_month:
        yield "cycle", POLICY_KEYS["cycle.starts"], word(STARTS, policy.cycle.from_month)
        yield "cycle", POLICY_KEYS["cycle.before_award"], word(BEFORE_AWARD, policy.cycle.before_award)
    yield "cycle", POLICY_KEYS["cycle.next_starts"], word(RHYTHMS, policy.cycle.rhythm)
    for section, answers in ANSWERED.items():
        asked = section != "counting" or policy.has_activities
        for key, answer in answers.items() if asked else ():
            yield section, POLICY_KEYS[f"{section}.{key}"], answer
    if policy.retake:
        yield "retake", POLICY_KEYS["retake.renews"], word(RENEWS, policy.retake.whole_group)
        yield "retake", POLICY_KEYS["retake.new_expiry"], word(NEW_EXPIRY, policy.retake.counted_from)
    if policy.has_activities:
        yield from _answers_of_counting(policy)
    for key, answer in _shorter(policy, policy.proration):
        yield "proration", POLICY_KEYS[f"proration.{key}"], answer
    for group in policy.groups:
        for key, answer in _shorter(policy, group.own_proration.rule) if group.own_proration else ():
            yield f"group.{group.key}.proration", POLICY_KEYS[f"proration.{key}"], answer


def _answers_of_counting(policy: Policy) -> Iterator[tuple[str, str, str]]:
    yield "counting", POLICY_KEYS["counting.several_days"], word(SEVERAL_DAYS, policy.several_days)
    if policy.several_days is SeveralDays.EACH_DAY:
        yield "counting", POLICY_KEYS["counting.days_rounding"], word(ROUNDINGS, policy.days_rounding)
    yield "counting", POLICY_KEYS["counting.over_limit"], word(OVER_LIMIT, any(cap.over for cap in policy.caps))


def _shorter(policy: Policy, rule: Proration | None) -> Iterator[tuple[str, str]]:
    if rule is None:
        return
    yield "months_counted", word(MONTHS, rule.counted)
    if rule.every:
        yield "every_months", str(rule.every)
        yield "units", number(rule.units)
    else:
        yield "to", number(rule.to)
        yield "rounding", word(ROUNDINGS, rule.rounding)
    yield "nothing_up_to_months", str(rule.nothing_up_to)
    each = (f"{number(of.amount)} of {named(policy.categories, of.category)}" for of in rule.each)
    shrink = [*(named(policy.categories, key) for key in rule.categories), *each]
    yield "minima", ", ".join(shrink) or "none"


def _names(policy: Policy) -> Iterator[Block]:
    """What things are called in the file and in cases: for who reads this beside them."""
    yield Heading("Names in the file")
    rows = [(f"group.{group.key}", group.name) for group in policy.groups]
    rows += [(f"category.{each.key}", str(serving_words.category(policy, each.key))) for each in policy.categories]
    for kind in policy.types:
        measure = f"; in {kind.measure.one}, {kind.measure.many}" if kind.measure else ""
        rows.append((f"activity.{kind.key}", f"{kind.title}: one {kind.one}, several {kind.many}{measure}"))
    rows += [(f"limit {cap.key}", cap.title) for cap in policy.caps]
    rows += [(f"counter.{counter.key}", counter.name) for counter in policy.counters]
    rows += [(f"cascade {cascade.key}", cascade.title) for cascade in policy.cascades]
    rows += [(f"replacement {rule.key}", rule.title) for rule in policy.replacements]
    rows += [(f"designation.{each.key}", each.title) for each in policy.designations]
    rows += [(f"circumstance {kind.key}", kind.title) for kind in policy.circumstances]
    for group in policy.groups:
        rows += _names_of(f"group.{group.key}", group.demands)
        for way in group.ways:
            rows.append((f"group.{group.key}.or {way.key}", way.title))
            rows += _names_of(f"group.{group.key}.or", way.demands)
    rows += [(f"move {move.key}", move.title) for move in policy.moves]
    yield Grid(("Key", "What it is"), tuple(rows))


def _names_of(place: str, demands: Iterable[Demand]) -> Iterator[tuple[str, str]]:
    for demand in demands:
        yield f"{place}.also {demand.key}", demand.title
        yield from ((f"{place}.also.choice {choice.key}", choice.title) for choice in demand.choices)


def _assumptions(assumed: Iterable[Assumption]) -> Iterator[Block]:
    told = tuple(f"Line {a.line}{f', {a.about}' if a.about else ''}: {a.words}" for a in assumed)
    if told:
        yield Heading("What is still an assumption")
        yield Listed(told)


def _rest(policy: Policy) -> Iterator[Block]:
    told = tuple(dict.fromkeys(_untold(policy.name, policy)))
    if told:
        yield Heading("Besides")
        yield Listed(told)


@cache
def _told_of(kind: type) -> frozenset[str]:
    """The fields of such an item that have words."""
    names = (each.__name__ for each in getmro(kind))
    return frozenset(next((TOLD[name] for name in names if name in TOLD), "").split())


def _untold(of: str, item: Any) -> Iterator[str]:
    """What has a value, and no words here."""
    kind: type = type(item)
    if isinstance(item, tuple):
        for each in item:
            yield from _untold(of, each)
    elif is_dataclass(item):
        within = title_of(item) if hasattr(item, "title") or hasattr(item, "name") else of
        told = _told_of(kind)
        for each in fields(item):
            value = getattr(item, each.name)
            if each.name in told:
                yield from _untold(within, value)
            elif each.default is MISSING or value != each.default:
                yield f"{within}: “{field_name(each.name)}” is {plain(shown(value))}."

"""An owner changes the rules on the desk's pages: checks, sees the effect, publishes; an auditor reads along."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_q.models import OrmQ

from recert.journal.change import SYSTEM, Actor
from recert.people.models import Candidate, StaffRole
from recert.records import effects
from recert.records.actions import record_credential, save_draft
from recert.records.models import PolicyDraft, PolicyVersion, Program
from tests.conftest import Cast
from tests.desk.conftest import DESK, field, text
from tests.records.conftest import join, recorded
from tests.records.test_drafts import CASES, TEXT, TWO, home

__all__ = ["home"]

POLICY, DRAFT = f"{DESK}/policy/", f"{DESK}/policy/draft/"
EFFECT, CSV = f"{DESK}/policy/draft/effect/", f"{DESK}/policy/draft/effect/changes.csv"


@pytest.fixture
def two_events(ada: Candidate) -> Candidate:
    """Grace was at two global events. Her name is one that a spreadsheet would take for a formula."""
    grace = join()
    Candidate.objects.filter(pk=grace.pk).update(name="=Grace")
    record_credential(SYSTEM, grace, "ACA-ACF", date(2025, 12, 10))
    for name, day in (("Team", date(2026, 4, 9)), ("Unleash", date(2026, 5, 9))):
        recorded(grace, name, day, type="global-event")
    return grace


def send(client: Client, do: str, rules: str = TWO, cases: str = CASES, seen: str = "", **more: Any) -> Any:
    return client.post(DRAFT, {"text": rules, "cases": cases, "seen": seen, "do": do}, **more)


def test_the_editor_holds_what_is_in_force(owner: Client, two_events: Candidate) -> None:
    page = owner.get(DRAFT)
    assert "This is what is in force." in text(page)
    assert "uses = [{ from = 2024-02-01, most = 1" in text(page)
    assert "No problem" in text(page) and "No rule differs from what is in force." in text(page)


def test_a_check_names_the_line_and_keeps_nothing(owner: Client, two_events: Candidate) -> None:
    page = send(owner, "check", TEXT.replace("months = 24", "months = 0"))
    assert "1 problem" in text(page) and "Line 38 : `months` is 0: write a whole number from 1 to 240" in text(page)
    assert "months = 0" in text(page), "what was typed stands there still"
    assert not PolicyDraft.objects.exists()


def test_a_check_says_which_example_does_not_hold_and_what_changes(owner: Client, two_events: Candidate) -> None:
    page = text(send(owner, "check", TEXT, CASES))
    assert "1 of 1 examples do not hold" in page
    assert "A second event counts" in page and "aca counted is 30, expected 60" in page
    page = text(send(owner, "check"))
    assert "1 example holds" in page
    assert "Attending a global event: 1 use per cycle becomes 2, in cycles that are over, too." in page


def test_what_can_never_apply_is_noticed_and_blocks_nothing(owner: Client, two_events: Candidate) -> None:
    never = TEXT.replace("most = 4", "most = 0")
    page = text(send(owner, "check", never, ""))
    assert "1 thing can never apply" in page
    assert "no use of Attending a local event counts in cycles from February 1, 2024 on" in page
    assert send(owner, "save", never, "").headers["Location"] == DRAFT
    assert "can never apply" not in text(send(owner, "check", TEXT, CASES))


def test_the_later_of_two_is_told_and_keeps_what_was_typed(owner: Client, two_events: Candidate) -> None:
    theirs = save_draft(SYSTEM, "atlassian", TWO, CASES, "")
    page = send(owner, "save", TEXT + "# mine\n", "")
    assert page.status_code == 200
    assert "The system saved another draft on" in text(page) and "What is saved now" in text(page)
    assert "# mine" in text(page)
    assert PolicyDraft.objects.get() == theirs
    assert send(owner, "save", TEXT + "# mine\n", "", field(page, "seen")).status_code == 302
    assert PolicyDraft.objects.get().text == TEXT + "# mine\n"


def test_an_owner_sees_the_effect_and_publishes(owner: Client, two_events: Candidate) -> None:
    assert send(owner, "effect").headers["Location"] == EFFECT
    page = owner.get(EFFECT)
    told = text(page)
    assert "people 1 gains and nobody loses." in told
    assert "1 is renewed who would not be." in told and "Renewed, Dec 10, 2029" in told and "60 of 50 CE units" in told
    assert "Renewals already granted hold" in told
    given = {name: field(page, name) for name in ("do", "as_of", "seen", "effect")}
    assert "Say why" in text(owner.post(EFFECT, {**given, "reason": " "}))
    assert owner.post(EFFECT, {**given, "reason": "Asked for by many"}).headers["Location"] == POLICY
    assert "Version 2 is in force." in text(owner.get(POLICY))
    assert "Asked for by many" in text(owner.get(POLICY))
    version = text(owner.get(f"{POLICY}2/"))
    assert "1 use per cycle becomes 2" in version and "A second event counts" in version
    assert "Asked for by many" in text(owner.get(f"{DESK}/journal/"))
    assert "No reason is on record" in text(owner.get(f"{POLICY}1/"))


FEE = """
[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting"]
[[group.aca.also]]
key = "talk"
title = "A talk"
kind = "counter"
counter = "talks"
least = [{ from = 2014-01-01, count = 1, source = "decided" }]
"""


def test_an_owner_reads_whom_something_new_is_asked_of(owner: Client, two_events: Candidate) -> None:
    send(owner, "effect", TEXT + FEE)
    told = text(owner.get(EFFECT))
    assert "1 is further away: A talk is still to come, or more of it." in told
    assert "30 of 50 CE units 20 CE units missing" in told and "A talk: to come" in told


def test_an_owner_finds_whom_a_harsher_rule_gives_more_time_apart_from_who_gains(
    owner: Client, two_events: Candidate
) -> None:
    harsher = TEXT.replace("months = 24", "months = 30").replace("units = 50", "units = 70")
    send(owner, "effect", harsher, "")
    told = text(owner.get(EFFECT))
    assert "people nobody gains and nobody loses." in told
    assert "1 neither gains nor loses, but gets more time and has more to do, or less of both." in told
    assert "Both: more time and more to do, or less" in text(owner.get(EFFECT, {"effect": "mixed"}))
    assert "Nobody." in text(owner.get(EFFECT, {"effect": "gained"}))


def test_where_two_may_publish_one_proposes_and_the_other_agrees(
    owner: Client, two_events: Candidate, cast: Cast
) -> None:
    StaffRole.objects.create(program="atlassian", user=cast.other, role=StaffRole.Role.OWNER)
    send(owner, "effect")
    page = owner.get(EFFECT)
    assert "Publishing takes two people" in text(page)
    given = {name: field(page, name) for name in ("do", "as_of", "seen", "effect")}
    for _time in range(2):
        owner.post(EFFECT, {**given, "reason": "Asked for by many"})
    assert PolicyVersion.objects.count() == 1
    assert "Somebody else has to agree." in text(owner.get(EFFECT))
    second = Client()
    second.force_login(cast.other)
    assert "By Otto Owner: Asked for by many" in text(second.get(EFFECT))
    assert second.post(EFFECT, {**given, "reason": "Asked for by many"}).headers["Location"] == POLICY
    version = PolicyVersion.objects.get(number=2)
    assert (version.proposed_by, version.published_by) == (cast.owner, cast.other)


def test_another_text_ends_the_proposal_to_publish(owner: Client, two_events: Candidate, cast: Cast) -> None:
    StaffRole.objects.create(program="atlassian", user=cast.other, role=StaffRole.Role.OWNER)
    send(owner, "effect")
    page = owner.get(EFFECT)
    given = {name: field(page, name) for name in ("do", "as_of", "seen", "effect")}
    owner.post(EFFECT, {**given, "reason": "Asked for by many"})
    draft = PolicyDraft.objects.get()
    assert draft.proposed_by == cast.owner
    save_draft(Actor(cast.owner), "atlassian", draft.text + "# more\n", draft.cases, str(draft.edition))
    assert PolicyDraft.objects.get().proposed_by is None


def test_publishing_what_was_not_looked_at_is_refused_with_a_sentence(owner: Client, two_events: Candidate) -> None:
    send(owner, "effect")
    page = owner.get(EFFECT)
    given = {name: field(page, name) for name in ("do", "as_of", "seen", "effect")}
    page = owner.post(EFFECT, {**given, "effect": "guessed", "reason": "Because"})
    assert "The effect of exactly this text was not looked at yet." in text(page) and "Because" in text(page)
    assert PolicyVersion.objects.count() == 1


def test_without_what_it_takes_there_is_no_button(owner: Client, two_events: Candidate) -> None:
    send(owner, "effect", cases=CASES.replace("60", "50"))
    page = text(owner.get(EFFECT))
    assert "1 of 1 examples do not hold" in page and "Publish these rules" not in page
    send(owner, "effect", TWO.replace("months = 24", "months = 0"), seen=str(PolicyDraft.objects.get().edition))
    page = text(owner.get(EFFECT))
    assert "nobody can say what it would do" in page and "Publish these rules" not in page


def test_a_later_day_is_looked_from(owner: Client, two_events: Candidate) -> None:
    send(owner, "save")
    answer = owner.post(EFFECT, {"as_of": "2027-03-15"})
    assert answer.headers["Location"] == f"{EFFECT}?as_of=2027-03-15"
    assert 'value="2027-03-15"' in owner.get(answer.headers["Location"]).content.decode()
    assert owner.get(EFFECT, {"as_of": "0001-01-01"}).status_code == 200


def test_who_changes_comes_as_a_file_without_formulas(owner: Client, auditor: Client, two_events: Candidate) -> None:
    assert owner.get(CSV).status_code == 404, "nobody has looked yet"
    send(owner, "effect")
    owner.get(EFFECT)
    rows = list(csv.DictReader(io.StringIO(b"".join(auditor.get(CSV)).decode())))
    (row,) = rows
    assert (row["candidate"], row["name"], row["effect"]) == ("AT00000042", "'=Grace", "gained")
    assert (row["counted_before"], row["counted_after"], row["expiry_after"]) == ("30", "60", "2029-12-10")


@pytest.mark.parametrize("kind", ["gained", "lost", "same", "other"])
def test_the_list_is_filtered(owner: Client, two_events: Candidate, kind: str) -> None:
    send(owner, "effect")
    page = text(owner.get(EFFECT, {"effect": kind, "page": "7"}))
    assert ("=Grace" in page) == (kind in {"gained", "other"})


def test_an_auditor_looks_and_changes_nothing(owner: Client, auditor: Client, two_events: Candidate) -> None:
    assert "No change is being written." in text(auditor.get(DRAFT))
    assert "There is no draft" in text(auditor.get(EFFECT))
    send(owner, "save")
    page = text(auditor.get(DRAFT))
    assert "last changed on" in page and "Save the draft" not in page
    assert "Nobody has looked at the effect" in text(auditor.get(EFFECT))
    for address in (DRAFT, EFFECT):
        assert auditor.post(address, {"do": "save", "text": "x"}).status_code == 404
    owner.get(EFFECT)
    page = text(auditor.get(EFFECT))
    assert "1 gains and nobody loses" in page and "The program's owner publishes." in page
    assert "Read the draft" in text(auditor.get(POLICY))


def test_a_large_program_is_left_to_the_worker(
    owner: Client, two_events: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effects, "SOME", 0)
    send(owner, "effect")
    for _time in range(2):
        assert "It waits for the background work to begin." in text(owner.get(EFFECT))
    (task,) = OrmQ.objects.all()
    assert task.task["func"] == "recert.records.effects.work_out"
    effects.work_out(*task.task["args"])
    assert "1 gains and nobody loses" in text(owner.get(EFFECT))


def test_a_draft_is_dropped(owner: Client, two_events: Candidate) -> None:
    send(owner, "save")
    draft = PolicyDraft.objects.get()
    assert "Go on with the draft" in text(owner.get(POLICY))
    assert send(owner, "drop", seen="").status_code == 200 and PolicyDraft.objects.exists()
    assert send(owner, "drop", seen=str(draft.edition)).headers["Location"] == POLICY
    assert not PolicyDraft.objects.exists()
    assert "Change the rules" in text(owner.get(POLICY))


def test_the_rules_say_how_entries_are_audited(auditor: Client, two_events: Candidate) -> None:
    told = text(auditor.get(POLICY))
    assert "Of the entries of each type 10 % are drawn at random and audited." in told
    assert "not-readable: The evidence can't be read: it is too small, blurred or cut off." in told
    assert "decision: the announcement of 2024 names no audits" in told


def test_the_rules_say_which_category_lies_within_another(auditor: Client, two_events: Candidate) -> None:
    lying = '\n[category.structured]\nname = "Structured"\n[category.ethics]\nname = "Ethics"\nwithin = "structured"\n'
    PolicyVersion.objects.update(text=TEXT + lying, digest="1" * 64)
    Program.objects.update(rules="")
    told = text(auditor.get(POLICY))
    assert "What counts for Ethics counts for Structured, too, and once in the total." in told


def test_the_rules_say_once_what_two_levels_ask_alike(auditor: Client, two_events: Candidate) -> None:
    asked = '\n[[group.{}.also]]\nkey = "three"\ntitle = "Of three kinds"\nkind = "categories"\n'
    asked += 'least = [{{ from = 2024-02-01, count = 3, source = "the rule" }}]\n'
    PolicyVersion.objects.update(text=TEXT + asked.format("aca") + asked.format("acp"), digest="1" * 64)
    Program.objects.update(rules="")
    told = text(auditor.get(POLICY))
    assert told.count("Of three kinds: 3 categories") == 1
    assert "Associate (ACA) , Professional (ACP) Of three kinds: 3 categories" in " ".join(told.split())

"""What is known of pictures that look alike: which a machine is sure of, and which pairs people are to compare.

A finding keeps every pair that the machine left open, with what a person said of it, so that a word can be changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from recert.audits.known import Answer, Pair


def answer_of(sure: Sequence[str], pairs: Iterable[Pair]) -> Answer:
    """The check's answer: yes where the machine or a person found the same, no answer while a pair is left open."""
    asked = [each for each in pairs if each.activity not in sure]
    matched = {each.activity for each in asked if each.same}
    activities = [*sure, *sorted(matched)]
    evidence: dict[str, Any] = {"activities": activities}
    if asked:
        evidence["pairs"] = [[each.mine, each.theirs, each.activity, each.same] for each in asked]
    waiting = any(each.same is None and each.activity not in matched for each in asked)
    return Answer(True if activities else None if waiting else False, evidence)


def pairs_of(evidence: Mapping[str, Any]) -> list[Pair]:
    """The pairs that the machine left open, as a finding has them."""
    return [Pair(*each) for each in evidence.get("pairs", ())]


def sure_of(evidence: Mapping[str, Any]) -> list[str]:
    """The activities whose pictures the machine itself took for the same."""
    matched = {each.activity for each in pairs_of(evidence) if each.same}
    return [each for each in evidence.get("activities", ()) if each not in matched]


def compared(evidence: Mapping[str, Any], files: frozenset[str], *, same: bool) -> Answer:
    """The answer once a person compared these two files."""
    pairs = [replace(each, same=same) if each.files == files else each for each in pairs_of(evidence)]
    return answer_of(sure_of(evidence), pairs)

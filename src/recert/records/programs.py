"""The rules in force: the newest policy, the retirements by staff, and the mass moves that were run.

A plan is kept per process under the digest of all its rules, so that a request costs at most one short query, and
nothing that was rolled back or published elsewhere can be mistaken for what is in force.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from recert.people.prepared import Prepared, word
from recert.policy.model import Policy
from recert.policy.plan import Plan, plan
from recert.policy.problem import Problems
from recert.policy.read import parse_policy
from recert.records.models import MoveRun, PolicyVersion, Program, Retirement

_MOST: Final = 64


class NoPolicyError(LookupError):
    """The program has no policy yet."""


class UnreadablePolicyError(RuntimeError):
    """A published policy can't be read by this version of Recert."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a plan is made of: enough to make the same plan again, whatever was published or decided since."""

    policy: str
    retired: dict[str, date]
    moves: frozenset[str]

    @property
    def digest(self) -> str:
        """The digest of it all."""
        parts = [self.policy, sorted((c, d.isoformat()) for c, d in self.retired.items()), sorted(self.moves)]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class InForce:
    """Rules with the plan they make."""

    rules: Rules
    plan: Plan


_RULES: Final = Prepared(lambda: Program.objects.filter(pk=word(0)).values_list("rules"))
_kept: dict[str, InForce] = {}


def current(slug: str) -> Policy:
    """The policy in force, with its retirements, and with only the mass moves that were run."""
    return current_plan(slug).policy


def current_plan(slug: str) -> Plan:
    """The plan of the policy in force. NoPolicyError when the program has none."""
    found = _RULES.first(slug)
    return in_force(slug, found[0] if found else "").plan


def in_force(slug: str, digest: str) -> InForce:
    """The program's rules under this digest, as its row names it: from memory, or from the tables."""
    found = _kept.get(digest)
    if found is None:
        rules = rules_of(slug)
        found = InForce(rules, made_of(rules))
        while len(_kept) >= _MOST:
            _kept.pop(next(iter(_kept)), None)
        _kept[rules.digest] = found
    return found


def rules_of(slug: str) -> Rules:
    """The program's rules as they stand in the tables."""
    newest = PolicyVersion.objects.filter(program=slug).values_list("digest", flat=True).last()
    if newest is None:
        raise NoPolicyError(slug)
    retired = dict(Retirement.objects.filter(program=slug).values_list("certification", "as_of"))
    moves = frozenset(MoveRun.objects.filter(program=slug).values_list("move", flat=True))
    return Rules(newest, retired, moves)


def made_of(rules: Rules) -> Plan:
    """The plan that these rules make."""
    return plan(published(rules.policy).retiring(rules.retired).moving(set(rules.moves)))


def published(digest: str) -> Policy:
    """The policy published under this digest, as its text says it: with all its mass moves, run or not."""
    version = PolicyVersion.objects.filter(digest=digest).first()
    if version is None:
        raise NoPolicyError(digest)
    return _read(version.text)


@lru_cache(maxsize=_MOST)
def _read(text: str) -> Policy:
    policy = parse_policy(text)
    if isinstance(policy, Problems):
        raise UnreadablePolicyError("\n".join(str(problem) for problem in policy.problems))
    return policy


def newest(slug: str) -> Policy:
    """The newest policy with all its mass moves: what there is to run."""
    return published(rules_of(slug).policy)

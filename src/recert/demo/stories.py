"""Who has done what: one story per kind of standing, told in days before today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from recert.demo import names

YEAR: Final = 365
CYCLE: Final = 2 * YEAR + 1
ACTIVE: Final = {
    "aca": ("ACA-JSWE", "ACA-JSWBC", "ACA-ITSMF", "ACA-ACF", "ACA-CONFE"),
    "acp": ("ACP-JCA", "ACP-MJSPC", "ACP-OA", "ACP-MJCP"),
}
RETIRED: Final = ("ACP-JA", "ACP-CA", "ACP-JSW", "ACP-JSD", "ACP-SA", "ACP-JPA", "ACP-MJDP")
NEEDED: Final = {"aca": 5, "acp": 10}  # courses


@dataclass(frozen=True, slots=True)
class Award:
    """A certification awarded; `expires` where the issuer set its own date."""

    certification: str
    on: date
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """An exam taken."""

    certification: str
    on: date
    passed: bool


@dataclass(frozen=True, slots=True)
class Done:
    """An activity; some are withdrawn later."""

    type: str
    name: str
    on: date
    language: str = "en"
    withdrawn: bool = False


Fact = Award | Sitting | Done


@dataclass(slots=True)
class Story:
    """One person's facts, in the order in which they are told."""

    today: date
    random: Random
    awards: list[Award] = field(default_factory=list)
    exams: list[Sitting] = field(default_factory=list)
    activities: list[Done] = field(default_factory=list)

    def in_order(self) -> list[Fact]:
        """Everything that happened, as it happened; on one day awards come first."""
        return sorted([*self.awards, *self.exams, *self.activities], key=lambda fact: fact.on)

    def ago(self, days: int) -> date:
        """So many days before today."""
        return self.today - timedelta(days=days)

    def award(self, certification: str, days: int, *, lasts: int | None = None) -> None:
        """Awarded so many days ago; `lasts` days from today where the issuer set the date."""
        expires = self.today + timedelta(days=lasts) if lasts is not None else None
        self.awards.append(Award(certification, self.ago(days), expires))

    def do(self, kind: str, name: str, days: int, *, withdrawn: bool = False) -> None:
        """Done so many days ago."""
        language = self.random.choice(names.LANGUAGES)
        self.activities.append(Done(kind, name, self.ago(days), language, withdrawn))

    def learn(self, count: int, first: int, last: int) -> None:
        """So many courses and webinars between `first` and `last` days ago."""
        titles = self.random.sample(names.COURSES + names.WEBINARS, count)
        for title in titles:
            self.do("course", title, self.random.randint(last, first))

    def meet(self, days: int, *, locals_: int = 0, speaks: bool = False) -> None:
        """A global event, local ones, perhaps on stage, from so many days ago on."""
        event = f"{self.random.choice(names.GLOBAL_EVENTS)} {self.ago(days).year}"
        self.do("global-event", event, days)
        for city in self.random.sample(names.CITIES, locals_):
            self.do("local-event", f"ACE {city}", max(days - self.random.randint(5, 60), 1))
        if speaks:
            self.do("presenting", event, days)


Teller = Callable[[Story, str], None]


def newcomer(story: Story, level: str) -> None:
    """Awarded lately, little done yet."""
    story.award(story.random.choice(ACTIVE[level]), story.random.randint(5, 120))
    if story.random.random() < 0.4:
        story.do("course", story.random.choice(names.COURSES), story.random.randint(1, 4))


def halfway(story: Story, level: str) -> None:
    """In the middle of a cycle, with some of the units."""
    first, second = story.random.sample(ACTIVE[level], 2)
    days = story.random.randint(300, 600)
    story.award(first, days)
    if story.random.random() < 0.5:
        story.award(second, days - story.random.randint(60, 200))
    story.learn(story.random.randint(1, NEEDED[level] - 3), days - 20, 10)
    if story.random.random() < 0.3:
        story.meet(days // 2)


def met(story: Story, level: str) -> None:
    """Renewed in this cycle, all certifications of the level on one date."""
    days = story.random.randint(450, 700)
    for n, code in enumerate(story.random.sample(ACTIVE[level], story.random.randint(1, 3))):
        story.award(code, days - 70 * n)
    story.meet(days - 200, locals_=story.random.randint(0, 2), speaks=level == "acp")
    story.learn(NEEDED[level], days - 210, 5)


def second_cycle(story: Story, level: str) -> None:
    """Renewed once before, and on the way again."""
    days = CYCLE + story.random.randint(30, 120)
    story.award(story.random.choice(ACTIVE[level]), days)
    story.learn(NEEDED[level] + 1, days - 30, CYCLE // 2)
    story.learn(2, 25, 1)


def in_grace(story: Story, level: str) -> None:
    """Expired a short while ago, with a part of the units: it can still be renewed."""
    story.award(story.random.choice(ACTIVE[level]), CYCLE + story.random.randint(5, 80))
    story.learn(NEEDED[level] - 2, 600, 100)


def lapsed(story: Story, level: str) -> None:
    """Too late for units; some came back by passing the exam again."""
    code = story.random.choice(ACTIVE[level])
    story.award(code, CYCLE + 91 + story.random.randint(5, 150))
    story.learn(2, 600, 300)
    if story.random.random() < 0.4:
        story.exams.append(Sitting(code, story.ago(story.random.randint(2, 4)), passed=True))


def retired(story: Story, level: str) -> None:
    """Holds a retired certification until the day its issuer set, often beside an active one."""
    award = max(1100, (story.today - date(2023, 11, 1)).days)
    story.award(story.random.choice(RETIRED), award, lasts=story.random.randint(40, 300))
    if story.random.random() < 0.6:
        days = story.random.randint(200, 600)
        story.award(story.random.choice(ACTIVE["acp"]), days)
        story.learn(4, days - 10, 5)


def both_levels(story: Story, level: str) -> None:
    """An Associate and a Professional certification: one course counts for both."""
    days = story.random.randint(350, 650)
    story.award(story.random.choice(ACTIVE["aca"]), days)
    story.award(story.random.choice(ACTIVE["acp"]), days - story.random.randint(20, 150))
    story.learn(story.random.randint(4, 7), days - 160, 5)
    if story.random.random() < 0.4:
        story.meet(days // 3, locals_=1)


def retaken(story: Story, level: str) -> None:
    """Renewed by passing the exam again, after failing it once."""
    code = story.random.choice(ACTIVE[level])
    story.award(code, story.random.randint(620, 700))
    story.exams.append(Sitting(code, story.ago(60), passed=False))
    story.exams.append(Sitting(code, story.ago(20), passed=True))


def over_limits(story: Story, level: str) -> None:
    """Eager: a second global event, a fifth local one, and an activity withdrawn again."""
    days = story.random.randint(400, 600)
    story.award(story.random.choice(ACTIVE[level]), days)
    for n, event in enumerate(names.GLOBAL_EVENTS[:2]):
        story.do("global-event", f"{event} {story.ago(300 - 150 * n).year}", 300 - 150 * n)
    for n, city in enumerate(story.random.sample(names.CITIES, 5 if level == "acp" else 1)):
        story.do("local-event", f"ACE {city}", 250 - 40 * n)
    story.do("course", story.random.choice(names.COURSES), 30, withdrawn=True)


CAST: Final[tuple[tuple[Teller, int], ...]] = (
    (newcomer, 26),
    (halfway, 44),
    (met, 34),
    (second_cycle, 18),
    (in_grace, 18),
    (lapsed, 16),
    (retired, 14),
    (both_levels, 20),
    (retaken, 4),
    (over_limits, 5),
)
"""How many people live which story; one more is the candidate whom you can sign in as."""


def guide(today: date) -> Story:
    """The candidate to sign in as: one course away from renewing the Professional level, dates not aligned yet."""
    story = Story(today, Random(1))  # noqa: S311 (a story, not a secret)
    story.award("ACA-ACF", 915)
    story.award("ACA-JSWE", 800)
    story.award("ACP-JCA", 580)
    story.award("ACP-OA", 430)
    story.award("ACP-JPA", 1100, lasts=120)
    for n, title in enumerate(names.COURSES[:3]):
        story.do("course", title, 860 - 90 * n)
    for n, title in enumerate(names.COURSES[3:7]):
        story.do("course", title, (520, 400, 260, 120)[n])
    story.do("global-event", f"Team {story.ago(350).year}", 350)
    story.do("presenting", f"Team {story.ago(350).year}", 350)
    story.do("global-event", f"Unleash {story.ago(90).year}", 90)
    story.do("course", names.WEBINARS[0], 500, withdrawn=True)
    return story


def stories(today: date, seed: int) -> Iterator[Story]:
    """Everybody else's, always the same for a day and a seed."""
    random = Random(seed)  # noqa: S311 (stories, not secrets)
    for tell, count in CAST:
        for n in range(count):
            story = Story(today, random)
            tell(story, ("aca", "acp")[n % 2])
            yield story

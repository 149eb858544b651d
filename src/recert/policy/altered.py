"""What is said of a plain value of a policy that differs."""

from dataclasses import dataclass
from typing import Final

from recert.policy.sentence import words


@dataclass(frozen=True, slots=True)
class Altered:
    """A plain value: {old} becomes {new}. `begins` and `ends` where one of them is nothing; with `zero` 0 is nothing.

    `counted`: as what {new} is told, or {old} where there is no new one, of several and of one: '6 months', '1 month'.
    """

    becomes: str
    begins: str = ""
    ends: str = ""
    zero: bool = False
    counted: tuple[str, str] | None = None

    def text(self, old: object, new: object) -> str:
        """The words for this change."""
        if self._nothing(old):
            return self.begins or self.becomes
        return (self.ends if self._nothing(new) else "") or self.becomes

    def is_told(self, new: object) -> bool:
        """Whether something is said of this value where all is new: there are words for it, and it is not nothing."""
        return bool(self.begins) and not self._nothing(new)

    def _nothing(self, value: object) -> bool:
        return value is None or value == () or value == "" or (self.zero and value == 0)


MONTHS: Final = (words("{n} months"), words("{n} month"))
EVERY: Final = (words("{n} months"), words("month"))
DAYS: Final = (words("{n} days"), words("{n} day"))
YEARS: Final = (words("{n} years"), words("{n} year"))
CYCLES: Final = (words("{n} cycles"), words("{n} cycle"))
ONES: Final = ("{n} {unit}", "{n} {one}")

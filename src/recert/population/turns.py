"""Tasks of several threads, of which the results come in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def in_turn(pool: ThreadPoolExecutor, tasks: Iterable[Callable[[], T]], ahead: int) -> Iterator[T]:
    """What the tasks give, in their order, while so many more of them are under way."""
    under_way: deque[Future[T]] = deque()
    for task in tasks:
        under_way.append(pool.submit(task))
        if len(under_way) > ahead:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()

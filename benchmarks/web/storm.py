"""Clients in processes of their own, each with one connection that stays open, sending requests one after the other."""

import multiprocessing
import socket
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier


@dataclass(frozen=True, slots=True)
class Storm:
    """What came of it. `processor` is what the server used of the processors, in seconds."""

    requests: int
    seconds: float
    processor: float
    latencies: tuple[float, ...]
    statuses: Counter[int]

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    @property
    def per_processor_second(self) -> float:
        """Requests for each second of the processors: what another program on the same machine can't blur."""
        return self.requests / self.processor

    @property
    def p99(self) -> float:
        """Milliseconds that 99 of 100 requests stayed within."""
        return sorted(self.latencies)[int(len(self.latencies) * 0.99)] * 1000


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return ""


class Connection:
    """One that is kept, as a browser keeps it."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def ask(self, request: bytes) -> Answer:
        self.socket.sendall(request)
        while b"\r\n\r\n" not in self.rest:
            self.receive()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        answer = Answer(int(head[9:12]), head, b"")
        length = 0 if answer.status == 304 else int(answer.header("content-length") or 0)
        while len(self.rest) < length:
            self.receive()
        body, self.rest = self.rest[:length], self.rest[length:]
        return Answer(answer.status, head, body)

    def receive(self) -> None:
        more = self.socket.recv(65536)
        if not more:
            raise ConnectionError("The server closed the connection.")
        self.rest += more


def client(port: int, requests: Sequence[bytes], gate: Barrier, told: "multiprocessing.Queue[object]") -> None:
    connection = Connection(port)
    latencies, statuses = list[float](), Counter[int]()
    gate.wait()
    for request in requests:
        start = time.perf_counter()
        statuses[connection.ask(request).status] += 1
        latencies.append(time.perf_counter() - start)
    told.put((latencies, statuses))


def storm(port: int, lists: Sequence[Sequence[bytes]]) -> tuple[float, list[float], Counter[int]]:
    """Each list of requests sent by a client of its own, all at once: seconds, latencies, statuses."""
    method = multiprocessing.get_context("fork")
    gate, told = method.Barrier(len(lists) + 1), method.Queue()
    clients = [method.Process(target=client, args=(port, each, gate, told)) for each in lists]
    for each in clients:
        each.start()
    gate.wait()
    start = time.perf_counter()
    latencies, statuses = list[float](), Counter[int]()
    for _each in clients:
        took, seen = told.get(timeout=300)
        latencies += took
        statuses += seen
    seconds = time.perf_counter() - start
    for each in clients:
        each.join()
    return seconds, latencies, statuses

"""The real server: `recert serve` as an operator starts it, in a process group of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

ROOT = Path(__file__).parents[1]
RECERT = Path(sys.executable).parent / "recert"
PATIENCE = 120  # seconds for a start on a busy machine


class ReservedPort:
    """A port of this machine that nobody else is given while it is held, and on which a server may listen.

    The socket is bound and never listens. Linux hands no port out that is bound, and lets another socket that asks for
    SO_REUSEADDR, as servers do, listen beside one that does not.
    """

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", 0))
        self.number = int(self._socket.getsockname()[1])

    def release(self) -> None:
        """Lets others have it again."""
        self._socket.close()


class Server:
    """A server that runs. `settings` are environment variables beside those of this process."""

    def __init__(self, settings: Mapping[str, str], *, workers: int, log: Path) -> None:
        self.reserved = ReservedPort()
        self.port = self.reserved.number
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = log
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [str(RECERT), "serve", "--port", str(self.port), "--workers", str(workers)],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), "RECERT_URL": self.address, **settings},
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urlopen(f"{self.address}/account/login/", timeout=PATIENCE):  # noqa: S310 - loopback
                    return
            except (URLError, ConnectionError):
                time.sleep(0.05)
        self.kill()
        raise RuntimeError(f"The server did not start:\n{self.log.read_text()[-4000:]}")

    @property
    def processor_seconds(self) -> float:
        """What all its processes have used of the processors so far."""
        every = [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]
        return sum(times.user + times.system for times in (each.cpu_times() for each in every))

    def kill(self) -> None:
        """SIGKILL for the whole group: nobody in it may finish anything, or stay behind."""
        with suppress(ProcessLookupError):  # all of them ended before
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.reserved.release()

    def stop(self) -> None:
        """As an operator stops it; killed when it does not listen, with whatever it left behind."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=30)
        self.kill()


@contextmanager
def serving(settings: Mapping[str, str], *, workers: int, log: Path) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = Server(settings, workers=workers, log=log)
    try:
        yield server
    finally:
        server.stop()

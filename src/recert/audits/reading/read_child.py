"""Reads what is written in pictures, in a process of its own, with bounded memory and time, and without a network.

Run as a file, not as a module: it imports nothing of Recert. It reads from standard input a line of JSON,
`{"sizes": [[width, height], …], "threads": n}`, and the pixels, three bytes each; and answers on standard output with a
line of JSON, `{"unread": code}` or `{"lines": [[text, [left, top, width, height], confidence, page], …]}`.
"""

import contextlib
import json
import logging
import resource
import socket
import sys
from pathlib import Path
from typing import Any

MEMORY = 3 * 1024 * 1024 * 1024
SECONDS = 120
MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Cls.model_path": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
}
"""By path: a model that is not named is looked for on the network by the package."""


class OfflineError(OSError):
    """Something wanted to reach the network."""


def offline(*_: Any, **__: Any) -> Any:
    """Stands where sockets were made."""
    raise OfflineError("reading evidence needs no network")


def main() -> None:
    """Sets its own limits before it reads a byte."""
    with contextlib.suppress(ValueError):  # some systems know no such limit; time still holds
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    socket.socket.connect = socket.create_connection = socket.getaddrinfo = offline  # type: ignore[method-assign]
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever the packages say is no answer
    try:
        answer: dict[str, Any] = {"lines": read(sys.stdin.buffer)}
    except ImportError:
        answer = {"unread": "missing"}
    except MemoryError:
        answer = {"unread": "memory"}
    answers.write(json.dumps(answer).encode())


def read(stream: Any) -> list[list[Any]]:
    """Every line of every page."""
    import numpy as np

    asked = json.loads(stream.readline())
    engine = recognizer(asked["threads"])
    found = []
    for page, (width, height) in enumerate(asked["sizes"]):
        pixels = np.frombuffer(stream.read(3 * width * height), np.uint8).reshape(height, width, 3)
        result = engine(np.ascontiguousarray(pixels[:, :, ::-1]))  # blue first
        if result.boxes is None:
            continue
        for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
            left, top = (int(each) for each in corners.min(axis=0))
            right, bottom = (int(each) for each in corners.max(axis=0))
            found.append([text, [left, top, right - left, bottom - top], float(score), page])
    return found


def recognizer(threads: int) -> Any:
    """The recognizer with the models of its own package."""
    logging.disable(logging.CRITICAL)
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    parameters: dict[str, Any] = {key: str(folder / name) for key, name in MODELS.items()}
    parameters["EngineConfig.onnxruntime.intra_op_num_threads"] = threads
    parameters["EngineConfig.onnxruntime.inter_op_num_threads"] = 1
    return rapidocr.RapidOCR(params=parameters)


if __name__ == "__main__":
    main()

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
SURE = 0.1
UNCLEAR = 0.85
MOST_AGAIN = 6
FRAME = 40
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
        image = np.ascontiguousarray(pixels[:, :, ::-1])  # blue first
        lines = looked_at(engine, image)
        unclear = [line for line in lines if line[2] < UNCLEAR and line[1][2] > line[1][3]][:MOST_AGAIN]
        for line in unclear:
            line[:] = again(engine, image, line)
        found += [[*line, page] for line in lines]
    return found


def looked_at(engine: Any, image: Any) -> list[list[Any]]:
    """Text, place and certainty of each line of a picture."""
    result = engine(image)
    lines = []
    for corners, text, score in zip(*found_in(result), strict=True):
        left, top = (int(each) for each in corners.min(axis=0))
        right, bottom = (int(each) for each in corners.max(axis=0))
        lines.append([text, [left, top, right - left, bottom - top], float(score)])
    return lines


def found_in(result: Any) -> tuple[Any, Any, Any]:
    """Corners, texts and scores; none where nothing is written."""
    return (result.boxes, result.txts, result.scores) if result.boxes is not None else ((), (), ())


def again(engine: Any, image: Any, line: list[Any]) -> list[Any]:
    """A line that was not clear, alone and with more room around it: names set in script reach far above and below."""
    import numpy as np

    left, top, width, height = line[1]
    room = height * 2 // 5
    part = image[max(0, top - room) : top + height + room, max(0, left - room) : left + width + room]
    paper = np.median(part.reshape(-1, 3), axis=0).astype(np.uint8)
    framed = np.empty((part.shape[0] + 2 * FRAME, part.shape[1] + 2 * FRAME, 3), np.uint8)
    framed[:] = paper
    framed[FRAME:-FRAME, FRAME:-FRAME] = part
    best = max(looked_at(engine, framed), key=lambda each: each[1][2] * each[1][3], default=line)
    return [best[0], line[1], best[2]] if best[2] > line[2] else line


def recognizer(threads: int) -> Any:
    """The recognizer with the models of its own package."""
    logging.disable(logging.CRITICAL)
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    parameters: dict[str, Any] = {key: str(folder / name) for key, name in MODELS.items()}
    parameters["Global.text_score"] = SURE  # what is less certain is told with how certain it is
    parameters["EngineConfig.onnxruntime.intra_op_num_threads"] = threads
    parameters["EngineConfig.onnxruntime.inter_op_num_threads"] = 1
    return rapidocr.RapidOCR(params=parameters)


if __name__ == "__main__":
    main()

"""Renders the first pages of one stranger's PDF in a process of its own, with little memory and little time.

Run as a file, not as a module: it imports nothing of Recert. It takes the most pages and the longest side in pixels as
words, reads the PDF from standard input, and answers on standard output with a line of JSON, `{"unseen": code}` or
`{"sizes": [[width, height], …]}`, followed by the pages' pixels, three bytes each.
"""

import contextlib
import json
import resource
import sys
from typing import Any

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
LEAST = 4
"""A page with a side of fewer pixels than this shows nothing."""


def main() -> None:
    """Sets its own limits before it reads a byte."""
    with contextlib.suppress(ValueError):  # some systems know no such limit; time still holds
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sizes: list[tuple[int, int]] = []
    drawn: list[bytes] = []
    answer: dict[str, Any] = {"sizes": sizes}
    try:
        for page in rendered(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2])):
            sizes.append(page.size)
            drawn.append(page.tobytes())
    except MemoryError:
        answer, drawn = {"unseen": "bomb"}, []
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(drawn))


def rendered(content: bytes, most: int, side: int) -> list[Any]:
    """The first pages as pictures; what can't be read raises, and ends the process."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    pages = []
    for at in range(min(most, len(document))):
        width, height = document[at].get_size()
        scale = side / max(width, height, 1)
        if min(width, height) * scale >= LEAST:
            pages.append(document[at].render(scale=scale, may_draw_forms=False).to_pil().convert("RGB"))
    return pages


if __name__ == "__main__":
    main()

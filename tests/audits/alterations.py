"""What becomes of a picture on its way: sent by a messenger, cut, shown in a window, photographed, turned."""

import io
import random
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

Alteration = Callable[[Image.Image, random.Random], Image.Image]


def recompressed(image: Image.Image, chance: random.Random) -> Image.Image:
    """As a JPEG of low quality."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=chance.randrange(25, 60))
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def scaled(image: Image.Image, chance: random.Random) -> Image.Image:
    """To half its size, or to nearly twice."""
    factor = chance.choice((0.5, 0.6, 0.75, 1.4, 1.9))
    return image.resize((round(image.width * factor), round(image.height * factor)), Image.Resampling.BILINEAR)


def cropped(image: Image.Image, chance: random.Random) -> Image.Image:
    """Ten percent of the width and of the height are gone, from one side or shared between two."""
    left, top = chance.random() * 0.1, chance.random() * 0.1
    width, height = image.size
    return image.crop(
        (round(width * left), round(height * top), round(width * (0.9 + left)), round(height * (0.9 + top)))
    )


def screenshotted(image: Image.Image, chance: random.Random) -> Image.Image:
    """Inside a window on a desk, smaller, with a bar above and something beside it."""
    factor = chance.uniform(0.6, 0.95)
    shown = image.resize((round(image.width * factor), round(image.height * factor)), Image.Resampling.LANCZOS)
    left, top = chance.randrange(40, 260), chance.randrange(60, 140)
    desk = Image.new("RGB", (shown.width + left + chance.randrange(40, 200), shown.height + top + 60), "#4a4f58")
    pen = ImageDraw.Draw(desk)
    pen.rectangle((0, 0, desk.width, 46), fill="#e8e8ea")
    pen.text((20, 14), "certificate.pdf - Viewer", fill="#333")
    for at in range(3):
        pen.ellipse((desk.width - 40 - 30 * at, 16, desk.width - 26 - 30 * at, 30), fill=("#d66", "#db5", "#6b6")[at])
    desk.paste(shown, (left, top))
    return recompressed(desk, chance) if chance.random() < 0.5 else desk


def tilted(image: Image.Image, chance: random.Random) -> Image.Image:
    """Scanned a few degrees askew."""
    angle = chance.choice((-1, 1)) * chance.uniform(1, 6)
    return image.rotate(
        angle, Image.Resampling.BICUBIC, expand=True, fillcolor=chance.choice(("white", "#555", "black"))
    )


def turned(image: Image.Image, chance: random.Random) -> Image.Image:
    """Lying on its side or upside down."""
    turn = chance.choice((Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270))
    return image.transpose(turn)


def relit(image: Image.Image, chance: random.Random) -> Image.Image:
    """Darker or brighter, flatter, warmer, and with the light coming from one side."""
    image = ImageEnhance.Brightness(image).enhance(chance.uniform(0.65, 1.25))
    image = ImageEnhance.Contrast(image).enhance(chance.uniform(0.6, 1.3))
    image = ImageEnhance.Color(image).enhance(chance.uniform(0.2, 1.6))
    light = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(image.size)
    light = light.point(lambda value: 150 + value * 105 // 255)
    return Image.composite(image, Image.new("RGB", image.size, "black"), light)


def _seen_from(size: tuple[int, int], corners: Sequence[tuple[float, float]]) -> list[float]:
    """The perspective in which these four points of a picture become the corners of what is seen."""
    width, height = size
    rows, values = [], []
    for (x, y), (u, v) in zip(((0, 0), (0, height), (width, height), (width, 0)), corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(each) for each in np.linalg.solve(np.array(rows), np.array(values))]


def photographed(image: Image.Image, chance: random.Random) -> Image.Image:
    """By a telephone: on a table, seen from a corner, a little blurred, relit, and as a JPEG."""
    paper = image.resize((round(image.width * 1.3), round(image.height * 1.3)), Image.Resampling.LANCZOS)
    table = Image.new("RGB", (paper.width + 200, paper.height + 200), chance.choice(("#6b4a2f", "#c9c3b8", "#2e3338")))
    table.paste(paper, (100, 100))
    width, height = table.size
    by = [chance.uniform(0, 0.05) for _ in range(8)]
    corners = (
        (width * by[0], height * by[1]),
        (width * by[2], height * (1 - by[3])),
        (width * (1 - by[4]), height * (1 - by[5])),
        (width * (1 - by[6]), height * by[7]),
    )
    seen = table.transform(
        table.size, Image.Transform.PERSPECTIVE, _seen_from(table.size, corners), Image.Resampling.BICUBIC
    )
    seen = seen.rotate(chance.uniform(-4, 4), Image.Resampling.BICUBIC, fillcolor="#444")
    return recompressed(relit(seen.filter(ImageFilter.GaussianBlur(chance.uniform(0.5, 1.2))), chance), chance)


ALTERATIONS: Final[dict[str, Alteration]] = {
    "recompressed": recompressed,
    "scaled": scaled,
    "cropped": cropped,
    "screenshotted": screenshotted,
    "tilted": tilted,
    "turned": turned,
    "relit": relit,
    "photographed": photographed,
}


def several(image: Image.Image, chance: random.Random) -> Image.Image:
    """Two alterations, one after the other."""
    for name in chance.sample(sorted(set(ALTERATIONS) - {"photographed"}), 2):
        image = ALTERATIONS[name](image, chance)
    return image

"""Small pictures that look like the evidence people send."""

import io

from PIL import Image, ImageDraw, ImageFont

from recert.demo.stories import Done
from recert.records.evidence import Cleaned, clean

_HEADINGS = {
    "course": "Course completed",
    "global-event": "Your registration",
    "local-event": "You are registered",
    "presenting": "Speakers",
}
_COLORS = {"course": "#1f6f54", "global-event": "#6b3fa0", "local-event": "#0b6e99", "presenting": "#a0522d"}


def picture(person: str, done: Done) -> Cleaned:
    """A picture of this activity, taken in through the same door as everybody's."""
    image = Image.new("RGB", (560, 320), "#fbfaf7")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 560, 64), fill=_COLORS.get(done.type, "#333333"))
    pen.text((28, 18), _HEADINGS.get(done.type, "Record"), font=ImageFont.load_default(26), fill="white")
    for top, size, text in (
        (104, 24, done.name),
        (160, 18, person),
        (196, 18, f"{done.on:%B} {done.on.day}, {done.on.year}"),
    ):
        pen.text((28, top), text, font=ImageFont.load_default(size), fill="#222222")
    pen.rectangle((28, 260, 532, 264), fill="#d8d5cc")
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    found = clean(f"{done.type}-{done.on.isoformat()}.png", io.BytesIO(out.getvalue()))
    if not isinstance(found, Cleaned):
        raise TypeError(found.sentence)
    return found

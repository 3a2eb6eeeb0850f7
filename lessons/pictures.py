"""Pictures that authors upload, made anew: what leaves here is pixels, and nothing else that came in the file."""

import hashlib
import io
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

BYTE_LIMIT = 5 * 1024 * 1024
PIXEL_LIMIT = 24_000_000
EDGE = 1600
"""Longer edges are made so long: twice the widest column, for screens with fine dots."""
TAKEN = ("PNG", "JPEG", "WEBP")
LOSSLESS_LIMIT = 300_000
NAME_PATTERN = r"[0-9a-f]{20}\.webp"
TOO_LARGE = _("This picture has more than 5 MB. Save it smaller, or with more compression.")


class NotTaken(ValueError):
    """The reason, for whoever chose the file."""


@dataclass(frozen=True)
class Picture:
    content: bytes
    width: int
    height: int

    @property
    def name(self) -> str:
        """By what is in it, so that the same picture is kept once, and one name never shows another picture."""
        return f"{hashlib.sha256(self.content).hexdigest()[:20]}.webp"


def open_picture(content: bytes, formats: tuple[str, ...]) -> Image.Image:
    """The picture in `content`, its pixels not read yet. Raises NotTaken."""
    if len(content) > BYTE_LIMIT:
        raise NotTaken(TOO_LARGE)
    try:
        image = Image.open(io.BytesIO(content), formats=formats)
    except Image.DecompressionBombError:
        raise NotTaken(too_many_pixels()) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise NotTaken(_("This is no picture that can be taken. Choose a PNG, JPEG or WebP file.")) from None
    if image.width * image.height > PIXEL_LIMIT:
        raise NotTaken(too_many_pixels())
    if getattr(image, "is_animated", False):
        raise NotTaken(_("This picture moves. Choose one that stands still."))
    return image


def too_many_pixels() -> str:
    return _("This picture has more than 24 million pixels. Make it smaller: 1,600 across is enough.")


def made_anew(content: bytes) -> Picture:
    """`content`, a PNG, JPEG or WebP file, as a WebP without anything but the picture. Raises NotTaken."""
    image = open_picture(content, TAKEN)
    is_photograph = image.format == "JPEG"
    try:
        image = ImageOps.exif_transpose(image)
        has_holes = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        image = image.convert("RGBA" if has_holes else "RGB")
        image.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)
        packed = pack(image, is_photograph)
    except (OSError, ValueError, SyntaxError, EOFError):
        raise NotTaken(_("This file is damaged. Open it in an image editor and save it again.")) from None
    return Picture(packed, image.width, image.height)


def pack(image: Image.Image, is_photograph: bool) -> bytes:
    """Drawings without loss, unless that is heavy; photographs with some that nobody sees."""
    plain = Image.frombytes(image.mode, image.size, image.tobytes())
    if not is_photograph:
        packed = webp_of(plain, lossless=True, quality=60)
        if len(packed) <= LOSSLESS_LIMIT:
            return packed
    return webp_of(plain, quality=82)


def webp_of(image: Image.Image, **options) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "WEBP", method=4, **options)
    return stream.getvalue()


def as_it_is(content: bytes) -> Picture:
    """A picture that was made anew before, as it comes back from a course folder: kept to the last byte."""
    image = open_picture(content, ("WEBP",))
    if image.width > EDGE or image.height > EDGE or image.info.get("exif") or image.info.get("xmp"):
        raise NotTaken(_("This picture was not made here. Upload it in the admin."))
    try:
        image.load()
    except (OSError, ValueError, SyntaxError, EOFError):
        raise NotTaken(_("This file is damaged. Take the picture from the folder again.")) from None
    return Picture(content, image.width, image.height)

"""Paper that comes back: printed, written on with a pen, and scanned or photographed.

Everything follows from a seed: the same one gives the same picture.
"""

from __future__ import annotations

import io
import subprocess
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

PRINT: Final = 300
"""Dots per inch of the paper, before it is scanned."""

Rechthoek = tuple[float, float, float, float]
"""Left, top, right and bottom of a place on a page, in points from its upper left."""


@dataclass(frozen=True)
class Scanner:
    """How a page is scanned.

    Attributes:
        jpeg: The quality of the compression, from 1 to 95.
        scheef: By how many degrees it lies askew at most.
        ruis: The standard deviation of the noise, in shades of 255.
        vaag: The radius of the blur, in dots.
        schaal: By which part the printer and the scanner change its size at most.
        foto: Whether it is a photograph: in perspective, in uneven light, on a table.
    """

    dpi: int = 200
    jpeg: int = 75
    zwart_wit: bool = False
    scheef: float = 0.7
    ruis: float = 4.0
    vaag: float = 0.5
    schaal: float = 0.005
    ondersteboven: bool = False
    foto: bool = False


SCANNERS: Final = {
    "200 dpi": Scanner(),
    "150 dpi": Scanner(150, 40),
    "zwart-wit": Scanner(zwart_wit=True),
    "scheef": Scanner(scheef=3.0),
    "ruis": Scanner(ruis=14.0),
    "vaag": Scanner(vaag=1.1),
    "verkleind": Scanner(schaal=0.04),
    "ondersteboven": Scanner(ondersteboven=True),
    "foto": Scanner(foto=True, vaag=0.7),
}
"""The kinds that come back, by name; the first is the usual one."""


@lru_cache(16)
def _drawn(pdf: Path, number: int, _changed: int) -> Image.Image:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        drawn = document[number - 1].render(scale=PRINT / 72, grayscale=True)
        page: Image.Image = drawn.to_pil().convert("L")
        return page


def print_page(pdf: Path, number: int) -> Image.Image:
    """Return a page of a PDF, by its number from 1, as it comes out of a printer."""
    return _drawn(pdf, number, pdf.stat().st_mtime_ns).copy()


def scan(page: Image.Image, scanner: Scanner = SCANNERS["200 dpi"], seed: int = 0) -> Image.Image:
    """Return the picture of a printed page, in shades of grey, as a scanner or a phone takes it."""
    return scan_known(page, scanner, seed)[0]


def scan_known(
    page: Image.Image, scanner: Scanner = SCANNERS["200 dpi"], seed: int = 0
) -> tuple[Image.Image, NDArray[Any]]:
    """Return that picture, and how a dot in it, as (x, y, 1), becomes one of the printed page.

    What the feed of the scanner adds, at most a dot, is not in that matrix.
    """
    chance = np.random.default_rng(seed)
    size, matrix = (_photographed if scanner.foto else _laid)(page.size, scanner, chance)
    softened = page.filter(ImageFilter.GaussianBlur(0.35 * PRINT / scanner.dpi))
    edge = 70 if scanner.foto else int(chance.choice([254, 225, 60]))
    coefficients = (matrix / matrix[2, 2]).ravel()[:8].tolist()
    taken = softened.transform(
        size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC, fillcolor=edge
    )
    if scanner.vaag:
        taken = taken.filter(ImageFilter.GaussianBlur(scanner.vaag))
    shades = np.asarray(taken, dtype=np.float32)
    if not scanner.foto:
        shades = _fed(shades, chance)
    shades = _lit(shades, scanner, chance)
    shades += chance.normal(0, scanner.ruis, shades.shape).astype(np.float32)
    if scanner.zwart_wit:
        shades = np.where(shades < chance.uniform(135, 175), 0, 255)
    picture = Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8))
    return (picture if scanner.zwart_wit else _compressed(picture, scanner.jpeg)), matrix


def scan_pdf(
    pages: Sequence[Image.Image],
    out: Path,
    scanner: Scanner = SCANNERS["200 dpi"],
    seed: int = 0,
) -> Path:
    """Write a PDF of scans of printed pages, as a copier sends it; return its place."""
    taken = [scan(page, scanner, seed + number) for number, page in enumerate(pages)]
    if scanner.zwart_wit:
        taken = [each.convert("1", dither=Image.Dither.NONE) for each in taken]
    first, *others = taken
    quality = {} if scanner.zwart_wit else {"quality": 95}
    first.save(out, "PDF", save_all=True, append_images=others, resolution=scanner.dpi, **quality)
    return out


def sign(page: Image.Image, place: Rechthoek, seed: int = 0) -> None:
    """Scribble a signature on a printed page."""
    chance = np.random.default_rng(seed)
    left, top, right, bottom = _dots(place)
    t = np.linspace(0, 1, 240)
    loops = chance.uniform(5, 9)
    x = t + 0.09 * np.sin(2 * np.pi * loops * t + chance.uniform(0, 6))
    y = 0.5 + 0.28 * np.sin(2 * np.pi * loops * t) * (1 - 0.6 * t)
    y += 0.18 * np.sin(2 * np.pi * chance.uniform(1, 3) * t + chance.uniform(0, 6))
    x, y = ((each - each.min()) / np.ptp(each) for each in (x, y))
    _draw(page, left + x * (right - left), top + y * (bottom - top), chance)


_STROKES: Final = {
    "0": "0020260600",
    "1": "012026",
    "2": "0110210626",
    "3": "0020132506",
    "4": "1004242026",
    "5": "200003232606",
    "6": "200306262303",
    "7": "002016",
    "8": "2000260620",
    "9": "2303002026",
    "-": "0323",
}
"""Of each sign the points that a pen goes through, as x from 0 to 2 and y from 0 to 6."""


def write(page: Image.Image, text: str, place: Rechthoek, seed: int = 0) -> None:
    """Write figures and dashes by hand on a printed page."""
    chance = np.random.default_rng(seed)
    left, top, right, bottom = _dots(place)
    step = (right - left) / len(text)
    for number, sign_ in enumerate(text):
        points = np.array([*map(int, _STROKES[sign_])], float).reshape(-1, 2)
        points += chance.normal(0, 0.12, points.shape)
        y = top + points[:, 1] / 6 * (bottom - top)
        x = left + step * (number + 0.15 + points[:, 0] * 0.32) + 0.2 * (bottom - y)
        _draw(page, x, y, chance)


def retype(page: Image.Image, place: Rechthoek, text: str = "") -> None:
    """Print something else in the place of a word; nothing takes it out."""
    left, top, right, bottom = _dots(place)
    around = (int(left) - 2, int(top) - 6, int(right) + 3, int(bottom) + 6)
    draw = ImageDraw.Draw(page)
    draw.rectangle(around, fill=255)
    draw.text((left, bottom), text, fill=0, font=font(11), anchor="ls")


def set_text(text: str, family: str = "DejaVu Serif", wide: float = 400) -> Image.Image:
    """Return a printed page with a text, each paragraph a line, in lines broken at a width."""
    page = Image.new("L", (2481, 3508), 255)
    draw, letters = ImageDraw.Draw(page), font(10.5, family)
    y = PRINT
    for paragraph in text.splitlines():
        line = ""
        for word in [*paragraph.split(), ""]:
            longer = f"{line} {word}".strip()
            if word and letters.getlength(longer) <= wide * PRINT / 72:
                line = longer
                continue
            draw.text((PRINT, y), line, fill=0, font=letters)
            line, y = word, y + PRINT // 5
        y += PRINT // 12
    return page


@lru_cache
def font(size: float, family: str = "Carlito") -> ImageFont.FreeTypeFont:
    """Return a font of this machine in points, on printed paper."""
    command = ["fc-match", "--format", "%{file}", family]
    file = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return ImageFont.truetype(file, size * PRINT / 72)


def _draw(page: Image.Image, x: NDArray[Any], y: NDArray[Any], chance: np.random.Generator) -> None:
    points = [(float(one), float(other)) for one, other in zip(x, y, strict=True)]
    shade, width = int(chance.integers(30, 100)), int(chance.integers(5, 9))
    ImageDraw.Draw(page).line(points, fill=shade, width=width, joint="curve")


def _dots(place: Rechthoek) -> Rechthoek:
    left, top, right, bottom = (each * PRINT / 72 for each in place)
    return left, top, right, bottom


def _laid(
    size: tuple[int, int], scanner: Scanner, chance: np.random.Generator
) -> tuple[tuple[int, int], NDArray[Any]]:
    """Return the size of a scan, and where on the page each dot of it lies."""
    dots = PRINT / scanner.dpi
    out = round(size[0] / dots), round(size[1] / dots)
    angle = np.radians(chance.uniform(-1, 1) * scanner.scheef + 180 * scanner.ondersteboven)
    grown = dots * (1 + chance.uniform(-1, 1) * scanner.schaal)
    shift = chance.uniform(-1, 1, 2) * PRINT * 0.06
    turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) * grown
    matrix = np.eye(3)
    matrix[:2, :2] = turned
    matrix[:2, 2] = np.array(size) / 2 + shift - turned @ np.array(out) / 2
    return out, matrix


def _photographed(
    size: tuple[int, int], scanner: Scanner, chance: np.random.Generator
) -> tuple[tuple[int, int], NDArray[Any]]:
    out = round(size[0] * scanner.dpi / PRINT * 1.12), round(size[1] * scanner.dpi / PRINT * 1.1)
    page = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * size
    seen = np.array([[0.05, 0.05], [0.95, 0.05], [0.95, 0.95], [0.05, 0.95]])
    seen = (seen + chance.uniform(-0.03, 0.03, (4, 2))) * out
    if scanner.ondersteboven:
        seen = np.roll(seen, 2, axis=0)
    rows, right = [], []
    for (x, y), (u, v) in zip(seen, page, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    found = np.linalg.solve(np.array(rows), np.array(right))
    return out, np.append(found, 1.0).reshape(3, 3)


def _fed(shades: NDArray[Any], chance: np.random.Generator) -> NDArray[Any]:
    """Let the feed of a scanner go a little faster and slower."""
    rows = np.arange(len(shades))
    wave = np.sin(rows / len(rows) * chance.uniform(4, 12) + chance.uniform(0, 6))
    at = np.clip(rows + wave * chance.uniform(0.2, 1.0), 0, len(rows) - 1.001)
    whole = at.astype(int)
    part = (at - whole).astype(np.float32)[:, None]
    fed: NDArray[Any] = shades[whole] * (1 - part) + shades[whole + 1] * part
    return fed


def _lit(shades: NDArray[Any], scanner: Scanner, chance: np.random.Generator) -> NDArray[Any]:
    """Give ink and paper the shades of a scanner, or of a room with a lamp on one side."""
    black = chance.uniform(20, 60)
    shades = black + shades * ((250 - black) / 255)
    if scanner.foto:
        height, width = shades.shape
        y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
        angle = chance.uniform(0, 2 * np.pi)
        light = 0.82 + 0.18 * np.cos(angle) * (x - 0.5) * 2 + 0.18 * np.sin(angle) * (y - 0.5) * 2
        hand = (x - chance.uniform(0, 1)) ** 2 + (y - chance.uniform(0, 1)) ** 2
        shades = shades * light * (1 - 0.3 * np.exp(-hand / 0.08))
    return shades.astype(np.float32)


def _compressed(picture: Image.Image, quality: int) -> Image.Image:
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=quality)
    compressed = Image.open(content)
    compressed.load()
    return compressed

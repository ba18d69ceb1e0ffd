"""How a scan lies on the page that was issued: turned, shrunk, shifted, and a little bent.

Blocks of the page are sought in the scan, and all of them together say where each dot lies.
Where it does not lie nearly straight, its lines of text first tell how far it is turned, and
their places down the page how large it is, and whether it is upside down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from overeenkomstgen.inname.inkt import INKED, Getallen, Raster, ink, levelled

if TYPE_CHECKING:
    from PIL.Image import Image

Punten = Getallen
"""Places as rows of x and y, in dots of a picture."""

_ROUGH, _FINER = 3, 2  # as many dots become one, where the page is looked at roughly
_SOLID = 7  # dots that no stroke is wide
_FEW, _MOST = 200, 12_000  # dots with ink, of a page that is as good as blank; and as are enough
_ANGLES = np.radians(np.arange(-6, 6.01, 0.25))
_NEARER = np.radians(np.arange(-0.2, 0.21, 0.05))
_LEVEL = 0.1  # degrees that do not matter
_SIZES = np.geomspace(0.8, 1.25, 91)
_BINS, _SPREAD = 2048, 31  # rows of a page, and those around one that are taken as its ground
_BLOCK, _REACH = 64, 16  # dots of a block, and how far around its place it is sought
_ENOUGH = 30  # blocks; of twice as many every other is sought
_PRINTED = 0.02  # the ink of a block that is sought, on average
_ALIKE, _FOUND = 0.5, 0.6  # the correlation of one that is found, and which part must be
_NEAR = 10  # dots that a corner lies elsewhere, at most, of a scan that is not looked at again
_NODES = 10  # stretches of a page, each way, that are taken as flat


@dataclass(frozen=True, slots=True)
class Ligging:
    """Where each dot of the issued page lies in the scan.

    Attributes:
        matrix: From (x, y, 1) of the issued page to the scan, in perspective.
        bocht: What is first added to x and y, for each of 1, x, y, xx, xy and yy, in thousands.
    """

    matrix: Getallen
    bocht: Getallen

    @classmethod
    def plain(cls, matrix: Getallen) -> "Ligging":
        """Return one without a bend."""
        return cls(matrix, np.zeros((6, 2)))

    def places(self, points: Punten) -> Punten:
        """Return where points of the issued page lie in the scan."""
        bent = points + _powers(points) @ self.bocht
        found = np.column_stack((bent, np.ones(len(bent)))) @ self.matrix.T
        return found[:, :2] / found[:, 2:]

    def straighten(self, scan: "Image", size: tuple[int, int], factor: int = 1) -> "Image":
        """Return the scan as it lies on the issued page, of a size in dots.

        Both may be smaller than what this was found for, by a factor.
        """
        from PIL import Image  # noqa: PLC0415 - slow to load

        x, y = (np.linspace(0, end, _NODES + 1).round() for end in size)
        nodes = np.stack(np.meshgrid(x, y), axis=-1)
        there = self.places(nodes.reshape(-1, 2) * factor).reshape(nodes.shape) / factor
        mesh = []
        for row, column in np.ndindex(_NODES, _NODES):
            corners = there[row : row + 2, column : column + 2].reshape(4, 2)[[0, 2, 3, 1]]
            box = (*nodes[row, column].astype(int), *nodes[row + 1, column + 1].astype(int))
            mesh.append((box, tuple(corners.ravel())))
        how = Image.Transform.MESH, mesh, Image.Resampling.BILINEAR
        return scan.transform(size, *how, fillcolor=255)


def register(scan: "Image", issued: "Image") -> Ligging | None:
    """Find how a scan lies on the picture of the issued page; None where it does not fit it.

    Both have as many dots in an inch as pages are compared at, more or less. Upside down and on its
    side are found.
    """
    as_it_is = Ligging.plain(np.diag([scan.width / issued.width, scan.height / issued.height, 1]))
    first = _refined(scan, issued, as_it_is, _FINER)
    if first and _apart(first, as_it_is, issued.size) < _NEAR:
        return first
    first = first or _refined(scan, issued, as_it_is, _ROUGH)
    if first is None:
        start = _roughly(_strokes(scan), ink(issued.reduce(_ROUGH)))
        first = start and _refined(scan, issued, start, _ROUGH)
    return first and _refined(scan, issued, first, _FINER)


def _apart(one: Ligging, other: Ligging, size: tuple[int, int]) -> float:
    """Return by how many dots a corner of a page lies elsewhere, at most."""
    corners = np.array([*product((0, size[0]), (0, size[1]))], float)
    return float(np.linalg.norm(one.places(corners) - other.places(corners), axis=1).max())


def level(scan: "Image") -> "Image":
    """Return a scan with its lines of text level; it may still be upside down."""
    from PIL import Image  # noqa: PLC0415 - slow to load

    seen = _points(_strokes(scan))
    turn = float(np.degrees(_slant(seen))) if len(seen) > _FEW else 0.0
    if abs(turn) < _LEVEL:
        return scan
    return scan.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def _powers(points: Punten) -> Getallen:
    x, y = points.T / 1000
    return np.column_stack((np.ones(len(points)), x, y, x * x, x * y, y * y))


def _strokes(scan: "Image") -> Raster:
    """Return the ink of a scan, roughly, without what is no stroke: the dark beside the paper."""
    from PIL import Image, ImageFilter  # noqa: PLC0415 - slow to load

    raster = ink(scan.reduce(_ROUGH))
    dark = Image.fromarray(raster > INKED).convert("L").filter(ImageFilter.MinFilter(_SOLID))
    solid = np.asarray(dark.filter(ImageFilter.MaxFilter(2 * _SOLID - 1)))
    return np.where(solid > 0, 0, raster)


def _points(raster: Raster) -> Punten:
    """Return where the ink is, at most some thousands of dots, seen from the middle."""
    y, x = np.nonzero(raster > INKED)
    points = np.column_stack((x, y))[:: max(1, len(x) // _MOST)]
    return points + 0.5 - np.array(raster.shape[::-1]) / 2


def _turned(angle: float) -> Getallen:
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _rows(points: Punten) -> Getallen:
    """Return how much more ink there is on each row than around it."""
    at = np.clip(points[:, 1] + _BINS / 2, 0, _BINS - 1).astype(int)
    profile = np.bincount(at, minlength=_BINS).astype(float)
    return profile - np.convolve(profile, np.ones(_SPREAD) / _SPREAD, "same")


def _slant(seen: Punten) -> float:
    """Return by what angle lines of text are turned: that at which their rows differ most."""

    def sharpest(angles: Iterable[float]) -> float:
        return max(angles, key=lambda angle: float((_rows(seen @ _turned(angle)) ** 2).sum()))

    return sharpest(sharpest([*_ANGLES, *(_ANGLES + np.pi / 2)]) + _NEARER)


def _roughly(scan: Raster, issued: Raster) -> Ligging | None:
    """Return how a scan lies by its lines of text, without any bend."""
    seen, known = _points(scan), _points(issued)
    if min(len(seen), len(known)) < _FEW:
        return None
    angle = _slant(seen)
    straight = seen @ _turned(angle)
    wanted = np.conj(np.fft.rfft(_rows(known)))
    tried = []
    for size in (*_SIZES, *-_SIZES):
        profile = _rows(straight * size)
        fit = np.fft.irfft(np.fft.rfft(profile) * wanted).max() / np.linalg.norm(profile)
        tried.append((float(fit), float(size)))
    best = [max(tried[: len(_SIZES)]), max(tried[len(_SIZES) :])]  # upright, and upside down
    found = [(*_shifted(straight * size, known), size) for _, size in best]
    _, shift, size = max(found, key=lambda each: each[0])
    matrix = np.eye(3)
    matrix[:2, :2] = _turned(angle) / size
    middle, half = (np.array(each.shape[::-1]) / 2 for each in (scan, issued))
    matrix[:2, 2] = (middle - matrix[:2, :2] @ (half - shift)) * _ROUGH
    return Ligging.plain(matrix)


def _shifted(points: Punten, known: Punten) -> tuple[float, Punten]:
    """Return how well points fit known ones, and by how much they are shifted from them."""
    edges = np.arange(-256, 257) * 2.0
    planes = []
    for each in (points, known):
        plane = np.histogram2d(each[:, 1], each[:, 0], bins=(edges, edges))[0]
        planes.append(plane - plane.mean())
    one, other = planes
    found = np.fft.irfft2(np.fft.rfft2(one) * np.conj(np.fft.rfft2(other)), one.shape)
    at = np.array(np.unravel_index(int(found.argmax()), found.shape)[::-1])
    half = len(one) // 2
    score = float(found.max() / (np.linalg.norm(one) * np.linalg.norm(other)))
    return score, ((at + half) % len(one) - half) * 2.0


def _refined(scan: "Image", issued: "Image", start: Ligging, factor: int) -> Ligging | None:
    """Seek blocks of the issued page around where they should lie, and take all together."""
    size = (issued.width // factor, issued.height // factor)
    there = ink(start.straighten(scan.reduce(factor), size, factor))
    known = levelled(1 - np.asarray(issued.reduce(factor), dtype=np.float32) / 255)
    centres, moves, alike = _sought(there, known[: size[1], : size[0]])
    good = alike > _ALIKE
    if good.sum() < max(12, _FOUND * len(alike)):
        return None
    here = centres[good] * factor
    try:
        return _fitted(here, start.places(here + moves[good] * factor))
    except np.linalg.LinAlgError:  # all of them lie on one line
        return None


def _sought(there: Raster, issued: Raster) -> tuple[Punten, Punten, Getallen]:
    """Return the middles of blocks with ink, how far each lies off, and how alike it is there."""
    whole = _BLOCK + 2 * _REACH
    tops, lefts = (
        np.linspace(_REACH, end - _BLOCK - _REACH, end // _BLOCK).astype(int)
        for end in issued.shape
    )
    inked = (c for c in product(tops, lefts) if _block(issued, *c).mean() > _PRINTED)
    corners = np.array([*inked]).reshape(-1, 2)
    corners = corners[:: max(1, len(corners) // _ENOUGH)]
    if not len(corners):
        return np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0)
    blocks = np.array([_block(issued, y, x) for y, x in corners])
    blocks -= blocks.mean(axis=(1, 2), keepdims=True)
    around = np.array([there[y : y + whole, x : x + whole] for y, x in corners - _REACH])
    fits = np.fft.rfft2(around) * np.conj(np.fft.rfft2(blocks, (whole, whole)))
    rows = np.fft.ifft(fits, axis=1)[:, : 2 * _REACH + 1]
    found = np.fft.irfft(rows, whole)[:, :, : 2 * _REACH + 1]
    moves, alike = [], []
    for block, place, peaks in zip(blocks, around, found, strict=True):
        y, x = (int(at) for at in np.unravel_index(int(peaks.argmax()), peaks.shape))
        seen = _block(place, y, x)
        seen = seen - seen.mean()
        norm = float(np.linalg.norm(seen) * np.linalg.norm(block))
        alike.append(float((seen * block).sum()) / norm if norm else 0.0)
        moves.append((x + _peak(peaks[y, :], x) - _REACH, y + _peak(peaks[:, x], y) - _REACH))
    return corners[:, ::-1] + _BLOCK / 2, np.array(moves).reshape(-1, 2), np.array(alike)


def _block(of: Raster, y: int, x: int) -> Raster:
    return of[y : y + _BLOCK, x : x + _BLOCK]


def _peak(values: Getallen, at: int) -> float:
    """Return by how much the top of a peak lies beside its highest value."""
    if not 0 < at < len(values) - 1:
        return 0.0
    before, top, after = (float(each) for each in values[at - 1 : at + 2])
    bend = before - 2 * top + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0


def _fitted(here: Punten, there: Punten) -> Ligging:
    """Return what takes points to others, though some of them are wrong."""
    kept = np.ones(len(here), bool)
    matrix = _perspective(here, there)
    for _ in range(4):
        off = np.linalg.norm(Ligging.plain(matrix).places(here) - there, axis=1)
        kept = off <= max(3.0, 2.5 * float(np.median(off)))
        matrix = _perspective(here[kept], there[kept])
    back = Ligging.plain(np.linalg.inv(matrix)).places(there)
    powers = _powers(here)
    bend: Getallen = np.zeros((6, 2))
    for _ in range(3):
        off = np.linalg.norm(here + powers @ bend - back, axis=1)
        kept &= off <= max(2.0, 3 * float(np.median(off)))
        bend = np.linalg.lstsq(powers[kept], (back - here)[kept], rcond=None)[0]
    return Ligging(matrix, bend)


def _perspective(here: Punten, there: Punten) -> Getallen:
    """Return the matrix that takes points to others best (direct linear transformation)."""
    scale = np.diag([1e-3, 1e-3, 1.0])
    (x, y), (u, v) = here.T / 1000, there.T / 1000
    one, nil = np.ones_like(x), np.zeros_like(x)
    across = np.column_stack((x, y, one, nil, nil, nil, -u * x, -u * y))
    down = np.column_stack((nil, nil, nil, x, y, one, -v * x, -v * y))
    found = np.linalg.lstsq(np.vstack((across, down)), np.concatenate((u, v)), rcond=None)[0]
    matrix: Getallen = np.linalg.inv(scale) @ np.append(found, 1.0).reshape(3, 3) @ scale
    return matrix

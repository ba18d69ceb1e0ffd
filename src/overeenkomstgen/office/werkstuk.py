"""What is made into an archive PDF, and what became of it."""

from dataclasses import dataclass
from pathlib import Path

from overeenkomstgen.kern.paginacode import Paginacode


@dataclass(frozen=True, slots=True)
class Werkstuk:
    """A filled Word file, and what its PDF is held against."""

    word: Path  # the Word file; no two in a run have the same name
    values: tuple[str, ...]  # every value that was merged into it, as it stands there
    paginas: tuple[int, int]  # the least and the greatest number of pages that are allowed
    code: Paginacode | None = None  # of its first page, where its pages get one


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What became of a filled Word file.

    Attributes:
        pdf: The archive PDF; None when there is none.
        paginas: The number of its pages; 0 where that could not be read.
        redenen: Why it is not fit to be published, in Dutch sentences; empty when it is.
        zonder_code: The numbers of the pages on which there was no room for the code.
    """

    werkstuk: Werkstuk
    pdf: Path | None
    paginas: int = 0
    redenen: tuple[str, ...] = ()
    zonder_code: tuple[int, ...] = ()

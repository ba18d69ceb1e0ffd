"""The account of what was made: ``verantwoording.csv``, a row per document.

Written as a Dutch Excel reads it: semicolons, decimal commas, dates as
``10-01-2023``, UTF-8 with a byte order mark. During a run rows are added at the
end; of a document the last row counts. At the end of the run all is sorted.
"""

import codecs
import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from overeenkomstgen.errors import os_refusal
from overeenkomstgen.kern.naamvorm import is_path
from overeenkomstgen.kern.namen import sort_key
from overeenkomstgen.kern.statusregel import ENDINGS
from overeenkomstgen.kern.tabel import guard, unguard
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.kettingregels import Kolommen, NieuwerError
from overeenkomstgen.schijf.kluis import BESIDE, KluisError, read_kept
from overeenkomstgen.schijf.plaats import inside, opened, read_bytes
from overeenkomstgen.schijf.schijf import UitvoerError, free
from overeenkomstgen.schijf.teksttabel import as_csv, decode
from overeenkomstgen.schijf.uitvoer import Uitvoer

NAME = "verantwoording.csv"


@dataclass(frozen=True, slots=True)
class Regel:
    """What is accounted for one document; every value as it is written.

    The names of the attributes are the column headings; ``word`` and ``pdf`` are paths inside
    the output folder, the fingerprints SHA-256 in hexadecimal. A column that is added has a
    default, empty, for the rows of before. What an invoice tells of its row in
    ``facturen.csv`` is no column; it is kept with the document. ``exemplaar`` is which letter of
    its kind it is, where it is not the first; of the list of who has signed its version.
    ``ingang`` is the first day of the agreement of the municipality.
    """

    soort: str
    gemeente: str
    cbs_code: str
    jaar: str
    inwoners: str
    tarief: str
    bedrag: str
    collegebesluit: str
    open_velden: str
    paginas: str
    pdf_a: str
    pdf_ua: str
    word: str
    pdf: str
    sha256_sjabloon: str
    sha256_word: str
    sha256_pdf: str
    vingerafdruk_invoer: str
    factuurnummer: str = ""
    sha256_xml: str = ""
    exemplaar: str = ""
    ingang: str = ""
    getuige: str = field(default="", compare=False)

    def to_json(self) -> bytes:
        """Return the row as it is kept beside a document that is never made again."""
        content = {name: value for name, value in asdict(self).items() if value or name in COLUMNS}
        return json.dumps(content, ensure_ascii=False, indent=1).encode()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is of: documentsoort, CBS code, year, number of the invoice or the letter."""
        number = self.factuurnummer or (self.exemplaar if self.cbs_code else "")
        return self.soort, self.cbs_code, self.jaar, number

    @property
    def files(self) -> dict[str, str]:
        """The SHA-256 of its files by their paths: Word, and where there are, PDF and e-invoice."""
        pdf = {self.pdf: self.sha256_pdf} if self.pdf else {}
        xml = {f"{self.pdf.removesuffix('.pdf')}.xml": self.sha256_xml} if self.sha256_xml else {}
        return {self.word: self.sha256_word} | pdf | xml

    @property
    def open_fields(self) -> tuple[str, ...]:
        """The names of the fields that are open in the document."""
        return tuple(filter(None, self.open_velden.split(", ")))


_KOLOMMEN = Kolommen(Regel)
COLUMNS = _KOLOMMEN.names
KEPT = (*ENDINGS, ".xml")
"""The endings of the files of a document, in the order of :attr:`Regel.files`."""


def read_row(files: Iterable[Path]) -> Regel | None:
    """Return the row in the account that was kept with a document, where there is one.

    KluisError when it is damaged, NieuwerError when a newer version of the program wrote it.
    """
    advice = "Zet het terug uit een reservekopie."
    for file in files:
        if file.suffix == BESIDE:
            try:
                row = dict.fromkeys(COLUMNS, "") | json.loads(read_kept(file))
                row = {name: str(value) for name, value in row.items()}
                "".join((*row, *row.values())).encode()  # half a sign cannot be written again
                getuige = row.pop("getuige", "")
            except (ValueError, TypeError, RecursionError) as error:
                raise KluisError(f"{file} is niet te lezen: het is beschadigd.", advice) from error
            if unknown := _KOLOMMEN.unknown(row):
                raise NieuwerError(file.name, unknown)
            regel = _KOLOMMEN.read((*row,), row.values())
            if not all(map(is_path, regel.files)):
                raise KluisError(f"{file} wijst naar iets anders dan een document.", advice)
            return replace(regel, getuige=getuige)
    return None


def addition(folder: Path, row: Regel) -> dict[str, bytes]:
    """Return what :meth:`Uitvoer.publish` adds to the account together with a document.

    So no run is killed between the two, and takes the document for one that was changed by
    hand. Where there is no account to add to there is nothing; :func:`record` sees to that.
    """
    head, end = as_csv([COLUMNS]), b"\r\n"  # as we write it, and ended with a whole line
    try:
        with opened(folder / NAME) as file:
            ours = file.read(len(head)) == head and file.seek(-len(end), io.SEEK_END)
            return {NAME: as_csv(_values([row]), "utf-8")} if ours and file.read() == end else {}
    except OSError:
        return {}


def record(uitvoer: Uitvoer, made: Iterable[Regel]) -> tuple[str, ...]:
    """Bring the account in the output folder up to date with what was made.

    Rows of documents that are no longer there are left out; the rest is sorted by
    kind, year and name, so that the same documents give the same account. A file that is
    no account is kept as ``verantwoording-onleesbaar.csv``; then that is told, in Dutch.
    UitvoerError when the account cannot be written.
    """
    new, place = uitvoer.staging / NAME, verantwoording_of(uitvoer.folder)
    advice = "Sluit het bestand als het open staat, en kijk of er schijfruimte is."
    with os_refusal(UitvoerError, f"{place} is niet te lezen of te schrijven", advice):
        known = _last_rows((*read_verantwoording(uitvoer.folder), *made))
        rows = [row for row in known if (uitvoer.folder / row.word).exists()]
        rows.sort(key=lambda row: (row.soort, row.jaar, sort_key(row.gemeente)))
        content = as_csv([COLUMNS, *_values(rows)])
        if place.is_file() and read_bytes(place) == content:
            return ()
        schijf.write(new, content)
        files, remarks = {new: Path(NAME)}, list[str]()
        if place.exists() and _rows(read_bytes(place)) is None:
            aside = free(uitvoer.folder / "verantwoording-onleesbaar.csv").name
            files[schijf.copy(place, uitvoer.staging / aside)] = Path(aside)
            remarks.append(
                f"{NAME} was niet te lezen en is bewaard als {aside}. Er is een nieuwe gemaakt; of "
                "iemand een document met de hand had gewijzigd is deze keer niet nagegaan."
            )
        uitvoer.publish(files)
        return tuple(remarks)


def verantwoording_of(folder: Path) -> Path:
    """Return the account of an output folder; it is there if something was made in it before."""
    return folder / NAME


def read_verantwoording(folder: Path) -> tuple[Regel, ...]:
    """Return the rows that stand in an output folder; none when there is no account.

    A file that is none any more, as someone saved other columns over it, counts as none.
    NieuwerError when a newer version of the program wrote it, PlaatsError when it is a link.
    """
    place = inside(folder, NAME)
    return (_rows(read_bytes(place)) or ()) if place.exists() else ()


@lru_cache(maxsize=1)  # read more than once in a run
def _rows(data: bytes) -> tuple[Regel, ...] | None:
    """Return the rows of an account, of each document the last; None if it is no account."""
    if data.startswith(codecs.BOM_UTF8):  # as we write it: what follows the last line is torn
        data = data[: data.rfind(b"\n") + 1]
    if not data:
        return ()
    try:
        text, *_ = decode(data) or ("",)
        header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    except (csv.Error, ValueError):
        return None
    if not _KOLOMMEN.are_names(header):
        return None
    if unknown := _KOLOMMEN.unknown(header):
        raise NieuwerError(NAME, unknown, own=True)
    whole = (row for row in rows if len(row) == len(header))
    found = _last_rows(_KOLOMMEN.read(header, map(unguard, row)) for row in whole)
    return found if all(is_path(name) for row in found for name in row.files) else None


def _last_rows(rows: Iterable[Regel]) -> tuple[Regel, ...]:
    of_document = {row.key: row for row in rows}.values()
    return tuple({row.word: row for row in of_document}.values())  # rows of before have no number


def _values(rows: Iterable[Regel]) -> list[list[str]]:
    return [[guard(getattr(row, column)) for column in COLUMNS] for row in rows]

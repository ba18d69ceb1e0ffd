"""What a Word file says of itself."""

from pathlib import Path

import pytest

from hulp.wordbouw import docx, paragraph
from overeenkomstgen.errors import InputError
from overeenkomstgen.word.bestand import Woordbestand, Woordgegevens

TEMPLATE = Path(__file__).parents[2] / "sjablonen" / "samenwerkingsovereenkomst.docx"


def test_title_author_and_subject() -> None:
    assert Woordbestand.of(TEMPLATE).gegevens == Woordgegevens(
        title="Samenwerkingsovereenkomst {{ convenant.periode }} \N{EN DASH} "
        "gemeente {{ gemeente.naam }}",
        author="{{ netwerk.naam }} en {{ stichting.naam }}",
        subject="Samenwerkingsovereenkomst behorende bij het convenant {{ convenant.naam }} "
        "{{ convenant.periode }}",
    )


def test_a_file_that_says_nothing_of_itself() -> None:
    assert Woordbestand.of(docx(paragraph("tekst"))).gegevens == Woordgegevens(
        title="", author="", subject=""
    )


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        Woordbestand.of(tmp_path / "brief.docx")
    assert str(caught.value) == (
        "brief.docx: dit bestand bestaat niet; zet het op zijn plaats of verbeter de naam"
    )

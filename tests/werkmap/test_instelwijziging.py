"""The settings as they are shown and changed: their values, and nothing else of the file."""

from __future__ import annotations

import re
import shutil
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hulp.werkmappen import ROOT, edit, files
from overeenkomstgen.errors import InputError, RefusalError
from overeenkomstgen.werkmap.instelling import Instelling
from overeenkomstgen.werkmap.instelwijziging import instellingen_van, wijzig_instellingen
from overeenkomstgen.werkmap.werkmap import Werkmap, read_periode
from overeenkomstgen.werkmap.wijziging import VerouderdError

SETTINGS = (ROOT / "convenant.toml").read_bytes()


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    shutil.copy(ROOT / "convenant.toml", tmp_path)
    return Werkmap(tmp_path)


def change(werkmap: Werkmap, waarden: dict[str, str]) -> Path | None:
    return wijzig_instellingen(werkmap, waarden, instellingen_van(werkmap).vingerafdruk)


def lines_changed(werkmap: Werkmap) -> tuple[list[str], list[str]]:
    """Return the lines that have gone, and those that came."""
    before, after = SETTINGS.decode().splitlines(), lines(werkmap)
    return [x for x in before if x not in after], [x for x in after if x not in before]


def lines(werkmap: Werkmap) -> list[str]:
    return werkmap.instellingen.read_text("utf-8").splitlines()


def refused(werkmap: Werkmap, waarden: dict[str, str]) -> list[tuple[object, str]]:
    before = files(werkmap.folder)
    with pytest.raises(InputError) as caught:
        change(werkmap, waarden)
    assert files(werkmap.folder) == before
    return [(fault.plek, str(fault)) for fault in caught.value.faults]


def of(werkmap: Werkmap, key: str) -> Instelling:
    return next(each for each in instellingen_van(werkmap).alle if each.sleutel == key)


def test_the_settings_as_they_stand(werkmap: Werkmap) -> None:
    found = instellingen_van(werkmap)
    assert found.fouten == ()
    shown = {each.sleutel: each.waarde for each in found.alle}
    assert shown["convenant.ingang"] == "01-03-2023"
    assert shown["convenant.opzeggen_voor.maand"] == "9"
    assert shown["bijdrage.tarief"] == "0,15"
    assert shown["documentsoort.samenwerkingsovereenkomst.ook_word"] == "ja"
    assert shown["documentsoort.samenwerkingsovereenkomst.paginas"] == "2\n3"
    assert shown["agenda.1.wat"] == "Jaarplan gereed"
    assert shown["agenda.2.jaren"] == "alle"
    ingang = of(werkmap, "convenant.ingang")
    assert (ingang.kop, ingang.naam, ingang.keuzes) == ("convenant", "ingang", ())
    assert of(werkmap, "agenda.2.jaren").keuzes == ("alle", "eerste", "later", "laatste")
    assert of(werkmap, "documentsoort.bijlage-3.ook_word").keuzes == ("ja", "nee")
    assert of(werkmap, "factuur.termijn").uitleg == (
        "termijn van betaling in dagen. Dagen waarbinnen een factuur betaald moet zijn"
    )


@pytest.mark.parametrize(
    ("key", "uitleg"),
    [
        ("documentsoort.herinnering.voor", "voor welke gemeenten het is"),
        ("agenda.2.wat", "wat er gedaan moet zijn"),
        ("tabel.xlsx", "het blad van gemeenten.xlsx; leeg als er maar één is"),
        ("netwerk.vertegenwoordiger.vanaf", "eerste dag in functie, van wie een ander opvolgt"),
        ("relatiemanager.email", "e-mailadres van de relatiemanager"),
    ],
)
def test_what_a_setting_means(werkmap: Werkmap, key: str, uitleg: str) -> None:
    assert of(werkmap, key).uitleg == uitleg


def test_what_is_remarked_in_the_file(werkmap: Werkmap) -> None:
    """Above a setting, or above the line of its table."""
    assert of(werkmap, "convenant.opzeggen_voor.maand").uitleg == (
        "Een opzegging voor deze dag eindigt op 31 december van hetzelfde jaar (artikel 1.3)"
    )


def test_what_is_still_open(werkmap: Werkmap) -> None:
    assert [each.sleutel for each in instellingen_van(werkmap).alle if each.is_open] == [
        *(f"stichting.{key}" for key in ("postcode", "kvk_nummer", "btw_nummer", "iban")),
        *("stichting.email", "stichting.telefoon"),
        *(f"netwerk.secretaris.{key}" for key in ("naam", "email", "telefoon")),
        "documentsoort.verlengingsbrief.velden.bijdrage",
        *(f"relatiemanager.{key}" for key in ("naam", "email", "telefoon")),
    ]


@pytest.mark.parametrize(
    ("waarden", "gone", "came"),
    [
        ({"bijdrage.tarief": "0,16"}, "tarief = 0.15", "tarief = 0.16"),
        ({"bijdrage.tarief": "1"}, "tarief = 0.15", "tarief = 1.00"),
        ({"stichting.postcode": ' 070 "x" \\'}, '# postcode = ""', 'postcode = "070 \\"x\\" \\\\"'),
        ({"relatiemanager.naam": "A. Ström"}, "", 'naam = "A. Ström"'),
        ({"convenant.retour_voor": ""}, "retour_voor = 2023-03-01", ""),
        ({"convenant.retour_voor": "1 april 2023"}, "retour_voor = 2023-03-01",
         "retour_voor = 2023-04-01"),
        ({"agenda.4.dag": "29"}, "", "dag = 29"),
        ({"convenant.opzeggen_voor.dag": "2"}, "opzeggen_voor = { dag = 1, maand = 9 }",
         "opzeggen_voor = { dag = 2, maand = 9 }"),
        ({"stichting.vertegenwoordiger.vanaf": "1-1-2020"}, "", "vanaf = 2020-01-01"),
        ({"documentsoort.bijlage-3.paginas": "1\n4"}, "paginas = [1, 3]", "paginas = [1, 4]"),
        ({"documentsoort.herinnering.voor": "Alle"}, 'voor = "niet getekend"', ""),
        ({"documentsoort.herinnering.ook_word": "ja"}, "", ""),
        ({"documentsoort.verlengingsbrief.velden.bijdrage": "Die blijft."},
         'velden = { bijdrage = "" }', 'velden = { bijdrage = "Die blijft." }'),
        ({"tabel.xlsx": "Leden"}, "", '[tabel]|xlsx = "Leden"'),
    ],
)  # fmt: skip
def test_a_setting_changes_and_nothing_else(
    werkmap: Werkmap, waarden: dict[str, str], gone: str, came: str
) -> None:
    copy = change(werkmap, waarden)
    assert copy
    assert copy.parent.name == "kopie"
    assert copy.read_bytes() == SETTINGS
    assert lines_changed(werkmap) == ([gone] if gone else [], came.split("|") if came else [])
    ((key, text),) = waarden.items()
    assert of(werkmap, key).is_open == (not text)
    assert read_periode(werkmap)[1] == ()


def test_what_is_filled_in_and_emptied_again(werkmap: Werkmap) -> None:
    change(werkmap, {"stichting.iban": "NL95BANK0000000000", "stichting.email": "a@b.nl"})
    change(werkmap, {"stichting.iban": ""})
    assert 'iban = ""' in lines(werkmap)
    assert of(werkmap, "stichting.iban").is_open
    assert not of(werkmap, "stichting.email").is_open


def test_where_nothing_differs_nothing_is_written(werkmap: Werkmap) -> None:
    every = {each.sleutel: each.waarde for each in instellingen_van(werkmap).alle}
    assert change(werkmap, every) is None
    assert change(werkmap, {"documentsoort.aanbiedingsbrief.per": ""}) is None
    assert list(files(werkmap.folder)) == ["convenant.toml"]


@pytest.mark.parametrize(("mark", "ending"), [(b"\xef\xbb\xbf", b"\r\n"), (b"", b"\r\n")])
def test_a_file_of_windows_stays_one(werkmap: Werkmap, mark: bytes, ending: bytes) -> None:
    data = mark + SETTINGS.replace(b"\n", ending)
    werkmap.instellingen.write_bytes(data)
    change(werkmap, {"bijdrage.tarief": "0,16"})
    assert werkmap.instellingen.read_bytes() == data.replace(b"\ntarief = 0.15", b"\ntarief = 0.16")


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("bijdrage.tarief", "veel", "veel is geen getal; vul een getal in, zoals 0,15"),
        ("convenant.leden", "1,5", "1,5 is geen geheel getal; vul alleen cijfers in"),
        ("convenant.ingang", "31-02-2023", "31-02-2023 bestaat niet; schrijf de datum als"),
        ("agenda.0.jaren", "eerst", "eerst is geen keuze voor jaren; bedoeld is misschien eerste"),
        ("stichting.naam", "", "de tekst is leeg; vul hier tekst"),
        ("convenant.einde", "28-2-2023", "het einde ligt niet na de ingang"),
        ("documentsoort.bijlage-3.paginas", "3", "het aantal waarden in de lijst is 1"),
        ("stichting.naam", "a\x00b", "staat een onzichtbaar teken"),
        ("stichting.bestaat_niet", "x", "deze instelling is er niet; laat haar weg"),
    ],
)
def test_each_error_has_its_key(werkmap: Werkmap, key: str, text: str, said: str) -> None:
    ((place, told),) = refused(werkmap, {key: text})
    assert place == ((key, 0) if "niet; laat" not in said else None)
    assert said in told


def test_all_errors_at_once(werkmap: Werkmap) -> None:
    found = refused(
        werkmap, {"bijdrage.tarief": "x", "convenant.leden": "y", "stichting.iban": "z"}
    )
    assert [place for place, _ in found] == [("bijdrage.tarief", 0), ("convenant.leden", 0)]


def test_what_is_decided_later_does_not_stand_in_the_way(werkmap: Werkmap) -> None:
    """As in a next period: what is not known yet is a fault, and is filled in one by one."""
    edit(werkmap.folder, "getekend_op = 2022-12-19", 'getekend_op = ""', "convenant.toml")
    edit(werkmap.folder, "leden = 41", "", "convenant.toml")
    found = instellingen_van(werkmap)
    assert [fault.plek for fault in found.fouten] == [
        ("convenant.getekend_op", 0),
        ("convenant.leden", 0),
    ]
    assert [each.sleutel for each in found.alle if each.is_open][:2] == [
        "convenant.getekend_op",
        "convenant.leden",
    ]
    change(werkmap, {"convenant.leden": "41", "bijdrage.tarief": "0,16"})
    assert [fault.plek for fault in instellingen_van(werkmap).fouten] == [
        ("convenant.getekend_op", 0)
    ]
    refused(werkmap, {"convenant.getekend_op": "ooit"})
    change(werkmap, {"convenant.getekend_op": "19-12-2022"})
    assert read_periode(werkmap)[1] == ()


def test_a_page_that_is_out_of_date(werkmap: Werkmap) -> None:
    shown = instellingen_van(werkmap).vingerafdruk
    edit(werkmap.folder, "leden = 41", "leden = 40", "convenant.toml")
    before = files(werkmap.folder)
    with pytest.raises(VerouderdError, match=r"convenant\.toml is intussen gewijzigd"):
        wijzig_instellingen(werkmap, {"bijdrage.tarief": "0,16"}, shown)
    assert files(werkmap.folder) == before


@pytest.mark.parametrize("key", ["agenda", "stichting", "documentsoort", "bijdrage"])
@pytest.mark.parametrize("value", ["3", '"x"', "[1]", "{ a = 1 }"])
def test_a_table_that_is_none_is_told(werkmap: Werkmap, key: str, value: str) -> None:
    werkmap.instellingen.write_text(f"{key} = {value}\n", "utf-8")
    found = instellingen_van(werkmap)
    assert found.fouten == read_periode(werkmap)[1] != ()
    assert {each.kop for each in found.alle} >= {"convenant", "netwerk", "tabel"}


@pytest.mark.parametrize("data", [b"[convenant\n", b"naam = \xff\n"])
def test_a_file_that_cannot_be_read(werkmap: Werkmap, data: bytes) -> None:
    werkmap.instellingen.write_bytes(data)
    found = instellingen_van(werkmap)
    assert (found.alle, len(found.fouten)) == ((), 1)
    with pytest.raises(InputError):
        change(werkmap, {"bijdrage.tarief": "0,16"})


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("[relatiemanager]\n", "", "relatiemanager.naam"),
        ("[netwerk.secretaris]\n", "", "netwerk.secretaris.email"),
        ("[netwerk.secretaris]\n", 'secretaris = { naam = "x" }\n', "netwerk.secretaris.email"),
        ('# email = ""\n', "", "stichting.email"),
    ],
)
def test_a_table_or_a_key_that_is_not_there(werkmap: Werkmap, old: str, new: str, key: str) -> None:
    if "{" in new:
        edit(werkmap.folder, 'korte_naam = "G40"\n', f'korte_naam = "G40"\n{new}', "convenant.toml")
        new = ""
    edit(werkmap.folder, old, new, "convenant.toml")
    change(werkmap, {key: "a@b.nl"})
    assert of(werkmap, key).waarde == "a@b.nl"
    assert read_periode(werkmap)[1] == ()


TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=10)
KEYS = [each.sleutel for each in instellingen_van(Werkmap(ROOT)).alle]


def flat(data: Any, path: str = "") -> dict[str, object]:  # noqa: ANN401 - of any form
    """Return all values of settings, by their keys."""
    pairs = enumerate(data) if isinstance(data, list) else data.items()
    found: dict[str, object] = {}
    for key, value in pairs:
        first = value[0] if isinstance(value, list) and value else value
        deeper = isinstance(first, dict)
        found |= flat(value, f"{path}{key}.") if deeper else {f"{path}{key}": value}
    return found


@given(
    waarden=st.dictionaries(
        st.sampled_from(KEYS),
        TEXT | st.sampled_from(["", "0,12", "12", "1-2-2023", "ja", "'", '"""', "[x]", "a = 1"]),
        min_size=1,
        max_size=3,
    )
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
def test_whatever_is_typed(tmp_path: Path, waarden: dict[str, str]) -> None:
    """It is written as it was meant, or refused; comments, order and all else stay."""
    werkmap = Werkmap(tmp_path)
    werkmap.instellingen.write_bytes(SETTINGS)
    before = flat(tomllib.loads(SETTINGS.decode(), parse_float=Decimal))
    try:
        change(werkmap, waarden)
    except RefusalError:
        assert werkmap.instellingen.read_bytes() == SETTINGS
        return
    text = werkmap.instellingen.read_text("utf-8")
    after = flat(tomllib.loads(text, parse_float=Decimal))
    others = before.keys() - waarden.keys()
    assert {key: after.get(key) for key in others} == {key: before[key] for key in others}
    assert after.keys() <= before.keys() | waarden.keys()
    assert read_periode(werkmap)[1] == ()
    remarks = re.findall(r"(?m)^# (?!\w+ = \"\"$).*", SETTINGS.decode())
    assert re.findall(r"(?m)^# (?!\w+ = \"\"$).*", text) == remarks

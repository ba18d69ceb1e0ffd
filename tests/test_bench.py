"""The arithmetic of the benchmarks, and the templates that they make for other programs."""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from platsjabloon import Platsjabloon
from verhouding import Doel, median_ratio
from verslag import number, table


def text(content: str) -> str:
    return f"<w:r><w:t>{content}</w:t></w:r>"


def test_the_ratio_is_of_each_round_and_not_of_the_medians() -> None:
    slower_and_slower = [(1.0, 2.0), (2.0, 4.0), (30.0, 40.0)]
    assert median_ratio(slower_and_slower) == 0.5


def test_one_bad_round_decides_nothing() -> None:
    assert median_ratio([(1.0, 2.0), (90.0, 2.0), (1.2, 2.0)]) == 0.6


def test_no_rounds_have_no_ratio() -> None:
    with pytest.raises(ValueError, match="no rounds were measured"):
        median_ratio([])


@pytest.mark.parametrize(("measured", "met"), [(0.79, True), (0.8, True), (0.81, False)])
def test_a_goal_is_met_up_to_its_bound(measured: float, met: bool) -> None:  # noqa: FBT001 - a case
    assert Doel("koud naast Carbone", 0.8, measured).gehaald is met


def test_a_table_can_be_read_as_it_stands() -> None:
    assert table(("wat", "keer"), [("Carbone", number(0.8)), ("x", number(12))]) == (
        "| wat     | keer  |\n|---------|-------|\n| Carbone | 0,80  |\n| x       | 12,00 |"
    )


def test_tags_that_touch_are_one_field_and_equal_tags_are_the_same_field() -> None:
    plat = Platsjabloon({})
    xml = text("te {{ a }}{% if not a %} (plaats){% endif %} op {{ b | datum }}; {{ b | datum }}")
    assert plat.flatten(xml) == text("te {{ veld01 }} op {{ veld02 }}; {{ veld02 }}")
    assert plat.fields == {
        "veld01": "{{ a }}{% if not a %} (plaats){% endif %}",
        "veld02": "{{ b | datum }}",
    }


def test_paragraphs_under_a_condition_go() -> None:
    first, last = (f"<w:p><w:pPr/>{text(each)}</w:p>" for each in ("een", "twee"))
    inner = (text("{%p if a %}"), text("{{ b }}"), text("{%p endif %}"))
    between = "".join(f"<w:p><w:pPr/>{each}</w:p>" for each in inner)
    assert Platsjabloon({}).flatten(first + between + last) == first + last


def test_a_condition_over_runs_is_a_field_in_each() -> None:
    plat = Platsjabloon({})
    xml = text("{% if not a %}Naam:") + text(" ") + text("{% endif %}{{ a }}")
    flat = text("{{ veld01 }}") + text("{{ veld02 }}") + text("{{ veld03 }}")
    assert plat.flatten(xml) == flat
    assert list(plat.fields.values()) == [
        "{% if not a %}Naam:{% endif %}",
        "{% if not a %} {% endif %}",
        "{{ a }}",
    ]


def test_merge_fields_stand_in_runs_of_their_own(tmp_path: Path) -> None:
    plat = Platsjabloon({"word/document.xml": text("te {{ veld01 }}.").encode()})
    plat.write_merge_fields(tmp_path / "samenvoegen.docx")
    with zipfile.ZipFile(tmp_path / "samenvoegen.docx") as word:
        written = word.read("word/document.xml").decode()
    assert re.sub(r"<w:(\w+)[^>]*>", r"<\1>", written).count("<fldChar>") == 3
    assert re.findall(r"<w:(?:t|instrText) [^>]*>([^<]*)<", written) == [
        "te ",
        " MERGEFIELD veld01 ",
        "«veld01»",
        ".",
    ]

"""What a run remembers for the next one."""

from __future__ import annotations

import json
from pathlib import Path

from overeenkomstgen.office.installatie import Maakwijze, find_maakwijze
from overeenkomstgen.werkmap.geheugen import NAME, Geheugen, read_geheugen, remember, tidy_geheugen


def test_knowledge_of_another_program_is_none(tmp_path: Path) -> None:
    own = Geheugen(goed={"a": frozenset({"x", "y"})})
    (tmp_path / NAME).write_text('["goed", "vorig programma", "b", ["z"]]')
    remember(tmp_path, own)
    assert read_geheugen(tmp_path) == own
    tidy_geheugen(tmp_path)
    assert "vorig" not in (tmp_path / NAME).read_text()
    assert read_geheugen(tmp_path) == own
    remember(tmp_path / "weg", own)


def test_fields_that_are_no_texts_are_written_again_as_texts(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(json.dumps(["goed", find_maakwijze().word, "a", ["x", 1, []]]))
    tidy_geheugen(tmp_path)
    assert read_geheugen(tmp_path) == Geheugen(goed={"a": frozenset({"x", "1", "[]"})})


def test_a_list_that_is_torn_or_strange_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    assert read_geheugen(tmp_path).gemaakt == {}
    remember(tmp_path, Geheugen({"a.docx": Maakwijze("1", "2")}))
    with (tmp_path / NAME).open("ab") as file:
        file.write(b'\n["gemaakt", "b.docx", "1"\n{}\n7\n\xff\n["goed", 1, "x", 2]')
        file.write(b'\n["gemaakt", "\\ud800.docx", "1", "2"]\n' + b"[" * 100_000)
        file.write(b'\n["goed", 1, "x", [[]]]\n["gemaakt", "c')
    remember(tmp_path, Geheugen({"a.docx": Maakwijze("3", "")}))
    assert read_geheugen(tmp_path).gemaakt == {"a.docx": Maakwijze("3", "")}

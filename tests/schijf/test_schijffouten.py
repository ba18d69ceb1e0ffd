"""Each command while the disk refuses one of the changes that it makes, or all from there on."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from hulp.ingreep import ERRORS
from hulp.proeven import COMMANDS, Proeven, told
from overeenkomstgen.cli.afloop import ExitCode

pytest_plugins = ("hulp.opstelling",)
pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]


@pytest.mark.parametrize("name", list(COMMANDS))
@pytest.mark.parametrize("how", ERRORS)
def test_refused_by_the_disk(
    proeven: Proeven, name: str, how: str, punten: Callable[..., list[int]]
) -> None:
    proef = proeven[name]
    for point in punten(name, proef, 1, (1 + ERRORS.index(how)) / 5):
        werkmap, ended = proef.disturb(point, how)
        said = told(ended)
        if ended.code == ExitCode.OK:
            assert ended.err == ""
        else:
            assert said, proef.changes[point - 1]
        proef.finish(werkmap)
        shutil.rmtree(werkmap.parent)

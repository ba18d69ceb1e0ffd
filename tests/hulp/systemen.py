"""Other systems than this one, stood in for where it is asked which one this is."""

from __future__ import annotations

import platform
from types import SimpleNamespace
from typing import TYPE_CHECKING

from overeenkomstgen.schijf import systeem

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

SYSTEMEN: Mapping[str, tuple[str, Mapping[str, str] | None]] = {
    "Debian": ("linux", {"ID": "debian"}),
    "Ubuntu": ("linux", {"ID": "ubuntu", "ID_LIKE": "debian"}),
    "Mint": ("linux", {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}),
    "Fedora": ("linux", {"ID": "fedora"}),
    "Rocky": ("linux", {"ID": "rocky", "ID_LIKE": "rhel centos fedora"}),
    "Arch": ("linux", {"ID": "arch"}),
    "iets": ("linux", None),
    "macOS": ("darwin", None),
    "Windows": ("win32", None),
    "FreeBSD": ("freebsd14", None),
}
"""Of each what Python calls it, and what stands in its os-release(5); None without that file."""


def stand_in(patch: pytest.MonkeyPatch, name: str) -> None:
    """Let this be another system, for who asks ``find_system``."""
    called, release = SYSTEMEN[name]

    def told() -> Mapping[str, str]:
        if release is None:
            raise FileNotFoundError
        return release

    patch.setattr(systeem, "sys", SimpleNamespace(platform=called))
    patch.setattr(platform, "freedesktop_os_release", told)

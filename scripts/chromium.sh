#!/bin/bash
# Installs Chromium, in which the tests judge the page of the overview; quick when it is there.
# Through apt (as root, or with sudo).
set -euo pipefail
export LC_ALL=C.UTF-8

! command -v chromium >/dev/null || exit 0

sudo=()
((EUID == 0)) || sudo=(sudo -n)
if ! command -v apt-get >/dev/null || { ((EUID)) && ! sudo -n true 2>/dev/null; }; then
  printf '%s\n' "De tests van het overzicht hebben een programma nodig dat hier niet vanzelf te installeren is." \
    "Installeer dit pakket, of vraag dat uw beheerder:" "" "    chromium" >&2
  exit 1
fi
apt() { "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 "$@"; }
apt install --no-install-recommends chromium ||
  { apt update && apt install --no-install-recommends chromium; }

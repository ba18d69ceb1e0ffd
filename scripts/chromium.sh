#!/bin/bash
# Installs Chromium, in which the tests judge and use the pages; quick when it is there.
# Through apt (as root, or with sudo).
set -euo pipefail
export LC_ALL=C.UTF-8

! command -v chromium >/dev/null || exit 0

. "$(dirname "${BASH_SOURCE[0]}")/pakketten.sh"
pakketten_of_stop \
  "De tests van het overzicht en het loket hebben een programma nodig dat hier niet vanzelf te installeren is." chromium

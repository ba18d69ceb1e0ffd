#!/bin/bash
# Installs CUPS and its printer that makes PDFs, for the tests of printing; quick when they are there.
# Through apt (as root, or with sudo). The tests start a CUPS of their own and leave the computer's printers alone.
set -euo pipefail
export LC_ALL=C.UTF-8 PATH="$PATH:/usr/sbin"

nodig=()
command -v cupsd >/dev/null || nodig+=(cups)
command -v lp >/dev/null || nodig+=(cups-client)
command -v ipptool >/dev/null || nodig+=(cups-ipp-utils)
[[ -e /usr/lib/cups/backend/cups-pdf ]] || nodig+=(printer-driver-cups-pdf)
((${#nodig[@]})) || exit 0

. "$(dirname "${BASH_SOURCE[0]}")/pakketten.sh"
pakketten_of_stop \
  "De tests van het afdrukken hebben programma's nodig die hier niet vanzelf te installeren zijn." "${nodig[@]}"

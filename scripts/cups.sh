#!/bin/bash
# Installs CUPS and its printer that makes PDFs, for the tests of printing; quick when they are there.
# Through apt (as root, or with sudo). The tests start a CUPS of their own and leave the computer's printers alone.
set -euo pipefail
export LC_ALL=C.UTF-8 PATH="$PATH:/usr/sbin"

pakketten=()
command -v cupsd >/dev/null || pakketten+=(cups)
command -v lp >/dev/null || pakketten+=(cups-client)
command -v ipptool >/dev/null || pakketten+=(cups-ipp-utils)
[[ -e /usr/lib/cups/backend/cups-pdf ]] || pakketten+=(printer-driver-cups-pdf)
((${#pakketten[@]})) || exit 0

sudo=()
((EUID == 0)) || sudo=(sudo -n)
if ! command -v apt-get >/dev/null || { ((EUID)) && ! sudo -n true 2>/dev/null; }; then
  printf '%s\n' "De tests van het afdrukken hebben programma's nodig die hier niet vanzelf te installeren zijn." \
    "Installeer deze pakketten, of vraag dat uw beheerder:" "" "    ${pakketten[*]}" >&2
  exit 1
fi
apt() { "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 "$@"; }
apt install --no-install-recommends "${pakketten[@]}" ||
  { apt update && apt install --no-install-recommends "${pakketten[@]}"; }

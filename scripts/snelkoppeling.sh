#!/bin/bash
# Puts the counter of this folder in the user's menu, and on the desktop where there is one; a click then starts it,
# in a window that says where it is, and that closes it. Made anew when the folder was moved.
set -euo pipefail
cd "$(dirname "$0")/.."
map=$(pwd -P)
if [[ $map == *[[:cntrl:]]* ]]; then
  printf 'De naam van deze map heeft een teken dat niet in een snelkoppeling kan staan.\n' >&2
  exit 1
fi

# A value, and in one an argument of Exec between quotes: Desktop Entry Specification, "Possible value types" and
# "The Exec key". GLib looks for the program before it has read what a percent sign means, hence env.
waarde() {
  sed -e 's/\\/\\\\/g' <<<"$1"
}
aanhalen() {
  waarde "$(sed -e 's/[\\"`$]/\\&/g' -e 's/%/%%/g' -e 's/.*/"&"/' <<<"$1")"
}

zet() {
  mkdir -p "$(dirname "$1")"
  cat >"$1" <<EINDE
[Desktop Entry]
Type=Application
Name=$(waarde "Loket ${map##*/}")
Comment=Het werk aan de overeenkomsten, in uw browser
Exec=/usr/bin/env $(aanhalen "$map/.venv/bin/overeenkomstgen") --werkmap $(aanhalen "$map") loket
Icon=x-office-document
Terminal=true
Categories=Office;
EINDE
  chmod +x "$1"
  printf 'Het loket staat in %s.\n' "$(dirname "$1")"
}

naam=overeenkomstgen-$(cksum <<<"$map" | cut -d ' ' -f 1).desktop
zet "${XDG_DATA_HOME:-$HOME/.local/share}/applications/$naam"
bureaublad=$(xdg-user-dir DESKTOP 2>/dev/null || true)
if [[ -d $bureaublad && ! $bureaublad -ef $HOME ]]; then
  zet "$bureaublad/$naam"
  gio set "$bureaublad/$naam" metadata::trusted true 2>/dev/null || true
fi

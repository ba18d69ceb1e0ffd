#!/bin/bash
# Puts veraPDF, which the tests of the archive PDFs run, in .gereedschap/verapdf; quick when it is there.
# Java through apt (as root, or with sudo), veraPDF itself from Maven's own repository.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
. scripts/maven.sh
zin="veraPDF heeft programma's nodig die hier niet vanzelf te installeren zijn."
command -v java >/dev/null || pakketten_of_stop "$zin" openjdk-17-jre-headless
versie=1.28.2
haal_jar "$zin" org.verapdf.apps:greenfield-apps:$versie .gereedschap/verapdf

# What Java loads of it at each start, as it loads that in three quarters of the time.
jar=$PWD/.gereedschap/verapdf/greenfield-apps-$versie.jar
if [[ ! -f ${jar%.jar}.jsa ]] &&
  java -XX:+UseSerialGC -XX:ArchiveClassesAtExit="$jar.half" -cp "$jar" org.verapdf.apps.GreenfieldCliWrapper \
    --flavour 0 --format json tests/bewaard/werkmap-1/uitvoer/bijlage-3.pdf >/dev/null 2>&1; then
  mv "$jar.half" "${jar%.jar}.jsa"
fi

#!/bin/bash
# Puts veraPDF, which the tests of the archive PDFs run, in .gereedschap/verapdf; quick when it is there.
# Java through apt (as root, or with sudo), veraPDF itself from Maven's own repository.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
. scripts/maven.sh
zin="veraPDF heeft programma's nodig die hier niet vanzelf te installeren zijn."
command -v java >/dev/null || pakketten_of_stop "$zin" openjdk-17-jre-headless
haal_jar "$zin" org.verapdf.apps:greenfield-apps:1.28.2 .gereedschap/verapdf

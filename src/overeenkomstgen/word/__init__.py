"""Word files: read, cleaned and packed again. Knows nothing of municipalities or of PDF.

Gives: aanvulling, alinea, beeld, bestand, bladwijzer, elders, elementen, getoond, lezer, pakket,
stijl, symbolen, tekens, tekst, voor_omzetting, voorlezen, vreemd, woordveld.
Uses: schijf.
"""

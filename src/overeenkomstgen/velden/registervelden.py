"""The merge fields of what the register says of a municipality, and of its agreement."""

from overeenkomstgen.velden.veld import DATUM, Veld


def _dag(naam: str, betekenis: str, bron: str = "") -> Veld:
    """Return a day; without a source it is in the row of the status, with this name."""
    return Veld(naam, betekenis, bron or f"regel.{naam.replace('.', '_')}", DATUM, filter="datum")


VAN_HET_REGISTER: tuple[Veld, ...] = (
    _dag("ondertekend.op", "dag waarop de gemeente heeft getekend, volgens het register"),
    Veld(
        "ondertekend.door",
        "wie voor de gemeente heeft getekend, volgens het register",
        "regel.ondertekend_door",
    ),
    _dag("opgezegd.op", "dag waarop de gemeente heeft opgezegd, volgens het register"),
    _dag(
        "opgezegd.laatste_dag",
        "laatste dag van de overeenkomst na de opzegging",
        "regel.laatste_dag",
    ),
    _dag(
        "beeindigd.laatste_dag",
        "laatste dag van de overeenkomst, die in overleg is beëindigd",
        "regel.laatste_dag",
    ),
    Veld(
        "overgedragen.van",
        "gemeente die de overeenkomst tekende, ook als zij op een ander overging",
        "gemeente.naam",
    ),
    _dag("overgedragen.per", "eerste dag van een overeenkomst met wie haar overnam"),
    _dag("overeenkomst.ingang", "eerste dag van de overeenkomst", "regel.eerste_dag"),
    _dag("overeenkomst.einde", "laatste dag van de overeenkomst, zoals nu bekend", "regel.einde"),
    _dag(
        "overeenkomst.getekend_einde",
        "laatste dag zoals die in de getekende overeenkomst staat",
        "getekend_einde",
    ),
    Veld(
        "overeenkomst.jaren",
        "aantal kalenderjaren waarover de gemeente betaalt",
        "jaren",
        gewoon=True,
    ),
)
"""These fields; a documentsoort has them that there is one of for each municipality."""

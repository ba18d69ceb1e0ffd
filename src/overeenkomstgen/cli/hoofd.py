"""The program: its commands, and errors told to the user."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from overeenkomstgen.cli.afbreken import interruptible, onderbreking
from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.cli.scherm import UNTOLD, remarks, say, spell
from overeenkomstgen.errors import AfgebrokenError, InputError, OvereenkomstgenError, os_reason
from overeenkomstgen.progress import heard

_COMMANDS = {
    "loket": ("loket", "Open het loket: al het werk, in uw browser."),
    "genereer": ("genereer", "Maak de overeenkomsten, of brieven, in Word en PDF."),
    "controleer": ("genereer", "Controleer tabel, periode en sjablonen; maak niets."),
    "verzend": ("stukken", "Maak concepten van e-mails, met de stukken erbij."),
    "verzonden": ("stukken", "Leg vast dat e-mails zijn verstuurd."),
    "facturen": ("facturen", "Maak de facturen van een jaar."),
    "crediteer": ("facturen", "Crediteer een factuur, geheel of voor een deel."),
    "inname": ("inname", "Kijk na wat er terugkwam, en leg vast wat klopt."),
    "onderteken": ("register", "Leg vast dat gemeenten hebben getekend."),
    "zeg-op": ("register", "Leg vast dat een overeenkomst is opgezegd."),
    "beeindig": ("register", "Leg vast dat een overeenkomst in overleg eindigt."),
    "draag-over": ("register", "Leg vast dat een overeenkomst door herindeling overgaat."),
    "verleng": ("register", "Leg vast dat het convenant is verlengd."),
    "corrigeer": ("register", "Verbeter wat er is vastgelegd."),
    "bijlage3": ("register", "Maak de lijst van ondertekenaars opnieuw."),
    "herstel": ("register", "Zet terug wat er weg of beschadigd is."),
    "status": ("status", "Toon hoe het er met elke gemeente voor staat."),
    "agenda": ("agenda", "Toon wat er moet gebeuren, met de dag en de opdracht."),
    "overzicht": ("status", "Maak een pagina met de stand van zaken."),
    "afdrukken": ("stukken", "Druk een overeenkomst af, in tweevoud, of iets anders."),
    "sjabloon": ("sjabloon", "Controleer, beproef of maak een Word-sjabloon."),
    "vergelijk": ("vergelijk", "Laat zien wat er verschilt tussen twee documenten."),
    "inwoners": ("inwoners", "Vergelijk de inwoners in de tabel met die van CBS."),
    "begin": ("nieuw", "Maak een eerste werkmap, met alles erin."),
    "nieuw": ("nieuw", "Maak een werkmap voor een volgende periode."),
}


class Groep(click.Group):
    """A group of commands, each loaded only when it is used, so that the program starts quickly.

    Of each is given its module and its purpose; it is called as its function.
    """

    def __init__(
        self, *args: object, opdrachten: Mapping[str, tuple[str, str]], **kwargs: object
    ) -> None:
        kwargs |= {"options_metavar": "[OPTIES]", "subcommand_metavar": "OPDRACHT …"}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # they are Click's own
        self._opdrachten = opdrachten

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Return the names of the commands."""
        return list(self._opdrachten)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; raise a ``click.NoSuchCommand`` when there is none of that name."""
        if cmd_name not in self._opdrachten:
            raise click.NoSuchCommand(cmd_name, possibilities=self._opdrachten, ctx=ctx)
        module = import_module(f"overeenkomstgen.cli.{self._opdrachten[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - Click's signature
        """List the commands with what they are for."""
        with formatter.section("Opdrachten"):
            formatter.write_dl([(name, goal) for name, (_, goal) in self._opdrachten.items()])


@click.group(
    cls=Groep,
    opdrachten=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Uitleg bij een opdracht: overeenkomstgen OPDRACHT --help",
)
@click.option(
    "--werkmap",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="PAD",
    help="De map van de convenantperiode. Standaard: de dichtstbijzijnde map, van hier omhoog, "
    "met een convenant.toml.",
)
@click.version_option(package_name="overeenkomstgen", prog_name="overeenkomstgen")
@click.pass_context
def program(ctx: click.Context, werkmap: Path | None) -> None:
    """Overeenkomsten tussen een netwerk en zijn leden, in Word en PDF.

    De tabel gemeenten.csv en de Word-sjablonen in de werkmap worden samen een
    overeenkomst voor elke gemeente. Alles komt in de map uitvoer.
    """
    ctx.obj = werkmap


def run(arguments: Sequence[str] | None) -> int:
    """Run the program, every error told on standard error, in Dutch; return the exit code."""

    def work() -> object:
        UNTOLD.clear()
        with heard(UNTOLD.setdefault):
            try:
                return program.main(arguments, prog_name="overeenkomstgen", standalone_mode=False)
            finally:
                with suppress(OSError):
                    remarks([*UNTOLD], err=True)

    spell()
    try:
        code = interruptible(work)
    except SystemExit as error:  # so Click ends what nobody reads any more
        return ExitCode.UNREAD if error.code else ExitCode.OK
    except click.ClickException as error:
        with suppress(OSError):
            error.show()
        return error.exit_code
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - who else could tell the user
        interrupted = onderbreking.came or isinstance(error, KeyboardInterrupt)
        if interrupted and not isinstance(error, (click.Abort, AfgebrokenError)):
            error = AfgebrokenError()
        with suppress(OSError):  # there may be no screen any more
            say(_explain(error), err=True)
        return code_of(error)
    return code if isinstance(code, int) else ExitCode.OK


def _explain(error: BaseException) -> str:
    if isinstance(error, click.Abort):
        return str(AfgebrokenError())  # Click began a new line
    if isinstance(error, AfgebrokenError):
        return f"\n{error}"  # after what the terminal shows of Ctrl-C
    if isinstance(error, InputError):
        number = len(error.faults)
        heading = "Er is 1 fout gevonden" if number == 1 else f"Er zijn {number} fouten gevonden"
        faults = (f"  {fault}" for fault in error.faults)
        return "\n".join((f"{heading}. Er is niets gemaakt of gewijzigd.", *faults))
    if isinstance(error, OvereenkomstgenError):
        return f"Fout: {error}"
    if isinstance(error, OSError):
        subject = error.filename2 or error.filename or "een bestand"
        what = f"Fout: {subject} is niet te gebruiken: {os_reason(error)}."
        return f"{what}\nWat al klaar was is bewaard. Verhelp dit en probeer het opnieuw."
    what = f"Fout: Er ging iets mis dat niet had mogen gebeuren ({type(error).__name__}: {error})."
    import traceback  # noqa: PLC0415 - slow to load, and hopefully never needed

    advice = "Stuur de regels hieronder naar wie het programma onderhoudt."
    lines = "".join(traceback.format_exception(error))
    return f"{what}\nWat al klaar was is bewaard. {advice}\n\n{lines}"

"""A group of commands, each loaded only when it is used, so that the program starts quickly."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click


class Groep(click.Group):
    """A group of commands.

    Args:
        opdrachten: The module and the purpose of each command, which is called as its function.
    """

    def __init__(
        self, *args: object, opdrachten: Mapping[str, tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # they are Click's own
        self._opdrachten = opdrachten

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Return the names of the commands."""
        return list(self._opdrachten)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command.

        Raises:
            click.NoSuchCommand: There is none of that name.
        """
        if cmd_name not in self._opdrachten:
            raise click.NoSuchCommand(cmd_name, possibilities=self._opdrachten, ctx=ctx)
        module = import_module(f"overeenkomstgen.cli.{self._opdrachten[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - Click's signature
        """List the commands with what they are for."""
        with formatter.section("Opdrachten"):
            formatter.write_dl([(name, goal) for name, (_, goal) in self._opdrachten.items()])

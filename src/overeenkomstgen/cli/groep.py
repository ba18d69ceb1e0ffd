"""A group of commands, each loaded only when it is used, so that the program starts quickly."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click


class Groep(click.Group):
    """A group of which each command has a module of its own, that exposes ``command``."""

    def __init__(
        self, *args: object, opdrachten: Mapping[str, str], module: str = "", **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # they are Click's own
        self._opdrachten, self._module = opdrachten, module

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
        name = f"{self._module}{cmd_name.replace('-', '_')}"
        command: click.Command = import_module(f"overeenkomstgen.cli.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - Click's signature
        """List the commands with what they are for."""
        with formatter.section("Opdrachten"):
            formatter.write_dl(list(self._opdrachten.items()))

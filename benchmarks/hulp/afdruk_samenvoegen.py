"""LibreOffice's own mail merge, from Word's merge fields and a table to PDF files.

Runs in the environment of the alternatives, which sees the system's ``uno``. For each
folder that is named on a line of standard input, makes all PDFs in it and prints "klaar".
Use: afdruk_samenvoegen.py TEMPLATE TABLE PROFILE
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]

SOURCE = "velden"
FILES = 2  # com.sun.star.text.MailMergeType.FILE
TABLE = 0  # com.sun.star.sdb.CommandType.TABLE


def struct(name: str, **values: object) -> Any:  # noqa: ANN401 - uno has no types
    """Return a structure of LibreOffice."""
    made = uno.createUnoStruct(name)
    for key, value in values.items():
        setattr(made, key, value)
    return made


def settings(**values: object) -> tuple[Any, ...]:
    """Return named values as LibreOffice takes them."""
    name = "com.sun.star.beans.PropertyValue"
    return tuple(struct(name, Name=key, Value=value) for key, value in values.items())


def create(context: Any, service: str) -> Any:  # noqa: ANN401 - uno has no types
    """Return a new object of LibreOffice."""
    return context.ServiceManager.createInstanceWithContext(service, context)


def connect(pipe: str, office: subprocess.Popen[bytes]) -> Any:  # noqa: ANN401 - uno has no types
    """Return the context of a LibreOffice that may still be starting.

    Raises:
        SystemExit: It has ended.
    """
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            if office.poll() is not None:
                raise SystemExit("LibreOffice start niet.") from None
            time.sleep(0.02)


def connect_table(context: Any, table: Path) -> Any:  # noqa: ANN401 - uno has no types
    """Return a connection to the folder of the table.

    A data source that is registered needs LibreOffice Base, which goes with the desktop only.
    """
    source = create(context, "com.sun.star.sdb.DatabaseContext").createInstance()
    source.URL = f"sdbc:flat:{table.parent.as_uri()}"
    source.Info = settings(
        Extension="csv", HeaderLine=True, FieldDelimiter=",", StringDelimiter='"', CharSet="UTF-8"
    )
    return source.getConnection("", "")


def merge(context: Any, connection: Any, template: Path, table: Path, folder: Path) -> None:  # noqa: ANN401
    """Make a PDF of the template for each row of the table."""
    rows = create(context, "com.sun.star.sdb.RowSet")
    rows.ActiveConnection, rows.CommandType, rows.Command = connection, TABLE, table.stem
    rows.execute()
    job = create(context, "com.sun.star.text.MailMerge")
    job.ActiveConnection, job.ResultSet = connection, rows
    job.CommandType, job.Command = TABLE, table.stem
    job.DocumentURL = template.as_uri()
    job.OutputType = FILES
    job.OutputURL = folder.as_uri()
    job.FileNameFromColumn, job.FileNamePrefix = True, "bestand"
    job.SaveFilter = "writer_pdf_Export"
    job.execute(())
    job.dispose()


def main(template: str, table: str, profile: str) -> None:
    """Start LibreOffice, and merge as often as is asked."""
    pipe = f"samenvoegen{time.time_ns()}"
    office = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            f"--accept=pipe,name={pipe};urp",
        ]
    )
    context = connect(pipe, office)
    connection = connect_table(context, Path(table))
    for line in sys.stdin:
        merge(context, connection, Path(template), Path(table), Path(line.strip()))
        print("klaar", flush=True)
    create(context, "com.sun.star.frame.Desktop").terminate()
    office.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])

"""What can go wrong, in words for the user.

A *fault* is a value: something wrong in what the user supplied, at a place that
the user can find. Faults are collected, so that one run reports them all. An
*error* is an exception: the command cannot go on.
"""

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in the input, in Dutch.

    Attributes:
        where: The place as the user sees it: ``gemeenten.csv, rij 14, kolom collegebesluit``.
        what: What is wrong: ``31-02-2023 bestaat niet``.
        advice: What to do: ``vul een bestaande datum in, zoals 10-01-2023``.
        plek: Of a Word file the name of the part, and the number of the paragraph in it; of a
            table the column and the number of the row; of ``convenant.toml`` the key, such as
            ``bijdrage.tarief``, and 0.
    """

    where: str
    what: str
    advice: str
    plek: tuple[str, int] | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.advice}"


class OvereenkomstgenError(Exception):
    """A command cannot go on: what is wrong and where, what to do next; whole Dutch sentences."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}\n{self.advice}" if self.advice else self.message


class RefusalError(OvereenkomstgenError):
    """What the user gave, or what is kept, is not fit for what was asked."""


class InputError(RefusalError):
    """The table, ``convenant.toml``, a template or a choice is not right; nothing was made."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)  # all that is wrong, at least one
        super().__init__("\n".join(map(str, self.faults)))

    @classmethod
    def of(cls, where: str, what: str, advice: str) -> Self:
        """Return the error of one fault."""
        return cls([Fault(where, what, advice)])


def refuse(found: Iterable[Fault]) -> None:
    """Stop when something is wrong, with an InputError that has all of it."""
    if faults := tuple(found):
        raise InputError(faults)


Vraag = str
"""A question that the user is to answer with yes, in Dutch; asked again when it is not."""


class VraagError(RefusalError):
    """The user has to answer a question first; nothing was done.

    With the question among what was confirmed, the same can be asked again. The message says
    what is not certain, for a user who does not confirm it.
    """

    def __init__(self, vraag: Vraag, message: str, advice: str) -> None:
        super().__init__(message, advice)
        self.vraag = vraag


class ToolError(OvereenkomstgenError):
    """A program that is needed, such as LibreOffice, is missing or does not work."""


class BusyError(OvereenkomstgenError):
    """Another run is at work in the same folder."""


class AfgebrokenError(OvereenkomstgenError):
    """The user or the system stopped the work.

    Args:
        message: What became of it, in Dutch, a whole sentence.
        advice: How far it was, or what to do next, in Dutch, in whole sentences.
    """

    def __init__(
        self,
        message: str = "Wat al klaar was is bewaard, de rest is niet gemaakt.",
        advice: str = "",
    ) -> None:
        super().__init__(f"Afgebroken. {message}", advice)


_REASONS = {
    "het bestaat niet": "ENOENT ENODEV ENXIO",
    "geen toegang": "EACCES EPERM",
    "de schijf is alleen te lezen": "EROFS",
    "de schijf is vol": "ENOSPC",
    "uw schijfruimte is op": "EDQUOT",
    "het bestand wordt te groot": "EFBIG EOVERFLOW",
    "er staat een map met die naam": "EISDIR",
    "een deel van het pad is geen map": "ENOTDIR",
    "er staat al iets met die naam": "EEXIST",
    "de map is niet leeg": "ENOTEMPTY",
    "de naam is te lang": "ENAMETOOLONG",
    "koppelingen in het pad verwijzen naar elkaar": "ELOOP",
    "het is een koppeling naar een andere plaats": "EMLINK",
    "er staan te veel bestanden open": "EMFILE ENFILE",
    "er is te weinig geheugen vrij": "ENOMEM ENOBUFS",
    "er draaien te veel programma's": "EAGAIN",
    "iets anders gebruikt het": "EBUSY ETXTBSY EDEADLK ENOLCK",
    "zoiets kan op deze plek niet": "EINVAL EILSEQ EOPNOTSUPP ENOTSUP ENOSYS ENOTTY ESPIPE",
    "de schijf geeft een fout": "EIO EUCLEAN EBADMSG EREMOTEIO",
    "er is geen verbinding": "ESTALE ETIMEDOUT ENOTCONN EHOSTDOWN EHOSTUNREACH ENETUNREACH EPIPE "
    "ECONNABORTED ECONNREFUSED ECONNRESET",
}
"""The numbers of errno that say so; not every system has them all."""


def os_reason(error: OSError) -> str:
    """Return in Dutch why the operating system refused something; its own words are English."""
    for reason, names in _REASONS.items():
        if error.errno in {getattr(errno, name, -1) for name in names.split()}:
            return reason
    number = f", met foutnummer {error.errno}" if error.errno else ""
    return f"het besturingssysteem weigert het{number}"


@contextmanager
def os_fault(name: str, missing: str, advice: str) -> Iterator[None]:
    """Say of a file what the operating system refuses: an InputError, with why in Dutch.

    ``missing`` is what to do when there is no such file, ``advice`` when it cannot be read.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise InputError.of(name, "dit bestand bestaat niet", missing) from error
    except OSError as error:
        what = f"dit bestand is niet te lezen ({os_reason(error)})"
        raise InputError.of(name, what, advice) from error


@contextmanager
def os_refusal(kind: type[OvereenkomstgenError], what: str, advice: str) -> Iterator[None]:
    """Say what the operating system refuses: what does not go, in Dutch, with why behind it."""
    try:
        yield
    except OSError as error:
        raise kind(f"{what}: {os_reason(error)}.", advice) from error

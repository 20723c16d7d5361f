"""All that can go wrong between a desk and its server, in words that name the cause and a next step."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from regdesk.errors import Refused, RegDeskError, Trouble
from regdesk.i18n import N_
from regdesk.wire.calls import Refusal

CUT = N_("The connection was cut. Nothing is lost; RegDesk goes on from here by itself.")
NO_CONNECTION = N_("The server cannot be reached. Check this computer's internet connection.")
NO_PROXY = N_("The network's proxy cannot be reached or refuses. Ask whoever looks after this network.")
BLOCKED = N_("This network breaks off the protected connection to the server. Try another network.")
SLOW = N_("The server did not answer in time. The line may be very slow; RegDesk tries again by itself.")
BAD_ADDRESS = N_("This is not a server address. It begins with https:// and holds no spaces.")
CERTIFICATE = N_(
    "The connection's certificate is not trusted. Some clinics inspect all traffic. What RegDesk sends stays"
    " sealed, so you may go on; otherwise ask whoever looks after this network."
)
CERTIFICATE_DATE = N_(
    "The connection's certificate is not valid on this computer's date. Check date and time of this computer."
)
SIGN_IN = N_("This network needs sign-in. Open a web page in a browser, sign in, then exchange again.")
FOREIGN = N_(
    "Another server answers at this address. Compare the server's key with its owner before you go on."
)
GATEWAY = N_("The server is switched off or being repaired. RegDesk tries again by itself.")
ALTERED = N_("Something between here and the server changes what RegDesk sends. Try another network.")
SET_UP_ANEW = N_("The server was set up anew. RegDesk sends everything again; nothing is lost.")
CLOCK = N_("This computer's clock is wrong. Set date and time, then exchange again.")


class Said:
    """What a signed refusal carried: `said` holds its numbers, zeros where the server had no word."""

    said: Refusal = Refusal(reason="")


class NoConnection(Trouble):
    """No line, or it was cut; the server may or may not have the request, and asking again is safe."""


class TimedOut(NoConnection):
    """No byte moved for a minute."""


class CertificateTrouble(Trouble):
    """TLS failed; with `check_certificate=False` the exchange may go on, for nothing readable travels."""


class SignInPage(Trouble):
    """A captive portal answered in the server's place."""


class ForeignAnswer(Refused):
    """The answer is not signed by the pinned answer key; nothing of it was believed."""


class Altered(Said, Trouble):
    """The server finds the request's signature wrong: something on the way changed it."""


class WrongClock(Said, Trouble):
    """The server refuses this computer's time even after its own was taken on."""


class UnknownComputer(Said, Refused):
    """The server does not know this computer: its organisation is to be registered, or its roster sent."""


class Revoked(Said, Refused):
    """The organisation took this computer off its roster."""


class NeedsInvite(Said, Refused):
    """The server takes new organisations only with its code."""


class NotAllowed(Said, Refused):
    """The request concerns another organisation's roster or attachment."""


class NotThere(Said, Trouble):
    """The server does not hold what was asked for."""


class NoMailbox(Said, Trouble):
    """The recipient organisation is not on this server; `said.address` is its mailbox (16 bytes)."""


class RosterMoved(Said, Trouble):
    """The server's roster has `said.length` and `said.head`: fetch, merge, try again."""


class OtherBytes(Said, Trouble):
    """Another attachment is stored under this id; send it again under a new id."""


class IndexMoved(Said, Trouble):
    """Another computer compacted meanwhile, `said.head` is its index's hash: fetch the index, try again."""


class OtherWraps(Said, Trouble):
    """The roster on the server states other wraps for this epoch, or does not come to it yet."""


class BoxTaken(Said, Refused):
    """Something else lies in this one-time box; a code is used once."""


class ServerReset(Said, Trouble):
    """The server was emptied or restored, `said.instance` is its id now: send all again from the start."""


class BelowFloor(Said, Trouble):
    """What follows the cursor was dropped; `said.floor` is the oldest position to ask after."""


class TooLarge(Said, Trouble):
    """One request or envelope is larger than `said.limit` bytes (0 where a gateway did not say)."""


class NeedsUpdate(Said, Refused):
    """Server and desk have no version of the protocol in common."""


class Busy(Said, Trouble):
    """The server asks to wait `said.retry_s` seconds (0 where it did not say)."""


class QuotaFull(Said, Trouble):
    """The mailbox or the server's disk is full."""


class ServerTrouble(Said, Trouble):
    """The server failed, or said something this desk does not know."""


_BROKEN = N_("The server failed while it worked on this. RegDesk tries again; if it lasts, tell its owner.")
_WORDS: Final[dict[str, tuple[type[RegDeskError], str]]] = {
    "unreadable": (ServerTrouble, N_("The server cannot read what this desk sent. Update RegDesk.")),
    "unsigned": (Altered, ALTERED),
    "signature": (Altered, ALTERED),
    "clock": (WrongClock, CLOCK),
    "unknown": (
        UnknownComputer,
        N_("The server does not know this computer yet. RegDesk introduces it at the next exchange."),
    ),
    "revoked": (Revoked, N_("This computer was removed from the organisation. Ask its administrator.")),
    "invite": (
        NeedsInvite,
        N_("This server takes new organisations only with a code. Ask the server's owner."),
    ),
    "foreign": (
        NotAllowed,
        N_("The server refuses this: it belongs to another organisation. Tell the server's owner."),
    ),
    "nothing": (NotThere, N_("The server does not have this yet. It comes once the other side has sent it.")),
    "address": (NoMailbox, N_("A partner organisation is not on this server yet. Ask it to exchange once.")),
    "roster": (
        RosterMoved,
        N_("A colleague changed the organisation's list of keys. RegDesk fetches it first."),
    ),
    "index": (
        IndexMoved,
        N_("Another computer of the organisation tidied the mailbox meanwhile. RegDesk reads that first."),
    ),
    "snapshot": (
        OtherBytes,
        N_("A copy of the records arrived damaged at the server. RegDesk sends it anew."),
    ),
    "wraps": (
        OtherWraps,
        N_("The server expects other keys for the computers. RegDesk fetches the list of keys first."),
    ),
    "box": (BoxTaken, N_("This code was used already. Make a new one.")),
    "blob": (OtherBytes, N_("The server holds another file under this number. RegDesk sends it anew.")),
    "instance": (
        ServerReset,
        N_("The server was set up anew. RegDesk sends everything again; nothing is lost."),
    ),
    "behind": (
        ServerReset,
        N_("The server was set up anew. RegDesk sends everything again; nothing is lost."),
    ),
    "floor": (
        BelowFloor,
        N_("The server no longer keeps older messages. Ask colleagues and partners to send them again."),
    ),
    "size": (TooLarge, N_("This is too large for the server at once. RegDesk sends it in smaller parts.")),
    "version": (
        NeedsUpdate,
        N_("Server and desk speak different versions. Update RegDesk on this computer."),
    ),
    "pace": (Busy, N_("The server asks for a pause. RegDesk goes on by itself in {seconds} seconds.")),
    "busy": (Busy, N_("The server is busy. RegDesk tries again by itself in {seconds} seconds.")),
    "quota": (
        QuotaFull,
        N_("The server is full. Your work is safe on this computer; tell the server's owner."),
    ),
}


_UNSIGNED: Final[dict[int, tuple[type[RegDeskError], str]]] = {
    407: (NoConnection, NO_PROXY),
    413: _WORDS["size"],
    429: (Busy, GATEWAY),
    500: (ServerTrouble, _BROKEN),
    502: (Busy, GATEWAY),
    503: (Busy, GATEWAY),
    504: (Busy, GATEWAY),
    511: (SignInPage, SIGN_IN),
}


def from_refusal(refusal: Refusal) -> RegDeskError:
    """Give the exception that says what a signed refusal means."""
    kind, words = _WORDS.get(refusal.reason, (ServerTrouble, _BROKEN))
    trouble = kind(words, seconds=refusal.retry_s) if "{seconds}" in words else kind(words)
    if isinstance(trouble, Said):
        trouble.said = refusal
    return trouble


@dataclass(frozen=True)
class Unsigned:
    """An answer the server did not sign: its status, content type, Retry-After and Location headers."""

    status: int
    kind: str = ""
    retry_after: str = ""
    moved_to: str = ""


def from_unsigned(answer: Unsigned, asked: str) -> RegDeskError:
    """Say what stands before the server at the address *asked*: a portal, a gateway, another server.

    None of this is believed any further than to choose the words.
    """
    if answer.moved_to.startswith("https") and _host(answer.moved_to) == _host(asked):
        return Refused(N_("The server's address begins with https:// now. Change it in the settings."))
    kind, words = _UNSIGNED.get(answer.status, (ForeignAnswer, FOREIGN))
    if answer.status not in _UNSIGNED and (answer.kind.startswith("text/html") or answer.moved_to):
        kind, words = SignInPage, SIGN_IN
    trouble = kind(words)
    if isinstance(trouble, Busy) and answer.retry_after.isdecimal() and answer.retry_after.isascii():
        trouble.said = Refusal(reason="busy", retry_s=int(answer.retry_after))
    return trouble


def _host(url: str) -> str | None:
    return urlsplit(url).hostname

"""What an organisation says of itself on papers for the person; kept in the encrypted file of this desk."""

from regdesk.actions.desk import Desk
from regdesk.documents import disclosure
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import state

_PHONE = "office_phone"
_LONGEST = 60


def phone(desk: Desk) -> str:
    """Give whom the person may call, in words that tell nothing; empty where nobody wrote it."""
    said: str = state.get(desk.read, _PHONE, "")
    return said


def set_phone(desk: Desk, text: str) -> None:
    """Keep whom the person may call; raise Refused where it is too long or tells others what for."""
    said = " ".join(text.split())
    if len(said) > _LONGEST:
        raise Refused(N_("This is too long for the handout: {n} letters at most."), n=_LONGEST)
    if telling := disclosure.in_text(said):
        words = ", ".join(word.strip("=*") for word in telling)
        raise Refused(N_("The handout may be seen by others. Leave out: {words}"), words=words)
    state.put(desk.write, _PHONE, said)

"""The log of reading in words: acts to choose from, and which lines of whose log are wrong."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from regdesk.actions.audit import HERE, Found, Standing
from regdesk.domain.audit import Fault
from regdesk.domain.journal import AuthorId
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words

# What can be chosen in the filter, by the permanent names of `domain/audit.py`.
ACTS: Final = {
    "opened": N_("Cases opened"),
    "searched": N_("Searches"),
    "revealed": N_("Hidden names shown"),
    "showed-names": N_("Discreet mode switched off"),
    "printed": N_("Papers printed"),
    "saved": N_("Papers saved as files"),
    "exported": N_("This log saved as a file"),
    "stick": N_("Files for sticks"),
    "copied": N_("Copies of the data made"),
    "unlocked": N_("RegDesk unlocked"),
    "reopened": N_("Closed screens opened"),
    "unlocked-by-sheet": N_("RegDesk unlocked by the paper sheet"),
    "passphrase": N_("Own passphrases changed"),
    "key-file": N_("Key files asked for or no longer"),
    "reset": N_("Passphrases given anew"),
    "let-in": N_("People let in"),
    "computer-in": N_("Computers let in"),
    "removed": N_("Keys and computers removed"),
    "sheet": N_("New recovery sheets"),
    "erased": N_("Records erased"),
}
# What happened to the lines: one of them, and several.
_ONE: Final = {
    "missing": N_("Line {first} is missing."),
    "changed": N_("Line {first} was changed, or another was put in before it."),
    "rewritten": N_("Line {first} is not what colleagues' computers remember."),
}
_MANY: Final = {
    "missing": N_("Lines {first} to {last} are missing."),
    "changed": N_("Lines {first} to {last} were changed."),
    "rewritten": N_("Lines {first} to {last} are not what colleagues' computers remember."),
}
_SHOWN: Final = 12
_NEXT: Final = N_(
    "Nobody can do this in RegDesk itself. If these data were restored from a backup copy meanwhile, that is"
    " the reason: what was done after the copy is not in it. Otherwise ask who had this computer, and change"
    " the passphrases on it."
)


def lines(fault: Fault) -> str:
    """Say what happened to which lines."""
    texts = _ONE if fault.first == fault.last else _MANY
    return tr(texts[fault.what]).format(first=fault.first, last=fault.last)


def title(author: AuthorId, at: Standing) -> str:
    """Say whose log is not whole."""
    if author == HERE:
        return tr(N_("The log of this computer is not whole"))
    name = at.people.get(author) or tr(N_("a colleague"))
    return tr(N_("The log at {name} is not whole")).format(name=name)


def explained(found: Sequence[Found], today: date) -> str:
    """Say what is wrong with one log, line by line, since when, and what to do."""
    said = [
        " ".join(
            part
            for part in (
                lines(one.fault),
                tr(N_("Noticed {when}.")).format(when=words.moment(one.noticed_ms, today)),
                _whole(one, today),
            )
            if part
        )
        for one in found[:_SHOWN]
    ]
    if len(found) > _SHOWN:
        said.append(trn(N_("And {n} more."), N_("And {n} more."), len(found) - _SHOWN))
    return "\n".join([*said, tr(_NEXT)])


def _whole(found: Found, today: date) -> str:
    if not found.whole_ms:
        return ""
    return tr(N_("Last found whole {when}.")).format(when=words.moment(found.whole_ms, today))


def state(at: Standing) -> tuple[str, str]:
    """Say in a sentence whether the log is whole, and the tone: success or warning."""
    if at.faults:
        return tr(N_("The log is not whole. Below it says which lines.")), "warning"
    return tr(N_("The log is whole: no line is missing, none was changed.")), "success"

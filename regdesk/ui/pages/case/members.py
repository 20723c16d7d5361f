"""Who takes part in a case: said in words, and changed by offering, taking, choosing and leaving."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from regdesk.actions import membership, people
from regdesk.actions.cases import Look
from regdesk.actions.membership import Offered
from regdesk.domain.journal import EntryId, OrgId
from regdesk.domain.membership import PARTS, Accepted, Ended, Grant, Member, Offer, OfferRefused
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.editors import RadioEditor
from regdesk.ui.pages.case import sheet
from regdesk.ui.pages.case.asking import ask_with
from regdesk.ui.pages.case.offering import OfferForm, free
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.simple_form import SimpleForm
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import appear, column, empty, label
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.notes import Note

_OFFERED: Final = N_("{name} offers you a part in this case: {part}.")
_RIVALS: Final = N_("Two organisations took one part ({part}): {names}. {who} chooses.")
_YOU_CHOOSE: Final = N_("Two organisations took one part ({part}): {names}. Which one has it?")
_BOTH_KEEP: Final = N_("Ask both before you choose. What either of them wrote stays.")
_MOVED: Final = N_("{name} has the case now. When you are done with it, leave it: what you wrote stays.")
_LEFT: Final = N_("Your organisation left this case. You keep what you had; nothing new comes.")
_LEAVE: Final = N_(
    "What your organisation wrote until now stays and counts. What it writes later is put aside. This cannot "
    "be undone; the others can offer you a part again."
)
_DECLINE: Final = N_("Say why, so that they know what to do next.")


class MembersCard(Card):
    """One line for each part, and what this person may change."""

    def __init__(self, context: Context) -> None:
        self._context, self._lines = context, column(gap=6)
        self._look: Look | None = None
        self.offer = Button(tr(N_("Offer to another organisation…")), height="compact")
        self.leave = Button(tr(N_("Leave the case…")), height="compact")
        super().__init__(
            tr(N_("Who takes part")), self._lines, FlowLayout(self.offer, self.leave), icon="building-2"
        )
        self.offer.clicked.connect(lambda _: self._look and offer(self._context, self._look))
        self.leave.clicked.connect(lambda _: self._look and leave(self._context, self._look))

    def show_look(self, look: Look) -> None:
        """Show the parts as they stand."""
        self._look = look
        empty(self._lines)
        for part, title in PARTS.items():
            said = _holders(look, part)
            if said or part != "carrier":
                text = column(label(tr(title), "caption", "secondary"), gap=0)
                text.addWidget(label(said or tr(N_("nobody yet")), wrap=True))
                self._lines.addLayout(text)
        appear(self.offer, on=look.part in ("host", "centre") and look.may(Offer) and bool(free(look)))
        appear(self.leave, on=bool(look.part) and bool(_leaving(self._context, look)))


def notes(context: Context, look: Look) -> list[QWidget]:
    """Say above the tabs what about the parts waits for somebody, with the buttons that answer it."""
    made = [_offered(context, look), _left(context, look)]
    made += [_rivals(context, look, part) for part in PARTS if look.member.rivals(part)]
    return [one for one in made if one]


def offer(context: Context, look: Look) -> FormDialog:
    """Ask to whom which part is offered."""
    form = OfferForm(context, look)
    title = tr(N_("Offer a part in {code}")).format(code=words.code_of(look.case))
    dialog = FormDialog(context.shell, title, form, tr(N_("Offer the part")))
    said = tr(N_("Offered. It goes out with the next exchange."))

    def act(what: Offered) -> Any:
        return membership.offer(context.desk, context.stream, what)

    return ask_with(context, dialog, act, said)


def choose(context: Context, look: Look) -> FormDialog | None:
    """Ask which of the rivals has the part; None where there is nothing to choose."""
    part = next((one for one in PARTS if look.member.rivals(one)), "")
    rivals = {one.id.hex(): _taken(look, one) for one in look.member.rivals(part)}
    if not rivals:
        return None
    form = SimpleForm(RadioEditor(rivals, upright=True), N_("Who has the part?"), Note(tr(_BOTH_KEEP)))
    title = tr(N_("Choose who has {code}")).format(code=words.code_of(look.case))
    dialog = FormDialog(context.shell, title, form, tr(N_("Let this organisation have it")))

    def act(grant: str) -> Any:
        return membership.choose(context.desk, context.stream, EntryId(bytes.fromhex(grant)))

    return ask_with(context, dialog, act, tr(N_("Chosen. The others are told with the next exchange.")))


def leave(context: Context, look: Look) -> FormDialog | None:
    """Ask once, naming the case, and end the own part."""
    part = next(iter(_leaving(context, look)), "")
    if not part:
        return None
    form = SimpleForm(None, "", Note(tr(_LEAVE), "warning"))
    title = tr(N_("Leave {code}?")).format(code=words.code_of(look.case))
    dialog = FormDialog(context.shell, title, form, tr(N_("Leave the case")), tone="danger")

    def act(_: object) -> Any:
        return membership.leave(context.desk, context.stream, part)

    return ask_with(context, dialog, act, tr(N_("Your organisation left the case.")))


def _offered(context: Context, look: Look) -> QWidget | None:
    offers = [one for one in look.member.open_offers() if getattr(one.fact, "org", b"") == context.desk.org]
    if not offers or not isinstance(offers[0].fact, Offer):
        return None
    part = offers[0].fact.part
    said = tr(_OFFERED).format(name=look.names.of(offers[0].author), part=tr(PARTS[part]))
    if not look.roles & Accepted.writers[part]:  # type: ignore[index]
        return Note(said)
    take = Button(tr(N_("Take the part")), "primary", height="compact")
    no = Button(tr(N_("Decline…")), height="compact")
    desk, stream = context.desk, context.stream
    take.clicked.connect(
        lambda _: context.do(lambda: people.accept(desk, stream), tr(N_("Your organisation has the part.")))
    )
    no.clicked.connect(partial(_decline, context))
    return Note(said, "info", take, no)


def _decline(context: Context, *_: object) -> None:
    desk, stream = context.desk, context.stream
    asked = Asked(OfferRefused, N_("Decline the part"), N_("Decline"), only=("why",), note=tr(_DECLINE))

    def act(fact: Any) -> Any:
        return people.decline(desk, stream, fact.why)

    sheet.ask(context, asked, act, tr(N_("Declined. They are told with the next exchange.")))


def _rivals(context: Context, look: Look, part: str) -> QWidget:
    rivals, choosers = look.member.rivals(part), look.member.choosers(part)
    names = ", ".join(_name(look, one.org) for one in rivals)
    mine = context.desk.org in choosers and bool(look.roles & Member.writers[part])  # type: ignore[index]
    if not mine:
        who = ", ".join(_name(look, org) for org in choosers)
        return Note(tr(_RIVALS).format(part=tr(PARTS[part]), names=names, who=who), "warning")
    button = Button(tr(N_("Choose…")), height="compact")
    button.clicked.connect(lambda _: choose(context, look))
    return Note(tr(_YOU_CHOOSE).format(part=tr(PARTS[part]), names=names), "warning", button)


def _left(context: Context, look: Look) -> QWidget | None:
    """Say to a former member who has the case, and that it may leave; or that it left."""
    own, member = context.desk.org, look.member
    if own in member.orgs or not member.parts_ever(own):
        return None
    mine = [one for one in member.grants.values() if one.org == own]
    if all(one.id in member.ended for one in mine):
        return Note(tr(_LEFT))
    after = ", ".join(_name(look, one.org) for part in {g.part for g in mine} for one in member.holders(part))
    if not after:
        return None
    buttons = list[Button]()
    if _leaving(context, look):
        buttons.append(_pressing(tr(N_("Leave the case…")), lambda: leave(context, look)))
    return Note(tr(_MOVED).format(name=after), "info", *buttons)


def _leaving(context: Context, look: Look) -> tuple[str, ...]:
    """Give the parts that the person here may end."""
    parts = membership.leaving(context.desk, look.member)
    return tuple(one for one in parts if look.roles & Ended.writers[one])  # type: ignore[index]


def _pressing(text: str, act: Callable[[], object]) -> Button:
    made = Button(text, height="compact")
    made.clicked.connect(lambda _: act())
    return made


def _holders(look: Look, part: str) -> str:
    """Name who holds a part, and who is offered it."""
    held = [_name(look, one.org) for one in look.member.holders(part)]
    waits = [
        tr(N_("{name}: offered, not taken yet")).format(name=_name(look, OrgId(one.fact.org)))
        for one in look.member.open_offers()
        if isinstance(one.fact, Offer) and one.fact.part == part
    ]
    return "\n".join([tr(N_(" or ")).join(held), *waits] if held else waits)


def _taken(look: Look, one: Grant) -> str:
    entry = look.case.by_id.get(one.id)
    when = words.moment(entry.at, look.today) if entry else ""
    return tr(N_("{name}, taken {when}")).format(name=_name(look, one.org), when=when)


def _name(look: Look, org: OrgId) -> str:
    known = look.names.organisations.get(org)
    return known.name if known else tr(N_("an organisation you have not met"))

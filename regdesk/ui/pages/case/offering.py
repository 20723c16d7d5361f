"""The form that offers a part in a case: to whom, which part, and that the person agreed."""

from typing import Final

from PySide6.QtWidgets import QWidget

from regdesk.actions import membership
from regdesk.actions.cases import Look
from regdesk.actions.membership import Offered
from regdesk.actions.partners import Organisation
from regdesk.domain.consent import TEXT_VERSION, TransferConsent
from regdesk.domain.journal import OrgId
from regdesk.domain.membership import PARTS
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.editors import ChoiceEditor, RadioEditor
from regdesk.ui.field import Field
from regdesk.ui.forms import FactForm
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pages.gate_steps import unfilled
from regdesk.ui.pieces import appear, box, column, label, sized
from regdesk.ui.widgets.error_summary import ErrorSummary
from regdesk.ui.widgets.notes import Note

_OWN_PART: Final = N_(
    "When they take your own part, they have the case and you see nothing new of it. Until then nothing "
    "changes."
)
_AGREED: Final = N_("The person has to agree before anything goes there: write down their consent B.")
_NEVER_BACK: Final = N_("An offer cannot be taken back, only declined.")


def free(look: Look) -> list[Organisation]:
    """Give the partners that were compared and have no part in the case yet."""
    known = look.names.organisations.values()
    return [one for one in known if one.compared_on and one.org not in look.member.orgs]


class OfferForm(QWidget):
    """Asks for what `membership.offer` takes."""

    def __init__(self, context: Context, look: Look) -> None:
        super().__init__()
        self._context, self._look, self.summary = context, look, ErrorSummary()
        names = {one.org.hex(): one.name for one in free(look)}
        self.org = Field("org", ChoiceEditor(names, optional=False), text=N_("Organisation"))
        parts = {one: title for one, title in PARTS.items() if look.part == "host" or one != "host"}
        self.part = Field("part", RadioEditor(parts, upright=True), text=N_("Part in the case"))
        self._own = Note(tr(_OWN_PART), "warning")
        self.consent = FactForm(TransferConsent, context.desk.clock.today, only=("given", "witness", "on"))
        self.consent.fields["on"].editor.set_value(context.desk.clock.today())
        asked = column(label(tr(_AGREED), "body", wrap=True), self.consent, gap=10)
        self._asked = box(asked, "sunken")
        said = label(tr(_NEVER_BACK), "small", "secondary", wrap=True)
        self.setLayout(column(self.summary, self.org, self.part, self._own, self._asked, said, gap=12))
        sized(self, min_height=430)  # room for the consent, which shows later
        self.org.edited.connect(self._fit)
        self.part.edited.connect(self._fit)
        self._fit()

    def fact(self) -> Offered | None:
        """Give the offer, or None after showing what is to mend."""
        lines = unfilled([self.org, self.part])
        self.summary.show_lines(lines)
        agreed = self.consent.fact(text_version=TEXT_VERSION) if self._lacks() else None
        if lines or (self._lacks() and agreed is None):
            return None
        return Offered(self._org(), str(self.part.editor.raw()), agreed)

    def show_refusal(self, error: RegDeskError) -> None:
        """Say on top why it was refused."""
        self.summary.show_sentence(tr(error.message).format(**error.values))

    def _org(self) -> OrgId:
        return OrgId(bytes.fromhex(str(self.org.editor.raw())))

    def _lacks(self) -> bool:
        org, part = self._org(), str(self.part.editor.raw())
        return bool(org and part) and membership.lacks_consent(self._context.desk, self._look.case, org, part)

    def _fit(self) -> None:
        """Ask for a consent where there is none, and warn where the own part goes away."""
        appear(self._asked, on=self._lacks())
        appear(self._own, on=self.part.editor.raw() == self._look.part)

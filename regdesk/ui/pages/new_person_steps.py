"""The steps of "New person": each asks for one thing, checks it, and gives its part of the case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QRadioButton, QWidget

from regdesk.actions.partners import Organisation
from regdesk.domain.consent import TEXT_VERSION, ContactConsent, TransferConsent
from regdesk.domain.people import FormerName, Identity, SafeContact, Stay
from regdesk.domain.supply import HOW, StockCount
from regdesk.errors import Refused
from regdesk.i18n import N_, tr
from regdesk.ui.countries import COUNTRIES
from regdesk.ui.editors import ChoiceEditor, NumberEditor, RadioEditor, TextEditor, TickEditor
from regdesk.ui.field import Field
from regdesk.ui.forms import FactForm
from regdesk.ui.pieces import Item, box, column, empty, row, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.error_summary import ErrorSummary, Line
from regdesk.ui.widgets.notes import Note

Answers = list[tuple[str, str]]
_NO_CENTRE: Final = N_(
    "No AIDS Centre is confirmed on this computer yet. Exchange introduction files and compare the 30 digits "
    "by phone; until then this stays a draft."
)


class Step(QWidget):
    """One step. `edited` tells of typing; `fields` are its editors by name, in the order they are asked."""

    edited = Signal()
    title: str = ""
    hint: str = ""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self.summary = ErrorSummary()

    def lay_out(self, *items: Item) -> None:
        """Put the parts below each other, with what is to mend on top, and listen to the fields."""
        inside = box(column(self.summary, *items, gap=14))
        sized(inside, max_width=820)
        self.setLayout(column(inside, None, gap=0))
        for field in self.fields.values():
            field.edited.connect(self.edited)

    def typed(self) -> dict[str, Any]:
        """Give everything as it was typed, for the draft."""
        return {name: field.editor.raw() for name, field in self.fields.items()}

    def restore(self, typed: Mapping[str, Any]) -> None:
        """Show what a draft kept; what it does not know begins anew."""
        for name, field in self.fields.items():
            field.editor.set_raw(typed.get(name, ""))
        self.summary.clear()

    def ready(self) -> bool:
        """Say whether the step is complete; if not, show what is to mend."""
        lines: list[Line] = []
        for name, sentence in self.errors().items():
            self.fields[name].show_error(sentence)
            lines.append((sentence, self.fields[name].jump))
        for name in self.fields.keys() - self.errors().keys():
            self.fields[name].show_error("")
        self.summary.show_lines(lines)
        return not lines

    def errors(self) -> dict[str, str]:
        """Say what is to mend: field -> sentence."""
        return {}

    def answers(self) -> Answers:
        """Give what was answered, for the last step: name and value, empty ones left out."""
        return [(field.title, _shown(field)) for field in self.fields.values() if _shown(field)]

    def begin(self) -> None:
        """Put the keyboard into the first empty field."""
        first = [field for field in self.fields.values() if not field.editor.raw()] or [*self.fields.values()]
        if first:
            first[0].jump()


class ConsentStep(Step):
    """Consents A and B, and to which Centre the medical data may go."""

    title = N_("Consent")
    hint = N_("First of all. Without it nothing leaves this computer.")
    print_asked = Signal(int)  # 0: consent A, 1: consent B

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._form = FactForm(ContactConsent, today, only=("given", "witness", "language", "on"))
        self._centres: Mapping[str, Organisation] = {}
        self._where = column(gap=0)
        ticks = {
            "a": N_("Consent A: we keep the data and contact the person"),
            "b": N_("Consent B: medical data go to the AIDS Centre"),
        }
        self.fields = {
            name: Field(name, TickEditor(tr(text)), text=text) for name, text in ticks.items()
        } | self._form.fields
        prints = (N_("Print consent A"), N_("Print consent B"))
        self.papers = [Button(tr(text), icon="printer", height="compact") for text in prints]
        for number, button in enumerate(self.papers):
            button.clicked.connect(lambda _, number=number: self.print_asked.emit(number))
        ticked = self.fields["a"], self.fields["b"], self._where
        both = Card(tr(N_("The person agreed")), *ticked, right=box(row(*self.papers, gap=8)))
        lines = (
            self.fields["given"],
            self.fields["witness"],
            _pair(self.fields["language"], self.fields["on"]),
        )
        self.lay_out(both, *lines, self._form)
        self.restore({})

    def show_centres(self, centres: list[Organisation]) -> None:
        """Offer the Centres whose digits were compared; a single one is chosen already."""
        kept = self.fields["centre"].editor.raw() if "centre" in self.fields else ""
        self._centres = {one.org.hex(): one for one in centres}
        empty(self._where)
        names = {one.org.hex(): one.name for one in centres}
        field = Field("centre", ChoiceEditor(names, optional=False), text=N_("To which AIDS Centre"))
        if kept in names or len(names) == 1:
            field.editor.set_raw(kept if kept in names else next(iter(names)))
        field.edited.connect(self.edited)
        self.fields["centre"] = field
        self._where.addWidget(field if centres else Note(tr(_NO_CENTRE), "warning"))

    def restore(self, typed: Mapping[str, Any]) -> None:
        """Show what a draft kept; the day is today unless another was written."""
        usual = {
            "given": "signed",
            "centre": self.fields["centre"].editor.raw() if "centre" in self.fields else "",
        }
        super().restore({**usual, **typed})
        if not typed.get("on"):
            self.fields["on"].editor.set_value(self._today())

    def errors(self) -> dict[str, str]:
        """Both consents, a Centre, and what the consents themselves ask for."""
        found = {}
        if not self.fields["a"].editor.value():
            found["a"] = tr(N_("Ask for consent A first. Without it nothing is written down."))
        if not self.fields["b"].editor.value():
            found["b"] = tr(N_("Ask for consent B first. Without it nothing leaves this computer."))
        if self._centres and not self.fields["centre"].editor.raw():
            found["centre"] = tr(N_("Choose the AIDS Centre of the country of origin"))
        return found

    def ready(self) -> bool:
        """Check the ticks, then the consent itself."""
        return super().ready() and self._form.fact() is not None

    def consents(self) -> tuple[ContactConsent, TransferConsent] | None:
        """Give both consents, or None where something is to mend."""
        given = self._form.fact(text_version=TEXT_VERSION)
        if given is None:
            return None
        same = {name: getattr(given, name) for name in ("text_version", "language", "given", "witness", "on")}
        return given, TransferConsent(**same)

    def centre(self) -> Organisation | None:
        """Give the Centre chosen, or None."""
        return self._centres.get(str(self.fields["centre"].editor.raw())) if "centre" in self.fields else None


class BasicsStep(Step):
    """Names, birth, citizenship; only a name is needed to begin."""

    title = N_("Basics")
    hint = N_("A name is enough to begin. The rest can be added at any time.")

    def __init__(self, today: Callable[[], date], host_country: str) -> None:
        super().__init__()
        self._today, self._host_country = today, host_country
        self._form = FactForm(Identity, today, without=("citizenship",))
        extra = {
            "citizenship": Field(
                "citizenship", ChoiceEditor(COUNTRIES, optional=True), text=N_("Citizenship")
            ),
            "region": Field("region", TextEditor(), text=N_("City or region of stay"), hint=N_("no street")),
            "former": Field("former", TextEditor(), text=N_("Former family name")),
        }
        self.fields = self._form.fields | extra
        pairs = (
            ("family_name", "given_names"), ("patronymic", "former"), ("family_latin", "given_latin"),
            ("born_on", "born_known"), ("sex", "citizenship"), ("mother", "father"),
        )  # fmt: skip
        lines = [_pair(*(self.fields[name] for name in pair)) for pair in pairs]
        self.lay_out(self._form, *lines, self.fields["region"])
        self.fields["born_on"].edited.connect(self._on_born)
        self.restore({})

    def restore(self, typed: Mapping[str, Any]) -> None:
        """Show what a draft kept."""
        super().restore({"born_known": "day", **typed})

    def ready(self) -> bool:
        """Check the identity as the case will."""
        return self.identity() is not None

    def identity(self) -> Identity | None:
        """Give who the person is, or None where something is to mend."""
        return self._form.fact(citizenship=self.fields["citizenship"].editor.raw())

    def stay(self) -> Stay | None:
        """Give where the person lives now, if that was said."""
        region = str(self.fields["region"].editor.raw())
        return Stay(country=self._host_country, region=region) if region else None

    def former(self) -> tuple[FormerName, ...]:
        """Give the former family name, if there is one."""
        name = str(self.fields["former"].editor.raw())
        return (FormerName(family_name=name),) if name else ()

    def answers(self) -> Answers:
        """Leave out how sure the birth date is where there is none."""
        unsure = self.fields["born_known"].title if not self.fields["born_on"].editor.raw() else ""
        return [(title, value) for title, value in super().answers() if title != unsure]

    def suggest(self, country: str) -> None:
        """Take the Centre's country for the citizenship, until another is chosen."""
        if country in COUNTRIES and not self.fields["citizenship"].editor.raw():
            self.fields["citizenship"].editor.set_raw(country)

    def carry(self, family: str, given: str, born: date | None, known: str) -> None:
        """Take over what the step before asked already; what was written here stays."""
        for name, text in (("family_name", family), ("given_names", given)):
            if not self.fields[name].editor.raw():
                self.fields[name].editor.set_raw(text)
        if born and not self.fields["born_on"].editor.raw():
            self.fields["born_on"].editor.set_value(born)
            self.fields["born_known"].editor.set_raw(known)

    def _on_born(self) -> None:
        """A day that somebody typed is known; only the carried-over year stood on 1 January."""
        typed = str(self.fields["born_on"].editor.raw())
        if self.fields["born_known"].editor.raw() == "year" and typed and not typed.startswith("01.01."):
            self.fields["born_known"].editor.set_raw("day")


class ContactStep(Step):
    """How the person may be reached without harm."""

    title = N_("Safe contact")
    hint = N_("One way is enough: a phone, a messenger, or another person they named.")

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._form = FactForm(SafeContact, today)
        self.fields = field = dict(self._form.fields)
        lines = (_pair(field["phone"], field["messenger"]), _pair(field["when"], field["language"]))
        self.lay_out(self._form, *lines, field["messages"], field["say"], field["other_person"])

    def ready(self) -> bool:
        """Check the contact as the case will."""
        return self.contact() is not None

    def contact(self) -> SafeContact | None:
        """Give the contact, or None where something is to mend."""
        return self._form.fact()


class StockStep(Step):
    """How many days of medicines there are today; may stay empty."""

    title = N_("Stock today")
    hint = N_(
        "In days of full doses. Leave it empty if nothing is known yet; write 0 if there is nothing left."
    )

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.fields = {
            "days": Field("days", NumberEditor(int), text=N_("Days of full doses")),
            "how": Field("how", RadioEditor(HOW), text=N_("How it is known")),
        }
        self.lay_out(self.fields["days"], self.fields["how"])
        self.restore({})

    def restore(self, typed: Mapping[str, Any]) -> None:
        """Show what a draft kept."""
        super().restore({"how": "told", **typed})

    def errors(self) -> dict[str, str]:
        """A number in figures, not below zero."""
        try:
            self.stock()
        except Refused as refused:
            return {"days": tr(refused.message)}
        return {}

    def answers(self) -> Answers:
        """Leave out how it is known where nothing is."""
        return super().answers() if self.fields["days"].editor.raw() else []

    def stock(self) -> StockCount | None:
        """Give the count, or None where nothing is known; raise Refused where it cannot be."""
        days = self.fields["days"].editor.value()
        if days is None:
            return None
        count = StockCount(on=self._today(), days=days)
        count.check()
        return replace(count, how=str(self.fields["how"].editor.raw() or "told"))


def _pair(*fields: QWidget) -> Item:
    pair = row(*fields, gap=14)
    for index in range(len(fields)):
        pair.setStretch(index, 1)
    return pair


def _shown(field: Field) -> str:
    """Say what a field holds, choices in words."""
    editor, raw = field.editor, field.editor.raw()
    if isinstance(editor, TickEditor):
        return tr(N_("yes")) if raw else ""
    if isinstance(editor.inside, QComboBox):
        return editor.inside.currentText() if raw else ""
    radios = editor.findChildren(QRadioButton)
    return next((button.text() for button in radios if button.isChecked()), "") if radios else str(raw)

"""The plan tab: the Centre's doctor writes and signs it, everybody else reads it and prints the handout."""

from datetime import date
from functools import cached_property

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from regdesk import i18n
from regdesk.actions import documents, plans
from regdesk.actions.cases import Look
from regdesk.advice.advice import Advice, said
from regdesk.domain.journal import CaseFile
from regdesk.domain.plans import Plan
from regdesk.i18n import N_, tr
from regdesk.ui import theme, words
from regdesk.ui.dialogs.sign import SignDialog
from regdesk.ui.pages.case import regimen_words
from regdesk.ui.pages.case.looking import LookTab
from regdesk.ui.pages.case.plan_form import PlanForm
from regdesk.ui.pages.case.plan_sheet import PlanSheet
from regdesk.ui.pages.case.plan_side import PlanSide, stands_against
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import box, column, label, row, scrolled
from regdesk.ui.widgets.card import Card

_NARROW, _SIDE, _SIDE_HIGH = 780, 380, 520
_CHECK_AFTER_MS = 250  # after the last key: a word is checked when it is written
_NONE_YET = N_("There is no plan yet. The Centre writes it after registration.")
_SIGNED = N_("Plan and prescription are signed. They go out with the next exchange.")


class PlanTab(LookTab):
    """Signing is the one step that is confirmed: all pages are shown first."""

    id = "plan"
    title = N_("Plan")
    clinical = True
    crowded = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._look: Look | None = None
        self._writing = False
        self._checking = QTimer(self)
        self._checking.setSingleShot(True)
        self._checking.setInterval(_CHECK_AFTER_MS)
        self._checking.timeout.connect(self._check_plan)
        self.sheet = PlanSheet(context)
        none = Card("", label(tr(_NONE_YET), "body", "secondary", wrap=True))
        self._none = box(column(none, None, gap=0))
        self._pages = QStackedLayout(self)
        for page in (self._none, self.sheet):
            self._pages.addWidget(page)
        self.sheet.anew.clicked.connect(lambda _: self.write_anew(on=True))
        self.commands = {"print": self.sheet.prints.buttons.open_first}
        if context.part == "centre":
            self.commands["primary"] = self.act

    @cached_property
    def form(self) -> PlanForm:
        """What the doctor fills in; made when it is first needed."""
        made = PlanForm(self.context, self.side)
        made.edited.connect(self._checking.start)
        self.side.checks.remedied.connect(made.doses.add_remedy)
        return made

    @cached_property
    def side(self) -> PlanSide:
        """The checks beside it."""
        made = PlanSide()
        made.sign.clicked.connect(lambda _: self.check())
        made.leave.clicked.connect(lambda _: self.write_anew(on=False))
        return made

    @cached_property
    def _writer(self) -> "_Writer":
        made = _Writer(self.form, self.side)
        self._pages.addWidget(made)
        return made

    def show_look(self, look: Look) -> None:
        """Show the plan, or the form to whoever may write one."""
        self._look = look
        self._turn()

    def write_anew(self, *, on: bool) -> None:
        """Begin a later plan, or leave it."""
        self._writing = on
        self._turn()

    def act(self) -> None:
        """Lead on: to signing from the form, to a later plan from the signed one."""
        if self._look is None or self._pages.currentWidget() is self._none:
            return
        if self._pages.currentWidget() is self.sheet:
            self.write_anew(on=self._look.may(Plan))
        else:
            self.check()

    def check(self) -> None:
        """Show the whole document; whoever reads it may sign it there."""
        look, context = self._look, self.context
        if look is None or self._pages.currentWidget() is not self._writer:
            return
        if against := stands_against(look):
            self.form.summary.show_lines([(text, self.side.setFocus) for text in against])
            return
        self._check_plan()
        typed = self.form.plan()
        if typed is None or self._still_open(typed[0]):
            return
        plan, valid_to = typed
        signa, language = regimen_words.signa(plan), i18n.language()

        def draft() -> CaseFile:
            return plans.draft(context.desk, context.stream, plan, signa=signa, valid_to=valid_to)

        def look_first(case: CaseFile) -> None:
            context.background.run(
                lambda: documents.preview(context.desk, case, language),
                lambda pages: self._ask(pages, typed),
                "read",
                self.form.refuse,
            )

        context.background.run(draft, look_first, "write", self.form.refuse)

    def _still_open(self, plan: Plan) -> bool:
        """Say on top what still stands against the plan, each line leading to its check."""
        waiting = plans.open_of(self.side.checks.found, plan)
        cards = {(one.advice.rule, one.advice.about): one for one in self.side.checks.open}
        lines = [(said(one.title, i18n.language()), cards[one.rule, one.about].focus) for one in waiting]
        self.form.summary.show_lines(lines)
        return bool(lines)

    def _check_plan(self) -> None:
        """Check what is typed so far, behind the screen; what is found shows beside the form."""
        look = self._look
        if look is None:
            return
        self._checking.stop()
        plan = self.form.sketch()
        if not plan.doses:
            self._show_advice(plan, ())
            return
        self.context.background.run(
            lambda: plans.checks(look.case, plan, look.today),
            lambda found: self._show_advice(plan, found),
            "read",
        )

    def _show_advice(self, plan: Plan, found: tuple[Advice, ...]) -> None:
        if self.form.sketch().doses == plan.doses:  # else something was typed meanwhile: it is checked next
            self.side.show_advice(found, plan)
            self.form.medicines.show_advice(found)

    def _ask(self, pages: list[bytes], typed: tuple[Plan, date]) -> None:
        if self._look:
            dialog = SignDialog(self.context.shell, words.code_of(self._look.case), pages)
            dialog.signed.connect(lambda: self._sign(dialog, typed))
            dialog.open()

    def _sign(self, dialog: SignDialog, typed: tuple[Plan, date]) -> None:
        context, (plan, valid_to) = self.context, typed
        signa = regimen_words.signa(plan)

        def done(_: object) -> None:
            dialog.accept()
            self.form.keeping.drop()
            self.write_anew(on=False)
            context.shell.say(tr(_SIGNED))

        context.background.run(
            lambda: plans.sign(context.desk, context.stream, plan, signa=signa, valid_to=valid_to),
            done,
            "write",
            dialog.refuse,
        )

    def _turn(self) -> None:
        look = self._look
        if look is None:
            return
        has_plan = look.case.current(Plan) is not None
        if look.may(Plan) and (self._writing or not has_plan):
            self.form.show_look(look)
            self.side.show_look(look)
            self._check_plan()
            if self._pages.currentWidget() is not self._writer:
                self._pages.setCurrentWidget(self._writer)
                self.side.checks.focus_first()
        elif has_plan:
            self.sheet.show_look(look)
            self._pages.setCurrentWidget(self.sheet)
        else:
            self._pages.setCurrentWidget(self._none)


class _Writer(QWidget):
    """Form and checks side by side; where there is no room, the checks come below the form."""

    def __init__(self, form: PlanForm, side: PlanSide) -> None:
        super().__init__()
        self._side, self._below = side, column(form, gap=12)
        self._beside = row(scrolled(box(self._below)), side, gap=12)
        self._beside.setStretch(0, 1)
        self.setLayout(self._beside)

    def minimumSizeHint(self) -> QSize:
        """Be content with any width."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the checks where there is room for them."""
        super().resizeEvent(event)
        look = theme.current()
        wide = self.width() / look.scale >= _NARROW
        if wide:
            self._beside.addWidget(self._side)
            self._side.setFixedWidth(look.px(_SIDE))
            self._side.setMinimumHeight(0)
        else:
            self._below.addWidget(self._side)
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
            self._side.setMinimumHeight(look.px(_SIDE_HIGH))

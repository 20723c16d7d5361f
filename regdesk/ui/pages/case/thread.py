"""Asking the other organisation, and answering it, from the head of a case."""

from regdesk.actions import questions
from regdesk.domain.journal import CaseFile, Changes
from regdesk.domain.questions import Answer, Question, unanswered
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.pages.case import sheet
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.tab import Context


def ask(context: Context) -> None:
    """Ask the other organisation."""
    asked = Asked(Question, N_("Question"), N_("Send the question"), draft=True)
    said = tr(N_("The question goes out with the next exchange"))
    sheet.ask(context, asked, lambda fact: questions.ask(context.desk, context.stream, fact), said)


def answer(context: Context, case: CaseFile) -> None:
    """Answer the question that waits longest, which stands above the field."""
    waiting = unanswered(case)
    if not waiting:
        return
    question = waiting[0]
    asked = Asked(Answer, N_("Answer"), N_("Send the answer"), note=words.value(question.fact, "text"))
    said = tr(N_("The answer goes out with the next exchange"))

    def write(fact: Answer) -> Changes:
        return questions.answer(context.desk, context.stream, question.id, fact.text)

    sheet.ask(context, asked, write, said)

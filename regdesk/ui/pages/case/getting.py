"""Getting a page that has not arrived, at once: on a line that costs money pages come only when asked for."""

from regdesk.actions import papers
from regdesk.domain.papers import Page
from regdesk.ui.pages.case.tab import Context


def get(context: Context, page: Page) -> None:
    """Have a page fetched before all others; an exchange under way turns to it."""
    desk, shell = context.desk, context.shell
    context.background.run(lambda: papers.fetch(desk, page), lambda _: shell.exchange_asked.emit(), "write")

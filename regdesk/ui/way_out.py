"""What the window offers where a desk cannot be opened: trying again, a copy, what is unsent, a report."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from regdesk.actions import diagnosis, rescue
from regdesk.actions.backups import Copy, Way
from regdesk.actions.rescue import NotUpdated, Out
from regdesk.actions.sticks import Stick
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.background import Background
from regdesk.ui.pages.not_opened import TITLE_NEWER, TITLE_PLACE, TITLE_UPDATE, NotOpened, Offer

_AGAIN_NEWER = N_(
    "Install the newest RegDesk on this computer, then open it again. Nothing is lost meanwhile."
)
_AGAIN_UPDATE = N_("After freeing space or installing a newer RegDesk. It changes nothing if it fails again.")
_AGAIN_PLACE = N_("Once the data lie elsewhere: move the whole folder while RegDesk is closed.")
_COPY_WHY = N_("A backup copy, encrypted like the data: it can be restored on any computer with RegDesk.")
_UNSENT_WHY = N_(
    "A file for each organisation that lacks something. Colleagues and partners read it in “Exchange of"
    " data”."
)
_REPORT_WHY = N_("Versions and what failed, for whoever maintains RegDesk. It holds nothing about anybody.")


class WayOut:
    """Makes the page in place of a desk; *again* asks for the passphrase anew."""

    def __init__(self, background: Background, again: Callable[[], object]) -> None:
        self._background, self._again = background, again
        self.page: NotOpened | None = None

    def from_place(self, error: RegDeskError) -> NotOpened:
        """Say that the data must not lie where they do."""
        return self._show(NotOpened(TITLE_PLACE, error, [self._try_again(_AGAIN_PLACE)]))

    def from_newer(self, error: RegDeskError, out: Out) -> NotOpened:
        """Say that a newer program wrote the data."""
        return self._show(NotOpened(TITLE_NEWER, error, [self._try_again(_AGAIN_NEWER), self._copy(out)]))

    def from_update(self, error: NotUpdated, out: Out, random: Callable[[int], bytes]) -> NotOpened:
        """Say that an update failed, and offer all there is to take out."""
        report = rescue.report(out.folder, error)
        offers = [
            self._copy(out),
            Offer(
                N_("Write what is unsent to a stick…"),
                _UNSENT_WHY,
                "arrow-up",
                lambda: self._unsent(out, random),
            ),
            Offer(N_("Save a report…"), _REPORT_WHY, "file-text", lambda: self._report(report)),
            self._try_again(_AGAIN_UPDATE),
        ]
        return self._show(NotOpened(TITLE_UPDATE, error, offers))

    def copy_to(self, out: Out, folder: Path) -> None:
        """Write a backup copy into a folder."""
        self._run(lambda: out.copy(folder, Way()), self._copied)

    def unsent_to(self, out: Out, folder: Path, random: Callable[[int], bytes]) -> None:
        """Write what is unsent into a folder."""
        self._run(lambda: out.unsent(folder, random), self._written)

    def report_to(self, text: str, folder: Path) -> None:
        """Write a report into a folder."""
        self._run(lambda: diagnosis.save(text, folder), lambda path: self._say(path.name))

    def _show(self, page: NotOpened) -> NotOpened:
        self.page = page
        return page

    def _try_again(self, why: str) -> Offer:
        return Offer(N_("Try again"), why, "refresh-cw", self._again)

    def _copy(self, out: Out) -> Offer:
        return Offer(N_("Copy everything to a stick…"), _COPY_WHY, "copy", lambda: self._choose_for_copy(out))

    def _choose_for_copy(self, out: Out) -> None:
        if folder := self._folder(N_("Copy everything to a stick…")):
            self.copy_to(out, folder)

    def _unsent(self, out: Out, random: Callable[[int], bytes]) -> None:
        if folder := self._folder(N_("Write what is unsent to a stick…")):
            self.unsent_to(out, folder, random)

    def _report(self, text: str) -> None:
        if folder := self._folder(N_("Save a report…")):
            self.report_to(text, folder)

    def _folder(self, title: str) -> Path | None:
        found = QFileDialog.getExistingDirectory(self.page, tr(title))
        return Path(found) if found else None

    def _run(self, job: Callable[[], object], then: Callable[..., object]) -> None:
        if self.page:
            self._background.run(job, then, "disk", self.page.say_error)

    def _copied(self, copy: Copy) -> None:
        self._say(f"{copy.path.parent.name}/{copy.path.name}")

    def _written(self, found: list[Stick]) -> None:
        self._say(", ".join(f"{stick.name}: {stick.path.name}" for stick in found))

    def _say(self, names: str) -> None:
        if self.page:
            self.page.say(tr(N_("Written: {names}")).format(names=names))

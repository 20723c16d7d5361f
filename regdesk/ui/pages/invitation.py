"""An invitation in three ways: buttons that give it out, and buttons that take it in."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from regdesk.i18n import N_, tr
from regdesk.ui.pieces import column, label
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.flow_layout import FlowLayout

FILES: Final = N_("RegDesk file (*.regdesk)")
COPIED: Final = N_("Copied. Paste it where only the person who is invited reads it.")
NEVER: Final = N_("Do not send the words by messenger: whoever stands between you could change them too.")
_PICTURES: Final = N_(
    "Picture or RegDesk file (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp *.pdf *.regdesk)"
)
_NOTHING: Final = N_("There is no picture and no text to paste. Copy the invitation first.")


class GiveOut(QWidget):
    """Copies the invitation as text or has it saved: `kept` carries a Path, `copied` tells of copying."""

    kept = Signal(object)
    copied = Signal()

    def __init__(self, file_name: str) -> None:
        super().__init__()
        self._text, self._file_name = "", file_name
        self.copy = Button(tr(N_("Copy as text")), icon="copy")
        self.save = Button(tr(N_("Save as a file…")), icon="download")
        buttons = FlowLayout(self.copy, self.save)
        self.setLayout(column(buttons, gap=0))
        self.copy.clicked.connect(lambda _: self._copy())
        self.save.clicked.connect(lambda _: self._save())

    def show_text(self, text: str, file_name: str = "") -> None:
        """Give out another invitation."""
        self._text, self._file_name = text, file_name or self._file_name

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copied.emit()

    def _save(self) -> None:
        title = self.save.accessibleName()
        chosen, _ = QFileDialog.getSaveFileName(self, title, self._file_name, tr(FILES))
        if chosen:
            self.kept.emit(Path(chosen))


class TakeIn(QWidget):
    """`taken` carries a Path that was chosen, or the bytes of a text or picture that was pasted."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.choose = Button(tr(N_("Choose a picture or file…")), icon="upload")
        self.paste = Button(tr(N_("Paste a picture or text")), icon="clipboard-list")
        self._state = label("", "small", "secondary", wrap=True)
        buttons = FlowLayout(self.choose, self.paste)
        self.setLayout(column(buttons, self._state, gap=6))
        self.choose.clicked.connect(lambda _: self._choose())
        self.paste.clicked.connect(lambda _: self._paste())
        self.say("")

    def say(self, text: str) -> None:
        """Say what was read, or why it was not; *text* is translated."""
        self._state.setText(text)
        self._state.setVisible(bool(text))
        self.choose.setAccessibleDescription(text)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.choose.accessibleName(), "", tr(_PICTURES))
        if chosen:
            self.taken.emit(Path(chosen))

    def _paste(self) -> None:
        clipboard = QGuiApplication.clipboard()
        image, text = clipboard.image(), clipboard.text()
        if found := text.encode() if image.isNull() else _png(image):
            self.taken.emit(found)
        else:
            self.say(tr(_NOTHING))


def _png(image: QImage) -> bytes:
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(out, "PNG")  # type: ignore[call-overload]  # the stubs want bytes for the name
    return bytes(out.data().data())

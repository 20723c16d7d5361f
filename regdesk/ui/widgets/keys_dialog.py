"""The keys of the program, as a page to look them up."""

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from regdesk.i18n import N_, tr
from regdesk.ui.pieces import box, column, label, row, scrolled, sized, spaced
from regdesk.ui.shortcuts import KEYS, caps
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.palette import keycap

_LISTS = (
    ("J K", N_("Inside a list: down, up")),
    ("O", N_("Inside a list: open")),
    ("Ctrl 1…9", N_("Go to a place")),
    ("F9", N_("Hold to see the name")),
)


class KeysDialog(QDialog):
    """Every key with what it does; letters go by their place, so any layout works."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle("RegDesk")
        self.setAccessibleName(tr(N_("Keys")))
        grid = QGridLayout()
        known = [(caps(key.keys[0]), key.text) for key in KEYS]
        for number, (keys, does) in enumerate((*known, *_LISTS)):
            grid.addLayout(row(keycap(keys), None), number // 2, number % 2 * 2)
            grid.addWidget(label(tr(does), wrap=True), number // 2, number % 2 * 2 + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        spaced(grid, gap=10, margins=4)
        close = Button(tr(N_("Close")), "primary", keys="Esc")
        close.clicked.connect(self.accept)
        inside = box(grid)
        title = label(tr(N_("Keys")), "title.m")
        self.setLayout(column(title, scrolled(inside), row(None, close), gap=12, margins=20))
        sized(self, min_width=620)
        self.resize(inside.sizeHint().width(), min(inside.sizeHint().height() + 160, window.height()))

"""Every widget can be seen in each theme and text size, and says itself to a screen reader."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QRadioButton, QWidget

from regdesk.ui import paint, theme
from regdesk.ui.date_edit import SmartDateEdit
from regdesk.ui.discreet import Discreet
from regdesk.ui.pieces import label
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.chips import Chips, Segments
from regdesk.ui.widgets.counters import Counter
from regdesk.ui.widgets.coverage_bar import Coverage, CoverageBar
from regdesk.ui.widgets.error_summary import ErrorSummary
from regdesk.ui.widgets.few_lines import FewLines
from regdesk.ui.widgets.lab_chart import LabChart, LabPoint
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.reveal import Reveal
from regdesk.ui.widgets.section_list import QueueRow, Section, SectionList
from regdesk.ui.widgets.step_bar import StepBar, steps_until
from regdesk.ui.widgets.step_list import StepList
from regdesk.ui.widgets.tags import Tag
from regdesk.ui.widgets.toggle import Toggle
from regdesk.ui.widgets.undo_bar import UndoBar

ORDER = QueueRow("Order a delivery: 6 days left", "MTKA 482-7", "21 days on the way", "6 days", icon="pill")
CALL = QueueRow("Call", "AMBE 551-8", by="Wed", icon="phone")


def _summary() -> ErrorSummary:
    made = ErrorSummary()
    made.show_lines([("Add the X-ray", made.setFocus)])
    return made


def _chart() -> LabChart:
    made = LabChart()
    made.show_points(
        [
            LabPoint("viral-load", date(2025, 9, 1), 80_000, "80 000"),
            LabPoint("viral-load", date(2026, 3, 1), 20, "<20"),
            LabPoint("cd4", date(2026, 3, 1), 412, "412"),
        ]
    )
    return made


def _queue() -> SectionList:
    made = SectionList("Queue")
    made.show_sections([Section("Urgent", [ORDER], "octagon-alert", "danger"), Section("Today", [CALL])])
    return made


def _undo() -> UndoBar:
    made = UndoBar()
    made.show_done("Handover recorded", lambda: None)
    return made


def _toggle() -> Toggle:
    made = Toggle("Discreet mode")
    made.setChecked(True)
    return made


WIDGETS = {
    "button": lambda: Button("Open", "primary", icon="check", keys="Enter"),
    "link": lambda: Button("All history", "link"),
    "danger": lambda: Button("Decline…", "danger", icon="ban", height="compact"),
    "card": lambda: Card("Stock", label("words"), icon="pill", right=Tag("Our turn", "info")),
    "chips": lambda: Chips([("a", "Mine", ""), ("b", "Urgent", "octagon-alert")], "Views"),
    "segments": lambda: Segments(("Chart", "Table"), "Chart or table"),
    "counter": lambda: Counter("stock up to 14 days", "octagon-alert", "danger"),
    "coverage": lambda: CoverageBar(Coverage(6, 15, 69)),
    "summary": _summary,
    "chart": _chart,
    "note": lambda: Note(
        "The photo is blurred.", "warning", Button("Retake", height="compact"), title="Photo"
    ),
    "reveal": lambda: Reveal(lambda: "Aibek"),
    "queue": _queue,
    "steps": lambda: StepBar(steps_until(3, ("2 Sep", "11 Sep"))),
    "step list": lambda: StepList(("Consent", "Basics"), "Steps"),
    "tag": lambda: Tag("Urgent", "danger", "octagon-alert"),
    "toggle": _toggle,
    "undo": _undo,
    "date": SmartDateEdit,
    "line": QLineEdit,
    "tick": lambda: QCheckBox("Yes"),
    "radio": lambda: QRadioButton("Yes"),
    "list": QComboBox,
}


def _colours(widget: QWidget) -> int:
    drawn = widget.grab().toImage()
    return len({drawn.pixel(x, y) for x in range(0, drawn.width(), 2) for y in range(0, drawn.height(), 2)})


def test_every_widget_can_be_seen_in_each_theme_and_size(themed, qtbot):
    seen = {}

    for name, make in WIDGETS.items():
        widget = make()
        qtbot.addWidget(widget)
        widget.resize(widget.sizeHint().expandedTo(widget.minimumSizeHint()))
        seen[name] = _colours(widget)

    assert [] == [name for name, colours in seen.items() if colours < 2]


def test_every_widget_has_a_name_for_a_screen_reader(light, qtbot):
    said = {}

    for name in sorted(set(WIDGETS) - {"date", "line", "list"}):
        widget = WIDGETS[name]()
        qtbot.addWidget(widget)
        said[name] = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)

    assert [] == [name for name, text in said.items() if not text]


def test_the_coverage_bar_says_stock_gap_and_parcel(light, qtbot):
    bar = CoverageBar()
    qtbot.addWidget(bar)

    bar.show_coverage(Coverage(6, 15, 69, how="on-the-way"))

    assert "6 days on hand. gap of 15 days. 69 days on the way" == bar.accessibleDescription()


def test_the_step_bar_says_each_step_with_its_state(light, qtbot):
    bar = StepBar(steps_until(2))
    qtbot.addWidget(bar)

    assert bar.accessibleDescription().startswith(
        "1. Identified: done; 2. Documents: under way; 3. Review: ahead"
    )


def test_the_chart_has_a_table_with_the_same_numbers(light, qtbot):
    chart = _chart()
    qtbot.addWidget(chart)

    rows = [(point.test, point.shown) for point in chart._table.rows()]

    assert [("cd4", "412"), ("viral-load", "<20"), ("viral-load", "80 000")] == rows
    assert "<20" in chart.plot.accessibleDescription()


def test_a_queue_row_is_one_sentence_and_headings_cannot_be_chosen(light, qtbot):
    queue = _queue()
    qtbot.addWidget(queue)
    model = queue.model()

    said = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert "Order a delivery: 6 days left. MTKA 482-7. 21 days on the way. 6 days" == said
    assert ORDER == queue.current()
    assert Qt.ItemFlag.NoItemFlags == model.flags(model.index(0, 0))


def test_keys_move_and_open_in_the_queue_and_letters_go_to_the_page(light, qtbot):
    queue = _queue()
    qtbot.addWidget(queue)
    queue.show()

    with qtbot.waitSignal(queue.chosen) as chosen:
        qtbot.keyClick(queue, Qt.Key.Key_J)
    with qtbot.waitSignal(queue.opened) as opened:
        qtbot.keyClick(queue, Qt.Key.Key_Return)
    with qtbot.waitSignal(queue.pressed_key) as letter:
        qtbot.keyClick(queue, Qt.Key.Key_D)

    assert CALL == chosen.args[0] == opened.args[0]
    assert ["D", CALL] == letter.args


def test_the_queue_stays_on_its_row_when_it_is_read_again(light, qtbot):
    queue = _queue()
    qtbot.addWidget(queue)
    queue.setCurrentIndex(queue.model().index(3, 0))

    queue.show_sections([Section("Today", [CALL, ORDER])])

    assert CALL == queue.current()


def test_undo_takes_back_once(light, qtbot):
    taken, bar = [], UndoBar()
    qtbot.addWidget(bar)
    bar.show_done("Done", lambda: taken.append("back"))

    assert bar.undo()
    assert not bar.undo()
    assert ["back"] == taken
    assert bar.isHidden()


def test_a_hidden_name_is_asked_for_only_while_held(light, qtbot):
    asked = []
    reveal = Reveal(lambda: asked.append("asked") or "Aibek")
    qtbot.addWidget(reveal)

    assert [] == asked
    qtbot.mousePress(reveal, Qt.MouseButton.LeftButton)
    assert "Aibek" == reveal.text()
    qtbot.mouseRelease(reveal, Qt.MouseButton.LeftButton)
    assert "Name hidden" == reveal.text() == reveal.accessibleName()


def test_words_of_others_are_never_read_as_html(light, qtbot):
    made = label("<b>Aibek</b>")
    qtbot.addWidget(made)

    assert Qt.TextFormat.PlainText == made.textFormat()
    assert isinstance(made, QLabel)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+7 000 000-00-01", "••• 00-01"),
        ("+0000005512 (after 19:00)", "••• 5512"),
        ("12", "••• 12"),
        ("by messenger", "•••"),
        ("", ""),
    ],
)
def test_of_a_phone_the_last_four_digits_stay_as_they_were_written(number, shown):
    assert Discreet().phone(number) == shown


def test_discreet_mode_is_on_by_default_and_hides_words_and_phones(qtbot):
    discreet = Discreet()

    assert ("blood test", "••• 1234") == (
        discreet.word("viral load", "blood test"),
        discreet.phone("+000 555 1234"),
    )
    with qtbot.waitSignal(discreet.changed):
        discreet.toggle()
    assert ("viral load", "+000 555 1234") == (
        discreet.word("viral load", "blood test"),
        discreet.phone("+000 555 1234"),
    )


def test_long_words_take_a_second_line_and_the_rest_ends_in_dots_with_a_tooltip(qtbot, light):
    part = FewLines("центр страны гражданства", "caption", most=2)
    qtbot.addWidget(part)
    wide = paint.width("центр страны", theme.current().font("caption"))

    assert part.lines(wide) == ["центр страны", "гражданства"]
    assert part.lines(10 * wide) == ["центр страны гражданства"]
    assert part.heightForWidth(wide) == 2 * part.heightForWidth(10 * wide)
    assert part.toolTip() == "центр страны гражданства"

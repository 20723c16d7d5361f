"""The bottom line: each state in words, calm where it is normal."""

from datetime import datetime

import pytest

from regdesk.ui.bottom_line import BottomLine
from regdesk.ui.pulse import Line, Pulse, line_item, soon_item, unsent_item, urgent_item

NOW = datetime(2026, 11, 23, 9, 14)  # noqa: DTZ001 - the screen shows local time


@pytest.mark.parametrize(
    ("pulse", "text", "tone"),
    [
        (Pulse(Line.ONLINE), "Online", "success"),
        (Pulse(Line.EXCHANGING, done=2, total=5), "Exchange: 2 of 5", "info"),
        (Pulse(Line.OFFLINE), "Offline", "offline"),
        (Pulse(Line.STALE, days=2), "No exchange for 2 days", "warning"),
        (Pulse(Line.FAILED, reason="no answer"), "Did not work: no answer", "warning"),
        (Pulse(Line.REFUSED, reason="key"), "Exchange stopped: key", "danger"),
    ],
)
def test_each_state_of_the_line_has_its_words_and_tone(pulse, text, tone):
    assert (text, tone) == (line_item(pulse).text, line_item(pulse).tone)


def test_only_people_in_danger_are_shown_in_red():
    assert "danger" == urgent_item(Pulse(urgent=1)).tone
    assert "secondary" == urgent_item(Pulse(urgent=0)).tone
    assert "warning" == soon_item(Pulse(soon=1)).tone
    assert "warning" == unsent_item(Pulse(unsent=3)).tone


def test_a_narrow_line_keeps_numbers_and_says_sentences_to_a_screen_reader(light, qtbot):
    line = BottomLine()
    qtbot.addWidget(line)

    line.show_pulse(Pulse(Line.OFFLINE, unsent=3, urgent=2, soon=5), NOW)
    line.show_wide(False)

    assert ["Offline", "3", "", "2", "5"] == [
        line.buttons[name].text().strip() for name in ("line", "unsent", "received", "urgent", "soon")
    ]
    assert "Stock up to 14 days: 2" == line.buttons["urgent"].accessibleName()


def test_pressing_a_part_tells_which(light, qtbot):
    line = BottomLine()
    qtbot.addWidget(line)

    with qtbot.waitSignal(line.asked) as asked:
        line.buttons["soon"].click()

    assert ["soon"] == asked.args

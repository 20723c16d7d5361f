"""The page of reference data: what is known, looking at a newer pack, accepting it and taking it back."""

import pytest

from regdesk import i18n
from regdesk.actions import alarms, reference, syncing
from regdesk.catalogue import whole
from regdesk.ui.knowing import Knowing
from regdesk.ui.pages.reference import ReferencePage
from regdesk.ui.pages.settings import SettingsPage
from tests import desks
from tests.content_packs import courier, days_in_use, packed
from tests.shells import Opened, pair


@pytest.fixture(autouse=True)
def _shipped_again():
    yield
    whole.use(None)


@pytest.fixture
def both(tmp_path):
    return pair(tmp_path)


@pytest.fixture
def opened(qtbot, light, both):
    return Opened(qtbot, both[0])


@pytest.fixture
def page(opened):
    found = opened.page("reference")
    assert isinstance(found, ReferencePage)
    return found


@pytest.fixture
def file(both, tmp_path):
    path = tmp_path / "pack.regdesk"
    path.write_bytes(packed(both[1]))
    return path


def test_everything_the_program_knows_is_listed_with_source_and_mark(page):
    page.field.setText("dolutegravir 57 2023")
    page.field.setText("tivicay")
    page._filter()
    none = len(page.table.rows())
    page.field.setText("TLD")
    page._filter()
    sentence = page.table.sentence(next(one for one in page.table.rows() if one.id == "TLD"))

    assert len(reference.known()) > 100
    assert none < len(page.table.rows()) < 20
    assert "What it is called: tenofovir" in sentence
    assert "Source: " in sentence
    assert "Looked up on: 22.11.2026" in sentence


def test_a_pack_is_looked_at_first_and_in_use_once_accepted(page, file):
    page.read_file(file)
    assert page.offer
    said = " ".join(label.text() for label in page.offer.findChildren(type(page.line)))
    before = days_in_use()
    page.offer.accept.click()

    assert "signed by Центр, Бишкек" in said
    assert "days: 9" in said
    assert "an invented list · 22.11.2026 · not verified" in said
    assert (0, 9) == (before, days_in_use())
    assert page.offer is None
    assert page.state.state.text().startswith("Version 2 of 20.11.2026, signed by Центр, Бишкек")
    assert page.state.accepted.text().startswith("Accepted by Алина С. on ")


def test_what_was_accepted_a_moment_ago_is_undone_with_one_key(page, opened, file):
    page.read_file(file)
    page.offer.accept.click()

    opened.shell.undo_bar.undo()

    assert 0 == days_in_use()
    assert page.state.state.text() == "Version 1, as it came with the program."


def test_leaving_a_pack_changes_nothing(page, file):
    page.read_file(file)

    page.offer.leave.click()

    assert page.offer is None
    assert 0 == days_in_use()


def test_a_file_nobody_trusted_signed_says_what_to_do(page, tmp_path):
    stranger = desks.desk(tmp_path / "stranger", "Чужие", "centre")
    path = tmp_path / "false.regdesk"
    path.write_bytes(packed(stranger))

    page.read_file(path)

    assert page.offer is None
    assert "30 digits" in page.trouble.accessibleName()


def test_two_of_one_number_wait_for_a_person(page, both, opened):
    host, centre = both
    for days in (9, 4):
        whole.use(None)
        reference.accept(host, packed(centre, courier(days)))

    page.reload()
    buttons = [one for one in page.state.findChildren(type(page.state.load)) if one.text() == "Use this one"]
    settings = opened.page("settings")
    assert isinstance(settings, SettingsPage)
    waits = settings.reference.waits.isVisibleTo(settings)
    before = [one.what for one in alarms.alarms(host)]
    opened.page("reference")
    buttons[0].click()

    assert waits
    assert "reference" in before
    assert "reference" not in [one.what for one in alarms.alarms(host)]
    assert 2 == len(buttons)
    assert days_in_use() in (4, 9)


def test_who_is_neither_doctor_nor_administrator_reads_only(qtbot, light, both, tmp_path):
    worker = Opened(qtbot, desks.second(both[0], tmp_path / "worker", roles="caseworker"))

    page = worker.page("reference")
    assert isinstance(page, ReferencePage)

    assert not page.state.load.isVisible()
    assert page.state.whose.isVisible()


def test_a_pack_a_colleague_accepted_is_taken_up_while_the_window_is_open(qtbot, opened, both, tmp_path):
    host, centre = both
    doctor = desks.second(host, tmp_path / "doctor", roles="clinician")
    Knowing(host, opened.background, opened.shell)
    with desks.connected(tmp_path, host, doctor):
        reference.accept(doctor, packed(centre))
        whole.use(None)
        desks.exchange(doctor)
        report = syncing.exchange(host)

    opened.background.changed.emit(report.changes)

    assert 9 == days_in_use()


def test_a_folder_becomes_a_file_a_partner_can_read(page, both, tmp_path):
    folder = tmp_path / "new"
    (folder / "countries").mkdir(parents=True)
    for name, text in courier(6).items():
        (folder / name).write_text(text, "utf-8")

    page.write_file(folder, tmp_path / "out.regdesk")

    offered = reference.look(both[1], (tmp_path / "out.regdesk").read_bytes())
    assert "Reference data" == offered.title["en"]
    assert i18n.language() == "en"

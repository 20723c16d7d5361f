"""Papers to sign are printed where people look: at the first step, in the papers, beside the consents."""

import pytest

from regdesk.actions import documents, records
from regdesk.documents import show
from regdesk.domain.consent import TEXT_VERSION
from regdesk.domain.papers import ClinicalPaper, LegalPaper
from regdesk.domain.questions import Question
from regdesk.ui.pages.case.checklist import Item
from regdesk.ui.pages.case.follow_up import FollowUpTab
from tests import case_pages, clinic, desks, shells
from tests.shells import Opened

pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def case(tmp_path):
    """Give a host, a centre and a fresh case."""
    host, centre = shells.pair(tmp_path)
    return host, centre, desks.new_person(host, centre)


def ids(buttons):
    """Give the names of the papers that can be printed."""
    return [paper.id for paper in buttons.papers]


def test_before_a_case_is_opened_both_consents_are_there_with_both_organisations(qtbot, tmp_path):
    host, _ = shells.pair(tmp_path)
    window = Opened(qtbot, host)
    page = window.page("new-person")

    for number in (0, 1):
        page.consent.papers[number].click()
    said = [show.text(one.made(host, "en")[1]) for one in documents.to_sign(page.consent.centre().name)]

    assert page.consent.centre().name in said[1]
    assert all(TEXT_VERSION in one for one in said)
    assert all("_____" in one for one in said)


def forms(tab):
    """Give the forms offered beside each paper."""
    return {paper: ids(buttons) for paper, buttons in tab.forms.items()}


def test_papers_to_sign_are_offered_in_the_documents_and_the_card_only_once_it_was_asked_for(qtbot, case):
    host, _, stream = case
    before = forms(case_pages.opened(qtbot, host, stream, "documents").body.tab(1))

    records.state(host, stream, Question(text="", wanted="epidemiological-card"))
    after = forms(case_pages.opened(qtbot, host, stream, "documents").body.tab(1))

    card = "epidemiological-card"
    assert {"consent": ["consent-a", "consent-b"], "application": ["application"], card: []} == before
    assert before | {card: [card]} == after


def test_both_halves_of_a_request_to_the_laboratory_are_in_the_follow_up(qtbot, tmp_path):
    made = clinic.clinic(tmp_path, "accepted")

    tab = clinic.open_tab(FollowUpTab, made, made.host, qtbot)

    assert ["lab-request", "lab-request-outside"] == ids(tab.prints.buttons)


def test_what_is_written_down_names_the_text_that_is_printed(qtbot, tmp_path):
    host, _ = shells.pair(tmp_path)
    page = Opened(qtbot, host).page("new-person")
    for name, value in {"a": "yes", "b": "yes", "language": "ky"}.items():
        page.consent.fields[name].editor.set_raw(value)

    assert {TEXT_VERSION} == {one.text_version for one in page.consent.consents()}


@pytest.mark.parametrize(
    ("kind", "paper", "shown"),
    [(LegalPaper, "application", True), (LegalPaper, "consent", True), (ClinicalPaper, "cd4", False)],
)
def test_the_forms_stand_where_the_signed_paper_is_missing(qtbot, case, kind, paper, shown):
    host, _, stream = case
    tab = case_pages.opened(qtbot, host, stream, "documents").body.tab(1)

    assert tab.list.choose_item(Item(kind, paper))

    assert shown == (not tab.signing.isHidden())
    assert ([paper] if shown else []) == [name for name, one in tab.forms.items() if not one.isHidden()]

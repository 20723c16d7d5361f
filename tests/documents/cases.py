"""A whole case for papers, from passport to parcel; every person, number and laboratory is invented."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from regdesk.advice.calendar import propose
from regdesk.documents.about import About
from regdesk.domain.follow_ups import AdverseEvent, Condition, FollowUp, MedicineTaken
from regdesk.domain.journal import CaseFile, EntryId
from regdesk.domain.legal import PowerOfAttorney
from regdesk.domain.membership import CaseCode
from regdesk.domain.outcomes import Transfer
from regdesk.domain.papers import ClinicalPaper, LegalPaper, Missing, Page, Submission
from regdesk.domain.people import IdentityPaper, SafeContact
from regdesk.domain.plans import Dose, Prescription, prescribe
from regdesk.domain.reviews import Registration, Returned, Teleconsultation
from regdesk.domain.supply import Dispensing, Packed, Parcel, StockCount
from tests import make
from tests.make import CENTRE, HOST, Journal

START = date(2026, 11, 26)
CODE = "ХАТТ 419-6"
NAMES = ("Асанова", "Айгүл", "Бакытовна", "ASANOVA", "AIGUL")
ABOUT = About(
    today=make.TODAY,
    host="Опора",
    centre="Республиканский центр, Бишкек",
    worker="Алина С.",
    call="Алина: +7 000 000-00-00",
)
DOSES = (
    Dose(
        item="A",
        inn="tenofovir / lamivudine / dolutegravir",
        strength="300 / 300 / 50 mg",
        times=("21:00",),
        shape="oval",
    ),
    Dose(item="B", inn="dolutegravir", strength="50 mg", times=("09:00",), shape="round"),
)
TALK = Teleconsultation(
    on=make.TODAY,
    how="video",
    findings="Feels well, cough has gone.",
    decision="Goes on with both medicines.",
    clinician="Гульмира К.",
)
ITEMS = tuple(
    Packed(item=item, units=90, packs=3, batch=f"TEST-{item}1", expires_on=date(2028, 5, 31)) for item in "AB"
)


def plan(**changes):
    """Give the plan of the whole case."""
    values = {
        "doses": DOSES,
        "start_on": START,
        "follow_ups": propose(START),
        "decisions": ("Rifampicin lowers dolutegravir. Decision: a second dose after 12 hours.",),
        "valid_to": date(2027, 5, 23),
    }
    return make.plan(**(values | changes))


def full(**changes) -> Journal:
    """Give the journal of a whole case; *changes* are for the plan."""
    journal = make.opened()
    journal.write(HOST, CaseCode(code=CODE))
    journal.write(HOST, submission(journal))
    journal.write(CENTRE, Registration(number="KG-30412", on=make.TODAY))
    journal.write(HOST, make.lab_result())
    journal.write(HOST, make.lab_result(test="viral-load", comparator="<", value=40, unit="{copies}/mL"))
    journal.write(HOST, make.lab_result(test="hbsag", value=None, unit="", outcome="negative"))
    journal.write(HOST, FollowUp(on=make.TODAY, weight=Decimal("68.5")))
    journal.write(HOST, Condition(name="tuberculosis"))
    prescribed = plan(**changes)
    entry = journal.write(CENTRE, prescribed)
    signa = {dose.item: "1 tablet once a day" for dose in DOSES}
    paper = prescribe(prescribed, "KG-2026-0417-P", signa, date(2027, 2, 23))
    recipe = journal.write(CENTRE, paper, about=entry.id)
    packed = journal.write(CENTRE, Dispensing(on=make.TODAY, days=90, items=ITEMS), about=recipe.id)
    journal.write(CENTRE, parcel(), about=packed.id)
    journal.write(HOST, PowerOfAttorney(attorney="Касым Беков", on=make.TODAY, until=date(2027, 5, 23)))
    later(journal)
    return journal


def later(journal: Journal) -> None:
    """Go on: the package comes back once, a talk, life on treatment, and a move to another country."""
    package = journal.file().of(Submission)[0]
    journal.write(CENTRE, returned(), about=package.id)
    journal.write(CENTRE, TALK)
    journal.write(HOST, StockCount(on=make.TODAY, days=12))
    journal.write(HOST, AdverseEvent(on=make.TODAY, what="Poor sleep", effect="sleep", done="advice"))
    journal.write(HOST, MedicineTaken(name="rifampicin", dose="600 mg", why="tuberculosis"))
    journal.write(HOST, Transfer(on=make.TODAY, country="Kazakhstan", centre="Centre in Almaty"))


def returned(**changes) -> Returned:
    """Give the return of a package because one paper is missing and another cannot be read."""
    values = {"on": make.TODAY, "reasons": ("missing", "unreadable"), "answer_by": date(2026, 12, 7)}
    return Returned(**(values | {"note": "Page two is dark."} | changes))


def parcel() -> Parcel:
    """Give a parcel whose receiver has a name that no paper may show."""
    return Parcel(
        number="PKT 204-7", on=make.TODAY, receiver="Асанова", expected_on=date(2026, 12, 14), seal="000417"
    )


def submission(journal: Journal) -> Submission:
    """Hand in nine papers: a passport of two pages, an application and seven medical papers."""
    papers = [
        IdentityPaper(type="passport", number="ID0000000", pages=pages(2)),
        LegalPaper(type="application", dated=make.TODAY, pages=pages(1)),
        *(
            ClinicalPaper(
                type=type_, dated=date(2026, 11, 9), laboratory="Laboratory “Sample”", pages=pages(1)
            )
            for type_ in (
                "hiv-screening",
                "hiv-confirmation",
                "cd4",
                "viral-load",
                "biochemistry",
                "hepatitis",
            )
        ),
        ClinicalPaper(type="summary", pages=pages(3)),
    ]
    names = tuple(journal.write(HOST, paper).id for paper in papers)
    missing = (Missing(type="chest-xray", why="The person moved; it will be there on 20 November"),)
    return Submission(
        on=make.TODAY, papers=names, missing=missing, urgency="art-stopped", letter="Twelve days are left."
    )


def pages(count: int) -> tuple[Page, ...]:
    """Give so many pages of no content."""
    return tuple(
        Page(blob=bytes([n] * 16), key=bytes(32), root=bytes([n] * 32), size=1) for n in range(count)
    )


def empty() -> CaseFile:
    """Give a case of which nothing is known but that it was opened."""
    return Journal().file()


def first(case: CaseFile, kind: type) -> EntryId:
    """Give the id of the first standing entry of a kind."""
    return case.of(kind)[0].id


def telling() -> CaseFile:
    """Give a whole case where people typed what a paper for others must not repeat."""
    journal = full(clinician="Гульмира К., центр СПИД")
    case = journal.file()
    recipe, contact = case.current(Prescription), case.current(SafeContact)
    said = replace(recipe.fact, clinician="Гульмира К., центр СПИД")
    journal.write(CENTRE, said, about=recipe.about, follows=recipe.id)
    journal.write(HOST, replace(contact.fact, when="вечером, не говорить про ВИЧ"), follows=contact.id)
    journal.write(CENTRE, replace(parcel(), number="PKT 204-8", receiver="HIV clinic, for tenofovir"))
    journal.write(HOST, PowerOfAttorney(attorney="AIDS centre", scope="АРВТ, TLD", on=make.TODAY))
    return journal.file()

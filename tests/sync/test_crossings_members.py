"""Who has which part, on real desks that hear of offers, acceptances, choices and endings in any order."""

import random
from pathlib import Path

import pytest

from regdesk.actions import people, records
from regdesk.actions.desk import Desk, read_case, record
from regdesk.actions.syncing import post_of
from regdesk.domain.journal import EntryId, OrgId, StreamId
from regdesk.domain.membership import Accepted, Ended, Member, Membership
from regdesk.store import journal
from tests import desks, make
from tests.sync.carrying import deliver, mail_to_all

Three = tuple[Desk, Desk, Desk, StreamId]


def member(desk: Desk, case: StreamId) -> Membership:
    """Read the membership as a desk sees it."""
    return people.parts(desk, read_case(desk, case))


def grant(desk: Desk, case: StreamId, org: OrgId) -> EntryId:
    """Give the entry by which an organisation got the centre's part."""
    return next(g.id for g in member(desk, case).grants.values() if g.org == org and g.part == "centre")


def holders(desk: Desk, case: StreamId) -> dict[str, set[OrgId]]:
    """Give who holds host and centre."""
    found = member(desk, case)
    return {part: {g.org for g in found.holders(part)} for part in ("host", "centre")}


def all_talk(*them: Desk, times: int = 3) -> None:
    """Let everybody write to everybody."""
    for _ in range(times):
        for one in them:
            to_all = mail_to_all(one)
            for other in them:
                deliver(other, to_all.get(other.org, []))


@pytest.fixture
def raced(tmp_path: Path) -> Three:
    """Give a host and two centres that both took the part before they heard of each other."""
    hands = desks.Hands()
    host, centre = desks.pair(tmp_path, hands)
    third = desks.desk(tmp_path / "third", "Мост", "centre", clock=hands.clock(), country="KZ")
    for one in (host, centre):
        desks.meet(one, third)
    case = desks.new_person(host, centre)
    orgs = tuple(sorted((host.org, centre.org, third.org)))
    records.state(host, case, make.transfer_consent(organisations=orgs))
    desks.offer_part(host, case, third.org, "centre")
    to_all = mail_to_all(host)
    for one in (centre, third):
        deliver(one, to_all[one.org])
    people.accept(centre, case)
    people.accept(third, case)
    all_talk(host, centre, third)
    return host, centre, third, case


def test_of_two_acceptances_all_see_the_same_rivals_and_the_loser_hears_of_the_choice(
    raced: Three,
) -> None:
    host, centre, third, case = raced
    rivals = [holders(one, case)["centre"] for one in (host, centre, third)]

    record(host, case, Member(part="centre"), about=grant(host, case, third.org))
    all_talk(host, centre, third)

    assert rivals == [{centre.org, third.org}] * 3
    assert [holders(one, case) for one in raced[:3]] == [{"host": {host.org}, "centre": {third.org}}] * 3


def test_two_choices_leave_both_rivals_visible_until_one_follows_the_other(raced: Three) -> None:
    host, centre, third, case = raced
    record(host, case, Member(part="centre"), about=grant(host, case, third.org))
    record(host, case, Member(part="centre"), about=grant(host, case, centre.org))
    all_talk(host, centre, third)
    both = [holders(one, case)["centre"] for one in (host, centre, third)]

    (first, _) = sorted(read_case(host, case).of(Member), key=lambda entry: entry.at)
    chosen = grant(host, case, centre.org)
    record(host, case, Member(part="centre"), about=chosen, follows=first.id)
    all_talk(host, centre, third)

    assert both == [{centre.org, third.org}] * 3
    assert [holders(one, case)["centre"] for one in (host, centre, third)] == [{centre.org}] * 3


def test_a_part_that_was_chosen_and_then_ended_can_be_given_anew(raced: Three) -> None:
    host, centre, third, case = raced
    record(host, case, Member(part="centre"), about=grant(host, case, third.org))
    all_talk(host, centre, third)
    record(third, case, Ended(part="centre"), about=grant(third, case, third.org))
    all_talk(host, centre, third)
    nobody = holders(host, case)["centre"]

    desks.offer_part(host, case, centre.org, "centre")
    all_talk(host, centre, third)
    people.accept(centre, case)
    all_talk(host, centre, third)

    assert nobody == set()
    wanted = {"host": {host.org}, "centre": {centre.org}}
    assert holders(host, case) == holders(centre, case) == wanted


def test_in_two_hundred_orders_of_delivery_all_end_with_the_same_host_and_centre(raced: Three) -> None:
    host, centre, third, case = raced
    record(host, case, Member(part="centre"), about=grant(host, case, third.org))
    all_talk(host, centre, third)
    desks.offer_part(third, case, centre.org, "centre")
    all_talk(host, centre, third)
    people.accept(centre, case)
    record(third, case, Ended(part="centre"), about=grant(third, case, third.org))
    all_talk(host, centre, third)
    wanted = {"host": {host.org}, "centre": {centre.org}}
    names = [entry.id for entry in read_case(host, case).entries if entry.section == "case"]
    signed = list(journal.signed(host.write, case, names).values())
    rng = random.Random(8)  # noqa: S311
    seen = list[dict[str, set[OrgId]]]()

    for number in range(200):
        desk = (host, centre, third)[number % 3]
        forget(desk, case)
        rng.shuffle(signed)
        rest = list(signed)
        while rest:
            size = rng.randint(1, 6)
            part, rest = rest[:size], rest[size:]
            journal.add(desk.write, part, post_of(desk).world(), today=make.TODAY, source=host.org)
        seen.append(holders(desk, case))

    assert len(read_case(host, case).of(Accepted)) == 3
    assert seen == [wanted] * 200


def forget(desk: Desk, case: StreamId) -> None:
    """Take a case out of a desk, as if nothing of it had come yet."""
    (key,) = desk.write.execute("SELECT key FROM stream WHERE id = ?", (case,)).fetchone()
    desk.write.execute("DELETE FROM outbox WHERE entry IN (SELECT key FROM entry WHERE stream = ?)", (key,))
    desk.write.execute("DELETE FROM entry WHERE stream = ?", (key,))

"""Listening: one line stays open to the server, on which it says at once that something came."""

from regdesk import settings
from regdesk.actions import syncing
from regdesk.actions.desk import Desk
from regdesk.sync import engine, hearing
from regdesk.sync.hearing import Heard
from regdesk.sync.http import Remote
from regdesk.sync.post import OnWriter, Report

__all__ = ["Heard", "Remote", "connect", "take_in", "wait", "wanted"]
connect = syncing.connect


def wanted(desk: Desk) -> bool:
    """Say whether to listen: 100 KB an hour even in silence are too much where the line costs by volume."""
    return syncing.own_server(desk) is not None and not settings.load(desk.folder).metered


def wait(desk: Desk, remote: Remote, *, on_writer: OnWriter) -> Heard:
    """Wait, 25 seconds at most, until something comes; raise what the line may."""
    return hearing.wait(syncing.post_of(desk, on_writer), remote)


def take_in(desk: Desk, remote: Remote, heard: Heard, *, on_writer: OnWriter) -> Report:
    """Take in what came and what follows it; raise what the line may, keeping what was done."""
    report = Report()
    engine.take_in(syncing.post_of(desk, on_writer), remote, report, heard)
    return report

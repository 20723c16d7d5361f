"""How backup copies stand, in sentences."""

from datetime import UTC, date, datetime

from regdesk.actions.backups import DAY_MS, Lying, Standing
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.dates import long_date


def state(at: Standing, lying: Lying, now_ms: int, today: date) -> tuple[str, str]:
    """Say when the last copy was made and what is in the way; and the tone: success, warning or secondary."""
    if not at.folder:
        return tr(N_("No backup copies are made yet.")), "warning"
    said = [last(at, now_ms, today)]
    if not lying.there:
        said.append(tr(N_("The stick is not there.")))
    elif at.why:
        why = tr(at.why).format(needed=at.needed, why=at.because)
        said.append(tr(N_("The last attempt did not work: {why}")).format(why=why))
    late = now_ms - max(at.last, at.since) >= at.warn_days * DAY_MS
    return " ".join(said), "warning" if late or at.why else "secondary" if not at.last else "success"


def last(at: Standing, now_ms: int, today: date) -> str:
    """Say when the last copy was made."""
    days = (now_ms - at.last) // DAY_MS
    if not at.last:
        return tr(N_("There is no copy yet."))
    if days >= 2:
        return trn(N_("Last copy: {n} day ago."), N_("Last copy: {n} days ago."), days)
    return tr(N_("Last copy: {when}.")).format(when=words.moment(at.last, today))


def drilled(at: Standing, today: date) -> tuple[str, str]:
    """Say what came of trying a copy out, and the tone: success, danger or secondary."""
    if not at.drilled:
        return tr(N_("No copy was tried out yet.")), "secondary"
    when = long_date(datetime.fromtimestamp(at.drilled / 1000, UTC).astimezone().date(), today)
    if at.drill_why:
        why = tr(at.drill_why).format(n=at.drill_lacking, why="")
        return tr(N_("Tried out on {when}, and it failed: {why}")).format(when=when, why=why), "danger"
    scans = trn(N_("{n} scan"), N_("{n} scans"), at.drill_papers)
    text = tr(N_("Tried out on {when}: it opens, and a case with {scans} was read and is right."))
    return text.format(when=when, scans=scans), "success"


def moment(ms: int) -> str:
    """Name a copy by its day and time: 25 November 2026, 09:15."""
    at = datetime.fromtimestamp(ms / 1000, UTC).astimezone()
    return f"{long_date(at.date())} {at.year}, {at:%H:%M}"

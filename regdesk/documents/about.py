"""What a paper needs that no case holds."""

from dataclasses import dataclass
from datetime import date

from regdesk.domain.routes import LEAD_DAYS


@dataclass(frozen=True, kw_only=True)
class About:
    """The day of printing, what the organisations are called, and whom to call.

    today      the desk's date, never the machine's
    host       name of the host organisation, as the desk's book has it
    centre     name of the AIDS Centre
    worker     who answers for the case at the organisation that prints
    call       whom the person may call, in words that tell nothing: "Alina, after 19:00: +0 000 000-00-00"
    lead_days  days a parcel takes on this route (90th percentile; 21 where nothing is known: domain.md 2.6)
    """

    today: date
    host: str = ""
    centre: str = ""
    worker: str = ""
    call: str = ""
    lead_days: int = LEAD_DAYS

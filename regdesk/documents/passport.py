"""The passport that a paper refers to: one that is valid, and the only one."""

from datetime import date

from regdesk.domain.journal import CaseFile
from regdesk.domain.people import IdentityPaper


def number(case: CaseFile, today: date) -> str:
    """Give series and number, or nothing where no passport is valid today or people would have to choose."""
    valid = (
        one.number.strip()
        for one in case.all(IdentityPaper)
        if one.type == "passport" and (one.expires_on is None or one.expires_on >= today)
    )
    found = {one for one in valid if one}
    return found.pop() if len(found) == 1 else ""

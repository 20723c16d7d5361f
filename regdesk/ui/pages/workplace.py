"""What every page of an open desk is made from."""

from dataclasses import dataclass, field

from regdesk.actions.desk import Desk
from regdesk.actions.lists import Me
from regdesk.actions.may import may_write
from regdesk.domain.consent import ContactConsent
from regdesk.ui.background import Background
from regdesk.ui.copying import Copying
from regdesk.ui.shell import Shell


@dataclass
class Workplace:
    """The desk, the lanes to work in, who works here; shell and copying are set once they are made."""

    desk: Desk
    background: Background
    me: Me
    shell: Shell = field(init=False, repr=False)
    copying: Copying = field(init=False, repr=False)

    @property
    def opens_cases(self) -> bool:
        """Whether the person who works here may begin with a new person."""
        host = self.me.part == "host"
        return host and may_write(ContactConsent, "host", self.me.roles)

    @property
    def is_admin(self) -> bool:
        """Whether an administrator works here: computers, staff, partners and server are theirs."""
        return "admin" in self.me.roles

"""The only two expected ways to fail; anything else is a bug."""


class RegDeskError(Exception):
    """An expected failure, said in a sentence that can be translated.

    `message` is an English msgid marked with `N_`; `values` fill its `{names}`.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values) if values else message)
        self.message = message
        self.values = values


class Refused(RegDeskError):
    """What was asked for may not be done as it stands; the person can change it."""


class Trouble(RegDeskError):
    """The surroundings failed (disk, network, key); trying again may work."""

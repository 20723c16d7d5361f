"""Consent B on paper: medical data cross the border to the named Centre for treatment from afar."""

from typing import Final

from regdesk.documents.about import About
from regdesk.documents.consent_paper import Which, lay_out
from regdesk.documents.parts import Document
from regdesk.documents.words import Translate
from regdesk.domain.consent import TransferConsent
from regdesk.domain.journal import CaseFile

NAME: Final = "consent-b"
TITLE: Final = TransferConsent.title


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out consent B with both organisations by name."""
    return lay_out(Which(NAME, TITLE), case, about, language, _)

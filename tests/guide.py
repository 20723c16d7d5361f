"""What the guide says of the windows: every quoted word of a chapter must be a text of the program."""

import re
from pathlib import Path
from typing import Final

from regdesk.i18n import translations
from tests.architecture.test_texts import marked

ROOT: Final = Path(__file__).resolve().parents[1]
_QUOTED: Final = {"en": r'"([^"]+)"', "ru": "«([^»]+)»"}


def unknown(language: str, title: str) -> tuple[list[str], list[str]]:
    """Give what a chapter quotes, and what of it no window says."""
    guide = (ROOT / f"docs/guide/{language}.md").read_text(encoding="utf-8")
    chapter = guide.split(f"## {title}\n")[1].split("\n## ")[0]
    texts = [one for _, text in marked() for one in ([text] if isinstance(text, str) else text)]
    shown = [translations(language).gettext(text) for text in texts]
    said = re.findall(_QUOTED[language], chapter)
    return said, [one for one in said if not any(text.startswith(one.rstrip(".,")) for text in shown)]

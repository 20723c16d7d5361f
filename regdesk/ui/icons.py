"""Icons in the colours of the theme, drawn from the Lucide files."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from regdesk import resources
from regdesk.ui import theme

_STROKE = "1.75"


def icon(name: str, colour: str = "text.secondary", size: int = 18) -> QIcon:
    """Give the icon *name* in a colour of the theme; *colour* is a token, *size* in pixels at 100 % text."""
    return QIcon(pixmap(name, colour, size))


def pixmap(name: str, colour: str = "text.secondary", size: int = 18) -> QPixmap:
    """Draw the icon *name* as a picture, sharp on this screen."""
    look = theme.current()
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen else 1.0
    return _drawn(name, look.hex(colour), look.px(size), ratio)


def coloured(name: str, colour: str) -> str:
    """Give the SVG text of an icon in one colour (`#RRGGBB`)."""
    text = _text(name).replace("currentColor", colour)
    return text.replace('stroke-width="2"', f'stroke-width="{_STROKE}"')


@lru_cache(maxsize=256)
def _text(name: str) -> str:
    folder = resources.folder("icons")
    path = folder / "regdesk.svg" if name == "regdesk" else folder / "lucide" / f"{name}.svg"
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    svg = QSvgRenderer(QByteArray(coloured(name, colour).encode()))
    svg.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture

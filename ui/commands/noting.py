"""Notes what is done at the command line where staff read it; without the name of who did it."""

from ui.audit import COMMAND_LINE, FILE, AuditLog, Deed
from ui.errors import AuditUnwritable
from ui.settings import Settings
from ui.terminal import complain
from ui.wording import say_error


def note(settings: Settings, deed: Deed, **about: str) -> None:
    """Adds the act to the log; where it can't be, that is told, and what was done stands."""
    try:
        AuditLog(settings.home / FILE).write(COMMAND_LINE, deed, **about)
    except AuditUnwritable as exc:
        complain(say_error(exc))

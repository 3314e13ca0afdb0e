"""The command `selon`: where arguments come in, and where every error becomes one sentence."""

import errno
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from types import FrameType
from typing import TextIO

import click

from ingest.errors import SelonError
from ui.commands.french import Group
from ui.commands.usage import usage_sentence
from ui.settings import Settings
from ui.terminal import complain, tell
from ui.wording import say, say_error

INTERRUPTED = 130

PLACES = {
    name: f"ui.commands.{name}"
    for name in (
        "ingest", "ask", "search", "reports", "passages", "evaluate", "coverage", "gaps", "serve",
        "users", "journal", "quality", "service", "doctor",
    )
}  # fmt: skip


def _print_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 - slow, and seldom asked

        tell(say("terminal.version", version=version("selon")))
        ctx.exit()


selon = Group(
    "selon",
    PLACES,
    params=[
        click.Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_print_version
        )
    ],
)


def main() -> None:
    """Runs the command line that was typed; exits with 0, 1 (an error), 2 (wrong usage) or 130."""
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    interruption = Interruption()
    signal.signal(signal.SIGINT, interruption)
    sys.exit(run(sys.argv[1:], os.environ, interruption=interruption))


class Interruption:
    """Takes note of Ctrl+C, and raises KeyboardInterrupt as Python does.

    The note is needed: within a call into C, ctypes turns the KeyboardInterrupt into an error of
    its own.
    """

    def __init__(self, noted: bool = False) -> None:
        self.noted = noted

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Raises KeyboardInterrupt."""
        self.noted = True
        signal.default_int_handler(number, frame)


def run(
    arguments: Sequence[str],
    env: Mapping[str, str],
    *,
    group: Group = selon,
    interruption: Interruption | None = None,
) -> int:
    """The exit code of `selon` with these arguments; errors are told on stderr in one sentence."""
    settings = Settings.from_env(env)
    try:
        code = group.main(list(arguments), prog_name="selon", standalone_mode=False, obj=settings)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as exc:
        noted = interruption is not None and interruption.noted
        return _told(KeyboardInterrupt() if noted else exc, debug=settings.debug)
    return code if isinstance(code, int) else 0


def _told(exc: BaseException, *, debug: bool) -> int:
    """The exit code that goes with `exc`, once it is told."""
    code = 1
    match exc:
        case click.exceptions.NoArgsIsHelpError():
            click.echo(exc.format_message(), err=True)
            code = exc.exit_code
        case click.UsageError():
            complain(usage_sentence(exc))
            code = exc.exit_code
        case click.Abort() | KeyboardInterrupt():
            complain(say("errors.interrupted"))
            code = INTERRUPTED
        case BrokenPipeError():
            # Whoever read our output had enough (`selon passages | head`).
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0
        case _:
            if debug:
                sys.excepthook(type(exc), exc, exc.__traceback__)
            complain(sentence_for(exc))
    return code


def sentence_for(exc: BaseException) -> str:
    """The sentence that a person reads for `exc`: its own, or the one for the unexpected."""
    if isinstance(exc, SelonError):
        return say_error(exc)
    if isinstance(exc, OSError):
        path = exc.filename if exc.filename is not None else ""
        if exc.errno in {errno.ENOSPC, errno.EDQUOT}:
            return say("errors.no_space", path=path)
        if isinstance(exc, PermissionError) or exc.errno == errno.EROFS:
            return say("errors.not_allowed", path=path)
    return say("errors.unexpected", kind=type(exc).__name__)


def _write_utf8(stream: TextIO) -> None:
    """Makes `stream` write UTF-8 whatever the locale says, and never stop at a character."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")

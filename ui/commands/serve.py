"""`selon serve`: the web pages, until they are stopped."""

import click

from ui.commands import french
from ui.commands.usage import WrongUsage
from ui.settings import Settings
from ui.terminal import complain
from ui.wording import say

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860
LAST_PORT = 65535


@french.command("serve")
@click.option("--host", default=DEFAULT_HOST, metavar="ADRESSE")
@click.option("--port", type=click.IntRange(1, LAST_PORT), default=DEFAULT_PORT, metavar="PORT")
@click.option("--root-path", default="", metavar="CHEMIN")
@click.pass_obj
def command(settings: Settings, *, host: str, port: int, root_path: str) -> int:
    """0 once the pages were stopped."""
    if root_path and not root_path.startswith("/"):
        raise WrongUsage("root_path")
    from ui.server import run

    address = f"http://{_shown(host)}:{port}"
    run(
        settings,
        host=host,
        port=port,
        root_path=root_path.rstrip("/"),
        on_listening=lambda: complain(say("terminal.serve.ready", address=address)),
    )
    complain(say("terminal.serve.stopped"))
    return 0


def _shown(host: str) -> str:
    """`host` as a browser takes it: an IPv6 address stands in brackets, 0.0.0.0 is this machine."""
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 - only shown, not listened on
        return "localhost"
    return f"[{host}]" if ":" in host else host

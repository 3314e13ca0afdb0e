"""`selon service`: pauses the residents' pages, opens them again, and announces things there."""

import click

from ui.commands import french
from ui.commands.usage import WrongUsage
from ui.settings import Settings
from ui.terminal import complain, tell
from ui.wording import say, say_error


@french.command("service")
@click.option("--pause", metavar="PHRASE")
@click.option("--resume", is_flag=True)
@click.option("--banner", metavar="PHRASE")
@click.option("--no-banner", is_flag=True)
@french.json_option
@click.pass_obj
def command(
    settings: Settings,
    *,
    pause: str | None,
    resume: bool,
    banner: str | None,
    no_banner: bool,
    as_json: bool,
) -> int:
    """0 once the pages are as it was asked; how they are is told after it."""
    if sum((pause is not None, resume, banner is not None, no_banner)) > 1:
        raise WrongUsage("one_service_action")
    from ui.audit import Deed
    from ui.commands.noting import note
    from ui.contract import dump
    from ui.switch import FILE, ServiceSwitch

    switch = ServiceSwitch(settings.home / FILE)
    if pause is not None:
        switch.pause(pause)
        note(settings, Deed.OFF, said=switch.state.paused)
    if resume:
        switch.resume()
        note(settings, Deed.ON)
    if banner is not None or no_banner:
        switch.announce(banner or "")
        note(settings, Deed.BANNER, said=switch.state.banner)
    state, problem = switch.state, switch.problem
    if problem:
        complain(say_error(problem))
    if as_json:
        shown = {"open": not state.paused, "paused": state.paused or None}
        click.echo(dump(shown | {"banner": state.banner or None}))
        return 0
    _tell("paused", "open", state.paused)
    _tell("banner", "no_banner", state.banner)
    return 0


def _tell(some: str, none: str, sentence: str) -> None:
    if sentence:
        tell(say(f"terminal.service.{some}", sentence=sentence))
    else:
        tell(say(f"terminal.service.{none}"))

"""`selon doctor`: what is installed, what is wrong, and the mend."""

import click

from ui.commands import french
from ui.settings import Settings
from ui.terminal import tell
from ui.wording import say


@french.command("doctor")
@french.json_option
@click.pass_obj
def command(settings: Settings, *, as_json: bool) -> int:
    """0 where all is well, 1 where something is to be mended."""
    from ui.contract import check_json, dump
    from ui.doctor import examine

    checks = examine(settings)
    wrong = sum(not check.ok for check in checks)
    if as_json:
        listed = [check_json(check) for check in checks]
        click.echo(dump({"ok": not wrong, "checks": listed}))
        return 1 if wrong else 0
    for check in checks:
        state = say(f"doctor.{'ok' if check.ok else 'wrong'}")
        name = say(f"doctor.names.{check.name}")
        tell(say("doctor.line", name=name, state=state, detail=check.detail), bold=not check.ok)
        if check.mend:
            tell(say("doctor.mend", mend=check.mend))
    tell(say("doctor.something_wrong", count=wrong) if wrong else say("doctor.all_well"), bold=True)
    return 1 if wrong else 0

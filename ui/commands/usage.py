"""Wrong usage of the command line, as one French sentence and a way to the help."""

from difflib import get_close_matches

import click

from ui.wording import say


class WrongUsage(click.UsageError):
    """Arguments that click takes one by one but that don't go together; exit code 2."""

    def __init__(self, key: str) -> None:
        super().__init__(key, click.get_current_context(silent=True))
        self.key = key


def usage_sentence(exc: click.UsageError) -> str:
    """What is wrong with the command that was typed, and the command that shows its help."""
    typed = exc.ctx.command_path if exc.ctx else "selon"
    return f"{_wrong(exc, typed)} {say('cli.usage.hint', command=typed)}"


def _wrong(exc: click.UsageError, typed: str) -> str:
    match exc:
        case WrongUsage():
            sentence = say(f"cli.usage.{exc.key}")
        case click.NoSuchOption():
            sentence = say("cli.usage.no_such_option", name=exc.option_name, command=typed)
            sentence += _did_you_mean(exc.possibilities)
        case click.exceptions.NoSuchCommand():
            sentence = say("cli.usage.no_such_command", name=exc.command_name)
            sentence += _did_you_mean(_commands_like(exc))
        case click.MissingParameter():
            kind = "option" if isinstance(exc.param, click.Option) else "argument"
            sentence = say(f"cli.usage.missing_{kind}", name=_name(exc), command=typed)
        case click.BadParameter():
            sentence = say("cli.usage.bad_value", name=_name(exc), expected=_expected(exc))
        case click.BadOptionUsage():
            kind = "no_value" if _is_flag(exc) else "value_missing"
            sentence = say(f"cli.usage.{kind}", name=exc.option_name)
        case _:
            # click has no class of its own for an argument too many.
            sentence = say("cli.usage.extra_argument", command=typed)
    return sentence


def _commands_like(exc: click.exceptions.NoSuchCommand) -> list[str]:
    if exc.ctx is None or not isinstance(exc.ctx.command, click.Group):
        return []
    return get_close_matches(exc.command_name, exc.ctx.command.list_commands(exc.ctx))


def _is_flag(exc: click.BadOptionUsage) -> bool:
    params = exc.ctx.command.params if exc.ctx else []
    return any(
        isinstance(param, click.Option) and param.is_flag and exc.option_name in param.opts
        for param in params
    )


def _did_you_mean(names: list[str] | None) -> str:
    return f" {say('cli.usage.did_you_mean', name=names[0])}" if names else ""


def _name(exc: click.BadParameter) -> str:
    """The option as it is typed, or the argument as the usage line shows it."""
    match exc.param:
        case click.Option():
            return exc.param.opts[-1]
        case click.Argument():
            return exc.param.human_readable_name
    return str(exc.param_hint or "")


def _expected(exc: click.BadParameter) -> str:
    kind = exc.param.type if exc.param else None
    match kind:
        case click.Choice():
            return say("cli.expected.choice", choices=", ".join(map(str, kind.choices)))
        case click.DateTime():
            return say("cli.expected.date")
        case click.IntRange(max=None):
            return say("cli.expected.integer_from", low=kind.min)
        case click.IntRange():
            return say("cli.expected.integer_range", low=kind.min, high=kind.max)
    return say("cli.expected.other")

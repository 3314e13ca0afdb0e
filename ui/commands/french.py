"""click in French: help, usage and options whose words come from the wording file."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, TypeVar

import click

from ui.wording import NO_BREAK, has, say

Function = TypeVar("Function", bound=Callable[..., Any])
Rows = list[tuple[str, str]]


class FrenchHelp(click.Command):
    """Help in French: usage, headings, `--help` and an example that can be copied."""

    @property
    def example(self) -> str:
        """Command lines to copy, one a line."""
        return say(f"cli.{self.name}.example")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help` with its French sentence."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("cli.params.help")
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does; an error always knows its command, so that it can name it."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as exc:
            exc.ctx = exc.ctx or ctx
            raise

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What may follow the command's name."""
        options = self.options_metavar or ""
        french = say("cli.headings.options_metavar")
        return [
            french if piece == options else piece for piece in super().collect_usage_pieces(ctx)
        ]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """« Utilisation : selon … »."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=say("cli.headings.usage") + " ")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The arguments, each with what it stands for."""
        arguments = [param for param in self.get_params(ctx) if isinstance(param, click.Argument)]
        rows = [(param.make_metavar(ctx), param.help or "") for param in arguments]
        write_section(formatter, "arguments", rows)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, each with what it does."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        # What click would add in brackets (limits, defaults) stands in the French sentence.
        rows = [(param.get_help_spec(ctx), param.help or "") for param in options]
        write_section(formatter, "options", rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The example, line by line as it is typed."""
        with formatter.section(say("cli.headings.example") + NO_BREAK):
            for line in self.example.splitlines():
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


class Command(FrenchHelp):
    """A command that finds its help, its example and its options' texts at `cli.<name>`."""

    def __init__(self, name: str, **attrs: Any) -> None:
        attrs["help"] = say(f"cli.{name}.help")
        super().__init__(name, **attrs)
        for param in self.params:
            explain(param, name)


class Group(FrenchHelp, click.Group):
    """Commands that are imported only when they are called, so that help stays quick.

    `places` maps a command's name to the module that holds it as `command`, or to the command;
    what each does in short is said at `<within>.<name>.short`.
    """

    def __init__(
        self,
        name: str,
        places: Mapping[str, str | click.Command],
        *,
        within: str = "cli",
        **attrs: Any,
    ) -> None:
        self.places = places
        self.within = within
        super().__init__(name, help=say(f"cli.{name}.help"), no_args_is_help=True, **attrs)
        self.subcommand_metavar = say("cli.headings.subcommand_metavar")
        for param in self.params:
            explain(param, name)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in the order in which a newcomer needs them."""
        return list(self.places)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        """The command `cmd_name`, imported now; None where there is no such command."""
        place = self.places.get(cmd_name)
        return import_module(place).command if isinstance(place, str) else place

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands first, then the few options of `selon` itself."""
        commands = [(name, say(f"{self.within}.{name}.short")) for name in self.list_commands(ctx)]
        write_section(formatter, "commands", commands)
        super().format_options(ctx, formatter)


def command(name: str) -> Callable[[Callable[..., Any]], Command]:
    """A decorator that turns a function into the command `name`."""
    return click.command(name, cls=Command)


def json_option(function: Function) -> Function:
    """`--json`, the same for every command that returns data."""
    return click.option("--json", "as_json", is_flag=True)(function)


def explain(param: click.Parameter, command_name: str) -> None:
    """Gives `param` its sentence: the command's own, or the one that all share."""
    if isinstance(param, click.Option | click.Argument):
        own, shared = f"cli.{command_name}.params.{param.name}", f"cli.params.{param.name}"
        param.help = say(own if has(own) else shared)


def write_section(formatter: click.HelpFormatter, heading: str, rows: Rows) -> None:
    """A heading of the help and its rows, or nothing where there is no row."""
    if rows:
        # click adds the colon itself, without the no-break space that French puts before it.
        with formatter.section(say(f"cli.headings.{heading}") + NO_BREAK):
            formatter.write_dl(rows)

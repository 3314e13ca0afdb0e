"""What can go wrong at the command line and in the pages; the rooms below have their own errors."""

from ingest.errors import SelonError


class CommandError(SelonError):
    """A command can't do what it was asked with what it was given."""

    code = "command"


class BatchMissing(CommandError):
    """No file of questions stands at `path`."""

    code = "batch_missing"


class BatchLineUnreadable(CommandError):
    """Line `line` of the file `path` isn't a question as `--batch` reads them."""

    code = "batch_line_unreadable"


class FailuresUnwritable(CommandError):
    """The missed questions can't be written to `path`: no such folder, or no right to."""

    code = "failures_unwritable"


class PermalinksUnusable(CommandError):
    """The file `path` of kept links can't be read or written, or holds something else."""

    code = "permalinks_unusable"


class PortInUse(CommandError):
    """Another program listens on `port` of `host` already."""

    code = "port_in_use"


class HostUnusable(CommandError):
    """No listening at `host` and `port` on this machine."""

    code = "host_unusable"

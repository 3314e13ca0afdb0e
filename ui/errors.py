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


class CsvUnwritable(CommandError):
    """A table can't be written to `path`: no such folder, or no right to."""

    code = "csv_unwritable"


class PermalinksUnusable(CommandError):
    """The file `path` of kept links can't be read or written, or holds something else."""

    code = "permalinks_unusable"


class JournalMonthsUnfit(CommandError):
    """`value` is no number of months, from 1 to `most`, that the journal could be kept for."""

    code = "journal_months_unfit"


class GapsUnwritable(CommandError):
    """The gap report can't be written to `path`: no such folder, or no right to."""

    code = "gaps_unwritable"


class ExportUnwritable(CommandError):
    """The journal can't be written to `path`: no such folder, or no right to."""

    code = "export_unwritable"


class PortInUse(CommandError):
    """Another program listens on `port` of `host` already."""

    code = "port_in_use"


class HostUnusable(CommandError):
    """No listening at `host` and `port` on this machine."""

    code = "host_unusable"


class ExposureUnfit(CommandError):
    """The pages can't be served as the settings ask."""

    code = "exposure_unfit"


class NetworkUnfit(ExposureUnfit):
    """`found`, in the setting `name`, is neither an address nor a network of some addresses."""

    code = "network_unfit"


class RateUnfit(ExposureUnfit):
    """`found` isn't a number of questions in a minute."""

    code = "rate_unfit"


class OriginUnfit(ExposureUnfit):
    """`found` isn't the beginning of a site's https addresses."""

    code = "origin_unfit"


class SignOnIncomplete(ExposureUnfit):
    """Single sign-on needs a header and a proxy; one of them isn't set."""

    code = "sign_on_incomplete"


class SignOnHeaderUnfit(ExposureUnfit):
    """`found` can't be the header that names who signed in."""

    code = "sign_on_header_unfit"


class AccountError(CommandError):
    """An account can't be made, changed or read."""

    code = "account"


class AccountsUnreadable(AccountError):
    """The file of accounts `path` is damaged, or Selon has no right to read it."""

    code = "accounts_unreadable"


class AccountExists(AccountError):
    """There is an account `name` already."""

    code = "account_exists"


class UnknownAccount(AccountError):
    """No account is called `name`; `known` lists those that are there."""

    code = "unknown_account"


class AccountNameUnfit(AccountError):
    """`name` can't be the name of an account."""

    code = "account_name_unfit"


class PasswordTooShort(AccountError):
    """A password has `shortest` characters at least."""

    code = "password_too_short"


class PasswordTooLong(AccountError):
    """A password has `longest` characters at most."""

    code = "password_too_long"


class PasswordsDiffer(AccountError):
    """The password was typed twice, and not the same way."""

    code = "passwords_differ"


class DeskError(SelonError):
    """What somebody at a desk asks to be done can't be done now."""

    code = "desk"


class WorkUnderWay(DeskError):
    """`who` began something that takes minutes, and it isn't over."""

    code = "work_under_way"


class WorkStopped(DeskError):
    """`who` stopped what was under way."""

    code = "work_stopped"


class WorkCut(DeskError):
    """The process that worked in the background died, or was killed, before it was done."""

    code = "work_cut"


class ReadingCut(DeskError):
    """The process that read `file` died, or was killed, at its page `page`."""

    code = "reading_cut"


class UploadCut(DeskError):
    """The server ended while it received or read `file`."""

    code = "upload_cut"


class NothingUploaded(DeskError):
    """The form came without a file, or was cut off before its end."""

    code = "nothing_uploaded"


class UploadTooLarge(DeskError):
    """The file is larger than the `limit` of bytes."""

    code = "upload_too_large"


class SentenceUnfit(DeskError):
    """What is to be shown to people isn't one line of 1 to `longest` characters."""

    code = "sentence_unfit"


class ServiceFileUnreadable(DeskError):
    """The file `path`, which says whether residents may ask, makes no sense."""

    code = "service_file_unreadable"


class AuditUnwritable(DeskError):
    """What was done can't be noted in `path`."""

    code = "audit_unwritable"


class AuditUnreadable(DeskError):
    """What was done can't be read in `path`."""

    code = "audit_unreadable"

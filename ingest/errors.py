"""Everything that can go wrong before an answer, as one family of errors.

    SelonError
    ├── SourceError            the file or address that was asked for
    │   ├── SourceMissing, EmptyFile, NotAPdf, DamagedPdf, ExhaustingPdf, PortfolioPdf,
    │   │   PasswordProtected, TooManyPages, FolderWithoutPdf, UnreadableSource, InboxUnwritable
    │   └── AddressError       an https address
    │       ├── AddressMalformed, AddressNotHttps, AddressUnresolved, AddressPrivate
    │       ├── AddressUnreachable, AddressStalled, AddressInterrupted, AddressBusy
    │       └── AddressStatus, AddressTooManyRedirects, AddressTooBig, AddressNotPdf,
    │           AddressWithoutPdfLink
    ├── RecognitionFailed      the picture of one page
    └── EditionError           an edition on disk, in `index.errors`

An error carries a `code` and `values`; the sentence that a person reads is made from both by the
wording file in `ui`. The message here is for developers.
"""

from typing import ClassVar

Value = str | int | float


class SelonError(Exception):
    """Root of every error that the four rooms raise on purpose."""

    code: ClassVar[str] = "error"

    def __init__(self, **values: Value) -> None:
        self.values = values
        super().__init__(f"{self.code}: " + ", ".join(f"{k}={v!r}" for k, v in values.items()))

    def __reduce__(self) -> tuple[object, ...]:
        """Survives the trip from a worker process, values included."""
        return (_rebuild, (type(self), self.values))


def _rebuild(kind: type[SelonError], values: dict[str, Value]) -> SelonError:
    return kind(**values)


class SourceError(SelonError):
    """The file or address asked for can't become a report."""

    code = "source"


class SourceMissing(SourceError):
    """No file or folder stands at `path`."""

    code = "source_missing"


class EmptyFile(SourceError):
    """The file `file` holds no byte."""

    code = "empty_file"


class NotAPdf(SourceError):
    """The content of `file` isn't a PDF, whatever its name says."""

    code = "not_a_pdf"


class DamagedPdf(SourceError):
    """`file` starts like a PDF but can't be opened (truncated, broken tables)."""

    code = "damaged_pdf"


class ExhaustingPdf(SourceError):
    """`file` can't be opened within the `seconds` and the memory that a reader is given."""

    code = "exhausting_pdf"


class PortfolioPdf(SourceError):
    """`file` is a folder of other files in a PDF's clothes; they would have to be taken out."""

    code = "portfolio_pdf"


class PasswordProtected(SourceError):
    """`file` asks for a password that isn't empty."""

    code = "password_protected"


class TooManyPages(SourceError):
    """`file` has `pages` pages, more than the `limit` that is read."""

    code = "too_many_pages"


class PageOutOfRange(SourceError):
    """`file` has no page `page`: it has `pages` pages, counted from 1."""

    code = "page_out_of_range"


class FolderWithoutPdf(SourceError):
    """The folder `path` holds no PDF (its subfolders are not searched)."""

    code = "folder_without_pdf"


class UnreadableSource(SourceError):
    """The file or folder `path` may not be read by this account."""

    code = "unreadable_source"


class InboxUnwritable(SourceError):
    """What is fetched can't be kept at `path`; `reason` is the system's (no space, no right)."""

    code = "inbox_unwritable"


class RecognitionFailed(SelonError):
    """Tesseract gave up on the picture of a page, or took too long."""

    code = "recognition_failed"


class AddressError(SourceError):
    """Nothing can be fetched from the address that was asked for."""

    code = "address"


class AddressMalformed(AddressError):
    """`address` can't be read as an address, or holds a user name or password."""

    code = "address_malformed"


class AddressNotHttps(AddressError):
    """`address` doesn't start with https://: what arrives could be changed on the way."""

    code = "address_not_https"


class AddressUnresolved(AddressError):
    """The name `host` has no address: misspelt, or no network."""

    code = "address_unresolved"


class AddressPrivate(AddressError):
    """`host` stands at `ip`, inside a network of its own: only public addresses are fetched."""

    code = "address_private"


class AddressUnreachable(AddressError):
    """No secure connection with `host` came about; `reason` is the system's, in English."""

    code = "address_unreachable"


class AddressStalled(AddressError):
    """`host` sent nothing, or next to nothing, for `seconds` seconds."""

    code = "address_stalled"


class AddressInterrupted(AddressError):
    """The download from `host` broke off after `received` bytes, which are kept for a resume."""

    code = "address_interrupted"


class AddressBusy(AddressError):
    """Another command is fetching `address` at this moment."""

    code = "address_busy"


class AddressStatus(AddressError):
    """`address` answers with the HTTP status `status` (404: nothing there)."""

    code = "address_status"


class AddressTooManyRedirects(AddressError):
    """`address` sends on to other addresses more than `limit` times."""

    code = "address_too_many_redirects"


class AddressTooBig(AddressError):
    """The document at `address` is bigger than `limit_mb` megabytes."""

    code = "address_too_big"


class AddressNotPdf(AddressError):
    """`address` sends neither a PDF nor a page, but `kind`."""

    code = "address_not_pdf"


class AddressWithoutPdfLink(AddressError):
    """The page at `address` links to no PDF."""

    code = "address_without_pdf_link"

"""Everything that can go wrong before an answer, as one family of errors.

    SelonError
    ├── SourceError            the file or address that was asked for
    │   ├── SourceMissing, EmptyFile, NotAPdf, DamagedPdf, PasswordProtected,
    │   │   TooManyPages, FolderWithoutPdf
    │   └── AddressError       an address, in `ingest.fetch`
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


class PasswordProtected(SourceError):
    """`file` asks for a password that isn't empty."""

    code = "password_protected"


class TooManyPages(SourceError):
    """`file` has `pages` pages, more than the `limit` that is read."""

    code = "too_many_pages"


class FolderWithoutPdf(SourceError):
    """The folder `path` holds no PDF (its subfolders are not searched)."""

    code = "folder_without_pdf"

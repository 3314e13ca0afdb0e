"""Everything that can go wrong with an edition on disk or with the model that encodes.

EditionError
├── ModelError             the sentence encoder
│   └── ModelMissing, ModelNotFetched, ModelAltered, ModelUnsound, ModelWrongDimension,
│       ModelMismatch
├── NoReportYet, UnknownReport, UnknownEdition, AmbiguousEdition, EditionIsLive, NoEarlierEdition,
│   NotLiveYet, LiveMeanwhile
├── EditionMissing, EditionDamaged, EditionForeign
└── HomeNotWritable, DiskFull, ShelfBusy, SourceChanged
"""

from ingest.errors import SelonError


class EditionError(SelonError):
    """An edition can't be built, found, opened or published."""

    code = "edition"


class NoReportYet(EditionError):
    """Nothing was ingested into `home`."""

    code = "no_report_yet"


class UnknownReport(EditionError):
    """No report is called `slug`; `known` lists those that are there."""

    code = "unknown_report"


class UnknownEdition(EditionError):
    """No report has an edition `edition`."""

    code = "unknown_edition"


class AmbiguousEdition(EditionError):
    """The reports `reports` all have an edition `edition`: name it `report/edition`."""

    code = "ambiguous_edition"


class EditionIsLive(EditionError):
    """`edition` answers for the report `report`: it can't be deleted."""

    code = "edition_is_live"


class NoEarlierEdition(EditionError):
    """The report `report` has no edition that was live before `edition`."""

    code = "no_earlier_edition"


class NotLiveYet(EditionError):
    """No edition of the report `report` is live: those that stand wait to be looked at."""

    code = "not_live_yet"


class LiveMeanwhile(EditionError):
    """Another edition, `edition`, of `report` went live since whoever changes it looked last."""

    code = "live_meanwhile"


class EditionMissing(EditionError):
    """The file `file` of the edition `edition` (report `report`) is gone."""

    code = "edition_missing"


class EditionDamaged(EditionError):
    """The file `file` of the edition `edition` (report `report`) isn't what was written: `why`."""

    code = "edition_damaged"


class EditionForeign(EditionError):
    """`edition` (report `report`) has the format version `found`; `known` is the one read here."""

    code = "edition_foreign"


class HomeNotWritable(EditionError):
    """`path` can't be written to."""

    code = "home_not_writable"


class DiskFull(EditionError):
    """The disk of `path` has no room for about `needed` bytes more."""

    code = "disk_full"


class ShelfBusy(EditionError):
    """Another ingestion holds the lock of `path`, and `seconds` of waiting were not enough."""

    code = "shelf_busy"


class SourceChanged(EditionError):
    """The PDF `file` changed between being read and being copied."""

    code = "source_changed"


class ModelError(EditionError):
    """The sentence encoder can't be used."""

    code = "model"


class ModelMissing(ModelError):
    """No model is called `name`, or it isn't on this machine; `why` says what was looked for."""

    code = "model_missing"


class ModelNotFetched(ModelError):
    """The hub gave the model `name` in part or not at all; what came is kept in `folder`."""

    code = "model_not_fetched"


class ModelAltered(ModelError):
    """The weights `file` of the model `name` have the sha256 `found`, not `expected`."""

    code = "model_altered"


class ModelUnsound(ModelError):
    """The model `name` gave a vector that isn't finite, or has no direction."""

    code = "model_unsound"


class ModelWrongDimension(ModelError):
    """The model `name` gives vectors of length `found`, not `expected`."""

    code = "model_wrong_dimension"


class ModelMismatch(ModelError):
    """The edition of `report` was built with the model `recorded`, but `asked` is given."""

    code = "model_mismatch"


def first_line(exc: BaseException) -> str:
    r"""The first line of what a library says went wrong; the name of its error where it is silent.

    >>> first_line(ValueError("no such file\nsee the manual")), first_line(KeyError())
    ('no such file', 'KeyError')
    """
    return (str(exc).strip() or type(exc).__name__).splitlines()[0]

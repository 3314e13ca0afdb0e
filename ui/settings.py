"""What the person who runs Selon decided, read from the environment once and here alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_dir

from ui.errors import JournalMonthsUnfit

# The Cnil wants a reason for every month; nobody needs what was asked before last term.
MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are kept, which model encodes, and whom residents can turn to.

    `home` holds everything an installation builds. `model` is None for the embedded one.
    `operator` names the body that runs this installation and `contact` how to reach it; both are
    empty by default. `site` is the file in which the operator says all of that, and more, and which
    wins over both. `thesaurus` is a file of the operator's own words, added to those of Selon,
    `places` a file or folder of communes, `glossary` a file of acronyms, `topics` one of topics.
    `reader` is the folder or hub id of a cross-encoder, None for the embedded one. `journal_months`
    says for how many months questions are noted, empty for not at all; `reviewer` who reads what
    residents say of answers, empty where nobody does. `debug` shows the details of an unexpected
    error. `proxies`, `rate`, `embedded_in`, `sso_header` and `sso_proxy` are read by
    `ui.exposure`, when pages are served.
    """

    home: Path
    model: str | None = None
    operator: str = ""
    contact: str = ""
    site: Path | None = None
    thesaurus: Path | None = None
    places: Path | None = None
    glossary: Path | None = None
    topics: Path | None = None
    reader: str | None = None
    journal_months: str = ""
    reviewer: str = ""
    debug: bool = False
    proxies: str = ""
    rate: str = ""
    embedded_in: str = ""
    sso_header: str = ""
    sso_proxy: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """The settings that `env` asks for; an empty value counts as absent."""
        home = env.get("SELON_HOME") or user_data_dir("selon", appauthor=False)
        return cls(
            home=Path(home).expanduser(),
            model=env.get("SELON_MODEL") or None,
            operator=env.get("SELON_OPERATOR", "").strip(),
            contact=env.get("SELON_CONTACT", "").strip(),
            site=Path(file).expanduser() if (file := env.get("SELON_SITE")) else None,
            thesaurus=Path(own).expanduser() if (own := env.get("SELON_THESAURUS")) else None,
            places=Path(own).expanduser() if (own := env.get("SELON_PLACES")) else None,
            glossary=Path(terms).expanduser() if (terms := env.get("SELON_GLOSSARY")) else None,
            topics=Path(themes).expanduser() if (themes := env.get("SELON_TOPICS")) else None,
            reader=env.get("SELON_READER") or None,
            journal_months=env.get("SELON_JOURNAL_MONTHS", "").strip(),
            reviewer=env.get("SELON_REVIEWER", "").strip(),
            debug=env.get("SELON_DEBUG", "") not in {"", "0"},
            proxies=env.get("SELON_PROXIES", "").strip(),
            rate=env.get("SELON_RATE", "").strip(),
            embedded_in=env.get("SELON_EMBEDDED_IN", "").strip(),
            sso_header=env.get("SELON_SSO_HEADER", "").strip(),
            sso_proxy=env.get("SELON_SSO_PROXY", "").strip(),
        )

    @property
    def months_kept(self) -> int | None:
        """For how many months the journal is kept, None while it is off.

        Raises `JournalMonthsUnfit`.
        """
        asked = self.journal_months
        if not asked:
            return None
        if not (asked.isascii() and asked.isdigit() and 0 < int(asked) <= MOST_MONTHS):
            raise JournalMonthsUnfit(value=asked, most=MOST_MONTHS)
        return int(asked)

    @property
    def inbox(self) -> Path:
        """Where files fetched from an address wait until they are read."""
        return self.home / "inbox"

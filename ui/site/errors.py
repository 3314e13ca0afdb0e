"""What can be wrong with the operator's file; each names the file and the place in it.

    SiteError
    ├── SiteMissing, SiteUnreadable                           the file itself
    ├── SiteKeyUnknown, SiteValueUnfit                        its sections and keys
    ├── ColourMalformed, ColourFaint                          [couleurs]
    ├── LogoMissing, LogoTooLarge, LogoUnfit, LogoUnnamed     [organisme]
    ├── ConformityUnproven                                    [accessibilite]
    └── TextUnknown, TextPlaceholders                         [textes]

The server doesn't open with any of them; `selon doctor` tells them too.
"""

from ui.errors import CommandError


class SiteError(CommandError):
    """The operator's file can't be used as it is."""

    code = "site"


class SiteMissing(SiteError):
    """No text in UTF-8 stands at `path`."""

    code = "site_missing"


class SiteUnreadable(SiteError):
    """Line `line` of `file` isn't TOML: `text`."""

    code = "site_unreadable"


class SiteKeyUnknown(SiteError):
    """The file `file` has something called `key`, which isn't one of `known`."""

    code = "site_key_unknown"


class SiteValueUnfit(SiteError):
    """In `file`, `key` should be `expected`."""

    code = "site_value_unfit"


class ColourMalformed(SiteError):
    """In `file`, `key` is `value`, which isn't written `#rrggbb`."""

    code = "colour_malformed"


class ColourFaint(SiteError):
    """In `file`, the colour `value` of `key` has a contrast of `ratio` with our pages, too low."""

    code = "colour_faint"


class LogoMissing(SiteError):
    """The logo that `file` names isn't at `path`, or can't be read."""

    code = "logo_missing"


class LogoTooLarge(SiteError):
    """The logo at `path` has `size` bytes, more than `limit`."""

    code = "logo_too_large"


class LogoUnfit(SiteError):
    """What stands at `path` is no SVG, PNG or WebP image that can be shown safely."""

    code = "logo_unfit"


class LogoUnnamed(SiteError):
    """The file `file` gives a logo and no name to stand for it."""

    code = "logo_unnamed"


class ConformityUnproven(SiteError):
    """The file `file` states `state` without an audit that found `wanted` % at least."""

    code = "conformity_unproven"


class TextUnknown(SiteError):
    """No sentence of the pages is called `key`, which `file` words anew."""

    code = "text_unknown"


class TextPlaceholders(SiteError):
    """The sentence `key` of `file` doesn't hold exactly the values `wanted`."""

    code = "text_placeholders"

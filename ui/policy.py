"""What our pages allow a browser: scripts, styles, who may frame them, what others hear."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders

POLICY = "Content-Security-Policy"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
# For whatever has no policy of its own: files of ours, and no script.
PLAIN = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'self'; form-action 'self'"
)
# Our plain pages: no script but our own, which makes print larger and contrast stronger. Old
# browsers know `style-src` alone, which lets the boxes on a page be placed; newer ones also hear
# that a style sheet is a file of ours.
PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "style-src-elem 'self'; img-src 'self'; font-src 'self'; base-uri 'self'; form-action 'self'"
)
FRAMES = "frame-ancestors"
_INLINE = "(?s)<{tag}(?![^>]*\\ssrc=)[^>]*>(.*?)</{tag}>"


def chat_policy(page: str) -> str:
    """The policy of the residents' `page`: its own scripts by their hashes, and no other host.

    'unsafe-eval' stays: Gradio compiles each `gr.HTML`, and without it no conversation is shown.
    So do inline styles: Gradio adds some, and `style=` places the boxes of a quote. A script that
    came into a text, or an `onerror=`, can't run.
    """
    scripts = " ".join(["'self'", "'unsafe-eval'", *hashes(page, "script")])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'"
    )


def hashes(page: str, tag: str) -> list[str]:
    """What a policy calls each of the `page`'s own scripts or styles: « 'sha256-…' »."""
    inline = re.findall(_INLINE.format(tag=tag), page)
    digests = (hashlib.sha256(text.encode()).digest() for text in dict.fromkeys(inline))
    return [f"'sha256-{b64encode(digest).decode()}'" for digest in digests]


def put_on(headers: MutableHeaders, origins: Sequence[str]) -> None:
    """Adds to `headers` what a response doesn't say itself; `origins` may frame what we serve.

    A response that names who may frame it is left alone.
    """
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    policy = headers.setdefault(POLICY, PLAIN)
    if FRAMES not in policy:
        headers[POLICY] = " ".join([f"{policy};", FRAMES, "'self'", *origins])
    # The older header knows no list: where others may frame us, the policy alone speaks.
    if not origins:
        headers.setdefault("X-Frame-Options", "SAMEORIGIN")

"""The French keyboard: which keys touch, and so which letters are typed for one another."""

from functools import cache

# Keys of one row are one apart; each row stands a little further to the right than the one above.
_ROWS = ((0.0, "azertyuiop"), (0.25, "qsdfghjklm"), (0.75, "wxcvbn"))
_PLACES = {key: (x + at, y) for y, (x, keys) in enumerate(_ROWS) for at, key in enumerate(keys)}


@cache
def neighbours(letter: str) -> str:
    """The keys that touch the one of `letter`; none of an accented letter.

    >>> neighbours("s"), neighbours("é")
    ('zeqdwx', '')
    """
    if letter not in _PLACES:
        return ""
    x, y = _PLACES[letter]
    return "".join(
        key
        for key, (to, row) in _PLACES.items()
        if key != letter and abs(to - x) <= 1 and abs(row - y) <= 1
    )

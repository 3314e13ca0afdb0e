"""Page numbers as people read many of them."""

from collections.abc import Sequence


def ranges(numbers: Sequence[int]) -> str:
    """Page numbers with runs drawn together.

    >>> ranges([3, 7, 8, 9, 12])
    '3, 7-9, 12'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)

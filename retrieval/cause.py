"""Why a question may not have been well answered, in one word."""

from enum import StrEnum


class Cause(StrEnum):
    """Why a question may not have been well answered."""

    ABSENT = "absent"
    NOT_FOUND = "not_found"
    UNCLEAR = "unclear"
    ELSEWHERE = "elsewhere"

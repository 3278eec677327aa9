"""The errors that people are told without a traceback."""

from __future__ import annotations


class Problem(Exception):
    """Something is wrong with the call, the configuration, a rule or a journal; the text says what, in one line."""

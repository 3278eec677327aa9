"""Texts whose lines were broken at a width, as mail programs and agencies' wires do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from repair.text.blocks import Block
from repair.text.lines import breaks

_FEWEST = 4
_NARROWEST, _WIDEST = 40, 110
_RAGGED = 20
_ENDS = '.!?:"”'


def is_broken(text: str, blocks: Sequence[Block]) -> bool:
    """True where many lines go on in small letters (or all capitals) on the next line, and are about as long as each other."""
    pairs = [(one.text, two.text) for one, two in pairwise(blocks) if follows(text, one, two)]
    lengths = [len(one) for one, two in pairs if one[-1] not in _ENDS and (two[0].islower() or (one.isupper() and two.isupper()))]
    if len(lengths) < _FEWEST or 3 * len(lengths) < len(pairs):
        return False
    width = sorted(lengths)[len(lengths) * 19 // 20]  # few lines are longer: they hold an address or code
    return _NARROWEST <= width <= _WIDEST and 10 * sum(length >= width - _RAGGED for length in lengths) >= 7 * len(lengths)


def follows(text: str, one: Block, two: Block) -> bool:
    """True where no blank line parts two blocks."""
    return breaks(text, one.end, two.start) == 1

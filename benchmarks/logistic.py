"""Logistic regression over a handful of values, without anything but the standard library."""

from __future__ import annotations

import math
from collections.abc import Sequence

MOST_STEPS = 20
SMALL = 1e-4


def fitted(values: Sequence[Sequence[float]], targets: Sequence[bool], weights: Sequence[float], shrink: float) -> list[float]:
    """Intercept and slopes, in the values' own units; the slopes of standardised values are shrunk by this much (ridge)."""
    columns = list(zip(*values, strict=True))
    means = [sum(column) / len(column) for column in columns]
    spreads = [
        math.sqrt(sum((value - mean) ** 2 for value in column) / len(column)) or 1.0 for column, mean in zip(columns, means, strict=True)
    ]
    scaled = [[1.0, *((value - mean) / spread for value, mean, spread in zip(row, means, spreads, strict=True))] for row in values]
    found = [0.0] * (len(columns) + 1)
    for _ in range(MOST_STEPS):
        step = _step(scaled, targets, weights, found, shrink)
        found = [slope + change for slope, change in zip(found, step, strict=True)]
        if max(map(abs, step)) < SMALL:
            break
    slopes = [slope / spread for slope, spread in zip(found[1:], spreads, strict=True)]
    return [found[0] - sum(map(float.__mul__, slopes, means)), *slopes]


def weighed(model: Sequence[float], values: Sequence[float]) -> float:
    """The logarithm of the odds that a model gives."""
    return model[0] + sum(map(float.__mul__, model[1:], values))


def _step(
    rows: Sequence[Sequence[float]], targets: Sequence[bool], weights: Sequence[float], now: Sequence[float], shrink: float
) -> list[float]:
    """One of Newton's steps."""
    size = range(len(now))
    gradient = [-shrink * slope if at else 0.0 for at, slope in enumerate(now)]
    curve = [[shrink if a == b and a else 0.0 for b in size] for a in size]
    for row, target, weight in zip(rows, targets, weights, strict=True):
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(map(float.__mul__, now, row))))))
        slope, pull = weight * max(chance * (1 - chance), 1e-6), weight * (target - chance)
        for a in size:
            gradient[a] += pull * row[a]
            bend, line = slope * row[a], curve[a]
            for b in range(a + 1):
                line[b] += bend * row[b]
    for a in size:
        for b in range(a):
            curve[b][a] = curve[a][b]
    return _solved(curve, gradient)


def _solved(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The solution of a system of linear equations, by elimination."""
    table = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(len(table)):
        best = max(range(at, len(table)), key=lambda row: abs(table[row][at]))
        table[at], table[best] = table[best], table[at]
        table[at] = [value / table[at][at] for value in table[at]]
        for row in range(len(table)):
            if row != at:
                factor = table[row][at]
                table[row] = [value - factor * other for value, other in zip(table[row], table[at], strict=True)]
    return [row[-1] for row in table]

"""How far apart two words are by slips of the finger."""

from __future__ import annotations


def slips_allowed(word: str) -> int:
    """How many slips a word of this length may have and still be recognised: in a short one, any is half of it."""
    return 0 if len(word) < 3 else 1 if len(word) < 5 else 2


def slips(one: str, other: str, most: int) -> int:
    """The slips that make `other` of `one`: a letter too many, missing, wrong, or swapped with its neighbour.

    It is the restricted distance of Damerau and Levenshtein. More than `most` is `most` + 1.
    """
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, counterpart in enumerate(other, start=1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != counterpart))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == counterpart:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most and min(last) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)

"""Reads one spreadsheet in a process of its own, which a hostile file may exhaust without harm to anybody else.

Run as a script: the file comes through standard input, the rows of its first sheet leave as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

# A sheet may claim a million rows and sixteen thousand columns: what it takes to believe that ends here.
MOST_MEMORY = 384 * 1024 * 1024
MOST_SECONDS = 5
MOST_TEXT = 5_000_000
TOO_MANY_ROWS, TOO_MANY_COLUMNS, TOO_MUCH, UNREADABLE = 10, 11, 12, 13


def main() -> int:
    """Write the rows as lists of texts; the exit code says why not."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most_rows, most_columns = int(sys.argv[1]), int(sys.argv[2])
    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read())).get_sheet_by_index(0)
        if sheet.height > most_rows:
            return TOO_MANY_ROWS
        if sheet.width > most_columns:
            return TOO_MANY_COLUMNS
        rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False, nrows=most_rows)]
    except (CalamineError, ValueError, OSError, MemoryError):
        return UNREADABLE
    if sum(len(cell) for row in rows for cell in row) > MOST_TEXT:
        return TOO_MUCH
    json.dump(rows, sys.stdout)
    return 0


def _text(cell: object) -> str:
    """A cell as people read it: the number of a department is 51 and not 51.0."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


if __name__ == "__main__":
    sys.exit(main())

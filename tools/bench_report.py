"""What the measurements say: the pages of each register, how they grow, and which bounds are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

DATABASES = ("SQLite", "PostgreSQL")
BARE, ADMIN, EQUAL = "bare signed-in page", "admin", "admin, the same columns"
PAGE_1, SEARCH = "directory, page 1", "search: a family name"
# What may grow how much, remembered or asked for the first time.
GROWTH = (
    (PAGE_1, "again", 2.0),
    (SEARCH, "first", 5.0),
    ("progress matrix", "again", 1.3),
    ("dashboard", "again", 2.0),
)
# CPU seconds in which other engines set 100 letters, each a file of its own (decision 0004): for the ratio alone.
OTHER_ENGINES = {"reportlab": 3.64, "WeasyPrint": 10.05, "fpdf2": 10.48}
MOST_SECONDS = 2.0
# By database and number of pilots: pages and letters.
Reports: TypeAlias = dict[tuple[str, int], dict[str, Any]]
Pages: TypeAlias = Mapping[str, Mapping[str, float]]


def say_what_follows(reports: Reports) -> None:
    """Print what all measurements together say."""
    _say_growth(reports)
    _say_bounds(reports)
    _say_letters([report["letters"] for report in reports.values()])


def _say_letters(measured: list[dict[str, float]]) -> None:
    """The quietest of the measurements, beside what other engines took for letters like these."""
    best = min(measured, key=lambda letters: letters["cpu_seconds"])
    hundred = best["cpu_seconds"] / best["count"] * 100
    print(f"\nLetters: {100 / hundred:.0f} per CPU second; peak memory of the process {best['peak_mib']:.0f} MiB")
    _say_bound("letters", f"100 letters in CPU seconds <= {MOST_SECONDS:g}", f"{hundred:.2f}", hundred <= MOST_SECONDS)
    for engine, seconds in OTHER_ENGINES.items():
        print(f"  {engine} takes {seconds / hundred:.1f} times as long ({seconds} s)")


def _times(pages: Pages, name: str, when: str = "again") -> float:
    """How many times the bare page a page takes."""
    return pages[name][when] / pages[BARE]["again"]


def say_pages(database: str, size: int, pages: Pages) -> None:
    """Print the pages of one register."""
    bare = pages[BARE]["again"]
    print(f"\n{database}, {size:,} pilots; the bare page takes {bare:.1f} ms", flush=True)
    print(f"  {'':<32}{'x bare':>8}{'after a write':>15}{'queries':>9}{'admin':>8}{'same columns':>14}")
    for name, page in pages.items():
        against = f"{pages[ADMIN]['again'] / page['again']:>7.1f}x{pages[EQUAL]['again'] / page['again']:>13.1f}x"
        print(
            f"  {name:<32}{_times(pages, name):>8.1f}{_times(pages, name, 'first'):>15.1f}{page['queries']:>9}{against}"
        )


def _say_growth(reports: Reports) -> None:
    sizes = sorted({size for _database, size in reports})
    if len(sizes) < 2:
        return
    print(f"\nGrowth from {sizes[0]:,} to {sizes[-1]:,} pilots (x bare over x bare; after a write)")
    for name in reports[DATABASES[0], sizes[0]]["pages"]:
        grown = [
            f"{_growth(reports, database, name, when):>7.1f}" for database in DATABASES for when in ("again", "first")
        ]
        print(f"  {name:<32} SQLite{grown[0]}{grown[1]}   PostgreSQL{grown[2]}{grown[3]}")


def _growth(reports: Reports, database: str, name: str, when: str = "again") -> float:
    sizes = sorted({size for _database, size in reports})
    small, large = (reports[database, size]["pages"] for size in (sizes[0], sizes[-1]))
    return _times(large, name, when) / _times(small, name, when)


def _say_bounds(reports: Reports) -> None:
    print("\nBounds")
    for (database, size), report in reports.items():
        for text, value, kept in _bounds(size, report["pages"]):
            _say_bound(f"{database}, {size:,}", text, f"{value:.1f}", kept)
    if len({size for _database, size in reports}) > 1:
        for database in DATABASES:
            for name, when, most in GROWTH:
                grown = _growth(reports, database, name, when)
                _say_bound(database, f"{name}: growth <= {most}", f"{grown:.2f}", grown <= most)


def _bounds(size: int, pages: Pages) -> Iterator[tuple[str, float, bool]]:
    """Each bound in words, what was measured, and whether that keeps it."""

    def at_most(text: str, value: float, most: float) -> tuple[str, float, bool]:
        return f"{text} <= {most:g}", value, value <= most

    yield at_most("directory: queries", _most_queries(pages, "directory"), 6)
    yield at_most("search: queries", _most_queries(pages, "search"), 7)
    yield at_most("directory, page 1: x bare", _times(pages, PAGE_1), 6 if size <= 10_000 else 7)
    yield at_most(
        "directory, last page: x page 1", pages["directory, last page"]["again"] / pages[PAGE_1]["again"], 1.2
    )
    yield at_most("search, asked for the first time: x bare", _times(pages, SEARCH, "first"), 12)
    faster = pages[ADMIN]["again"] / pages[PAGE_1]["again"]
    yield "directory, page 1: faster than the admin >= 4", faster, faster >= 4
    faster = pages[EQUAL]["again"] / pages[PAGE_1]["again"]
    yield "the same with the admin's columns alike >= 4", faster, faster >= 4
    for name, most in (("start page", 5), ("profile", 5), ("progress matrix", 6), ("dashboard", 6)):
        yield at_most(f"{name}: x bare", _times(pages, name), most)
    yield at_most("progress matrix: queries", _most_queries(pages, "progress matrix"), 9)
    # Asked for the first time after a write, that is with what is remembered otherwise.
    yield at_most("dashboard: queries", _most_queries(pages, "dashboard"), 23)


def _most_queries(pages: Pages, beginning: str) -> float:
    return max(page["queries"] for name, page in pages.items() if name.startswith(beginning))


def _say_bound(where: str, text: str, value: str, kept: bool) -> None:
    print(f"  {'kept  ' if kept else 'MISSED'}  {where:<22}{text:<50}{value:>6}")

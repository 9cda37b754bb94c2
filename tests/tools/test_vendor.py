from pathlib import Path

import pytest

from tools import vendor


def test_the_vendored_files_are_those_of_the_lock() -> None:
    assert vendor.complaints() == []


def test_a_changed_a_missing_and_an_added_file_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in vendor.TARGET.rglob("*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(vendor.TARGET)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(vendor, "TARGET", tmp_path)
    (tmp_path / "htmx" / "htmx.min.js").write_text("changed")
    (tmp_path / "htmx" / "LICENSE").unlink()
    (tmp_path / "htmx" / "extra.js").write_text("added")

    found = vendor.complaints()

    assert found == ["missing: htmx/LICENSE", "not in the lock: htmx/extra.js", "changed: htmx/htmx.min.js"]


def test_nothing_points_to_a_source_map() -> None:
    shipped = [path for path in vendor.TARGET.rglob("*") if path.suffix in {".css", ".js"}]

    assert shipped
    assert [path for path in shipped if b"sourceMappingURL" in path.read_bytes()] == []
    assert vendor.SOURCE_MAP.sub(b"", b"a{}\n/*# sourceMappingURL=a.css.map */\n") == b"a{}"

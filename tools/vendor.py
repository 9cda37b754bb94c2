"""Bring the vendored files of the pages from the npm registry into static/vendor, or check the committed ones.

    python tools/vendor.py           fetch every package at its exact version and write files, lock and README
    python tools/vendor.py --check   compare the committed files with the lock; asks no network

The lock holds the SHA-256 of each tarball and of each file. A tarball that changes under an unchanged version stops
the run: a published version never changes, so a changed one is an attack or an accident.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "static" / "vendor"
LOCK = ROOT / "tools" / "vendor.lock.json"
README = TARGET / "README.md"
PRINT_CSS = "kern/kern-print-light.css"
SOURCE_MAP = re.compile(rb"\s*(//|/\*)# sourceMappingURL=\S+?(\s*\*/)?\s*$")


@dataclass(frozen=True)
class Package:
    """One package: where it comes from, under which licence, and which of its files the pages need."""

    name: str
    version: str
    licence: str
    source: str
    folder: str
    files: tuple[str, ...]

    @property
    def tarball(self) -> str:
        return f"https://registry.npmjs.org/{self.name}/-/{self.name.rsplit('/', 1)[-1]}-{self.version}.tgz"


PACKAGES = (
    Package(
        "@kern-ux/native",
        "2.7.2",
        "EUPL-1.2",
        "https://gitlab.opencode.de/kern-ux/kern-ux-plain",
        "kern",
        ("LICENSE.md", "dist/kern.min.css"),
    ),
    Package(
        "htmx.org",
        "2.0.11",
        "0BSD",
        "https://github.com/bigskysoftware/htmx",
        "htmx",
        ("LICENSE", "dist/htmx.min.js"),
    ),
    Package(
        "@fontsource/fira-sans",
        "5.3.0",
        "OFL-1.1",
        "https://github.com/mozilla/Fira",
        "fira-sans",
        (
            "LICENSE",
            *(
                f"files/fira-sans-{subset}-{weight}-normal.woff2"
                for subset in ("latin", "latin-ext", "vietnamese")
                for weight in (400, 600)
            ),
        ),
    ),
)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fetch(package: Package) -> bytes:
    """The tarball of `package`, through npm where there is one (it knows mirrors and proxies), else plain HTTPS."""
    if npm := shutil.which("npm"):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                [
                    npm,
                    "pack",
                    f"{package.name}@{package.version}",
                    "--silent",
                    "--pack-destination",
                    folder,
                ],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            (packed,) = Path(folder).glob("*.tgz")
            return packed.read_bytes()
    with urlopen(package.tarball, timeout=60) as answer:
        return bytes(answer.read())


def unpack(package: Package, tarball: bytes) -> dict[str, bytes]:
    """The needed files of `tarball` by their path under static/vendor, without references to source maps.

    A source map is not shipped, and the manifest storage refuses a file that names a missing one.
    """
    with tarfile.open(fileobj=io.BytesIO(tarball)) as archive:
        found = {}
        for name in package.files:
            member = archive.extractfile(f"package/{name}")
            if member is None:
                raise SystemExit(f"{package.name} {package.version} has no file {name}.")
            content = member.read()
            if name.endswith((".css", ".js")):
                content = SOURCE_MAP.sub(b"", content)
            found[f"{package.folder}/{Path(name).name}"] = content
    return found


def print_css(kern: bytes) -> bytes:
    """KERN's light tokens for every theme: paper is white, also where the screen was dark."""
    match = re.search(r"\[data-kern-theme=light\],\.kern-light\{(--[^{}]*)\}", kern.decode())
    if match is None:
        raise SystemExit("kern.min.css has no block of light tokens any more.")
    version = next(package.version for package in PACKAGES if package.folder == "kern")
    note = f"/* Extracted by tools/vendor.py from @kern-ux/native {version}, (c) KERN-Team, EUPL-1.2 (LICENSE.md). */"
    return f"{note}\n:root,[data-kern-theme]{{{match[1]}}}\n".encode()


def readme() -> str:
    """What lies here, from where and under which licence."""
    rows = "\n".join(
        f"| `{package.folder}/` | {package.name} | {package.version} | {package.licence} | <{package.source}> |"
        for package in PACKAGES
    )
    return (
        "# Vendored files\n\n"
        "Written by `tools/vendor.py`; do not edit. The files are unmodified, with one addition:\n"
        f"`{PRINT_CSS}` holds KERN's light colours, extracted from `kern/kern.min.css` for printing,\n"
        "and stays under EUPL-1.2.\n"
        "Each licence text lies in the folder of its package.\n\n"
        "| folder | npm package | version | licence | source |\n| --- | --- | --- | --- | --- |\n"
        f"{rows}\n"
    )


def update() -> None:
    """Fetch everything anew and write files, lock and README; raise SystemExit where a known tarball changed."""
    known = json.loads(LOCK.read_text()) if LOCK.exists() else {}
    lock: dict[str, Any] = {}
    contents: dict[str, bytes] = {}
    for package in PACKAGES:
        tarball = fetch(package)
        before = known.get(package.name, {})
        if before.get("version") == package.version and before["sha256"] != sha256(tarball):
            raise SystemExit(f"The tarball of {package.name} {package.version} is not the one in the lock.")
        files = unpack(package, tarball)
        if package.folder == "kern":
            files[PRINT_CSS] = print_css(files["kern/kern.min.css"])
        contents |= files
        lock[package.name] = {
            "version": package.version,
            "tarball": package.tarball,
            "sha256": sha256(tarball),
            "files": {path: sha256(content) for path, content in sorted(files.items())},
        }
    shutil.rmtree(TARGET, ignore_errors=True)
    for path, content in contents.items():
        (TARGET / path).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / path).write_bytes(content)
    README.write_text(readme())
    LOCK.write_text(json.dumps(lock, indent=2) + "\n")


def complaints() -> list[str]:
    """What differs between the committed files, the lock and the list above; empty where all is well."""
    lock = json.loads(LOCK.read_text())
    wanted = {path: digest for entry in lock.values() for path, digest in entry["files"].items()}
    there = {path.relative_to(TARGET).as_posix(): path for path in TARGET.rglob("*") if path.is_file()}
    there.pop(README.name, None)
    found = [f"missing: {path}" for path in sorted(wanted.keys() - there.keys())]
    found += [f"not in the lock: {path}" for path in sorted(there.keys() - wanted.keys())]
    found += [
        f"changed: {path}"
        for path in sorted(wanted.keys() & there.keys())
        if sha256(there[path].read_bytes()) != wanted[path]
    ]
    if {name: entry["version"] for name, entry in lock.items()} != {p.name: p.version for p in PACKAGES}:
        found.append("the lock names other packages or versions than tools/vendor.py")
    if not README.exists() or README.read_text() != readme():
        found.append("static/vendor/README.md is stale")
    return found


def main() -> None:
    """Update, or with --check compare; the exit code is 1 where something differs."""
    if sys.argv[1:] == ["--check"]:
        found = complaints()
        print("\n".join(found) or "static/vendor is as the lock says.")
        raise SystemExit(bool(found))
    update()


if __name__ == "__main__":
    main()

"""Hold the golden papers and any PDFs named as arguments against PDF/UA-1 and PDF/A-2a by the real veraPDF.

    python -m tools.conformance [more.pdf ...]

Leaves with 1 when a file does not conform, or when veraPDF accepts a file that cannot. Without Java, Maven or the
artefacts of Maven Central it says NOT CHECKED and leaves with 0.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from programmes.letters.certificate import render_certificate
from programmes.letters.notice import render_notice
from programmes.letters.print_file import print_file
from programmes.letters.render import render
from programmes.letters.report import render_report
from programmes.letters.roll import render_roll
from programmes.letters.sheet import render_sheet
from tests.programmes.letters.certificate_samples import GOLDEN_CERTIFICATES
from tests.programmes.letters.notice_samples import GOLDEN_NOTICES
from tests.programmes.letters.report_samples import GOLDEN_REPORTS
from tests.programmes.letters.roll_samples import GOLDEN_ROLLS
from tests.programmes.letters.samples import GOLDEN_LETTERS
from tests.programmes.letters.sheet_samples import GOLDEN_SHEETS

ROOT = Path(__file__).resolve().parent.parent
VERAPDF = ROOT / "tools" / "verapdf"
WORK = ROOT / "var" / "conformance"


class UncheckedError(Exception):
    """Something is missing on this machine."""


def tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise UncheckedError(f"{name} is not installed")
    return path


def class_path() -> str:
    """Fetch veraPDF as the pom pins it; give the Java class path."""
    target = WORK / "classpath.txt"
    target.unlink(missing_ok=True)
    goal = ["dependency:build-classpath", f"-Dmdep.outputFile={target}"]
    command = [tool("mvn"), "-q", "-B", "-f", str(VERAPDF / "pom.xml"), *goal]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    except subprocess.TimeoutExpired:
        raise UncheckedError("Maven did not answer within ten minutes") from None
    if done.returncode or not target.exists():
        last_words = (done.stdout + done.stderr).strip().splitlines()[:1] or ["no word from Maven"]
        raise UncheckedError(f"veraPDF could not be fetched: {last_words[0]}")
    return target.read_text(encoding="utf-8").strip()


def write_letters() -> tuple[list[Path], Path]:
    """Render the golden papers; give their paths, and that of a file without tags, which none may pass."""
    paths = []
    for name, make in GOLDEN_LETTERS.items():
        paths.append(WORK / f"{name}.pdf")
        paths[-1].write_bytes(render(make()).pdf)
    for name, make_notice in GOLDEN_NOTICES.items():
        paths.append(WORK / f"{name}.pdf")
        paths[-1].write_bytes(render_notice(make_notice()))
    for name, make_sheet in GOLDEN_SHEETS.items():
        paths.append(WORK / f"{name}.pdf")
        paths[-1].write_bytes(render_sheet(make_sheet()))
    for name, make_report in GOLDEN_REPORTS.items():
        paths.append(WORK / f"{name}.pdf")
        paths[-1].write_bytes(render_report(make_report()))
    for name, make_certificate in GOLDEN_CERTIFICATES.items():
        paths.append(WORK / f"{name}.pdf")
        paths[-1].write_bytes(render_certificate(make_certificate()))
    for name, make_roll in GOLDEN_ROLLS.items():
        paths.append(WORK / f"{name}.pdf")
        paths[-1].write_bytes(render_roll(make_roll()))
    untagged = WORK / "untagged.pdf"
    untagged.write_bytes(print_file([paths[0].read_bytes()]))
    return paths, untagged


def verapdf(classes: str, paths: list[Path]) -> subprocess.CompletedProcess[str]:
    command = [tool("java"), "-cp", classes, str(VERAPDF / "Conformance.java"), *map(str, paths)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def main() -> int:
    WORK.mkdir(parents=True, exist_ok=True)
    try:
        tool("javac")  # runs Conformance.java from its source
        classes = class_path()
    except UncheckedError as reason:
        print(f"NOT CHECKED: {reason}.")
        return 0
    letters, untagged = write_letters()
    verdict = verapdf(classes, letters + [Path(argument) for argument in sys.argv[1:]])
    print(verdict.stdout, end="")
    if verdict.returncode:
        print(verdict.stderr, end="")
        return 1
    if "DOES NOT CONFORM" not in verapdf(classes, [untagged]).stdout:
        print("veraPDF found no fault with a file without tags: its verdicts cannot be trusted.")
        return 1
    print(f"Counter-check: {untagged.name} is refused, as it must be.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

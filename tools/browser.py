"""The browser of the tests: Debian's Chromium, found by its path.

python tools/browser.py     as root on Debian install what is missing; else say how
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "libatomic1")
HOW = f"apt-get install {' '.join(PACKAGES)}, or CHROMIUM=/path/to/chromium"


def find() -> str | None:
    """The path of a Chromium: $CHROMIUM, else the first that PATH knows; None where there is none."""
    given = os.environ.get("CHROMIUM")
    if given:
        return shutil.which(given)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def launch_options() -> dict[str, object]:
    """How Playwright starts it. Only root goes without the sandbox.

    Raises FileNotFoundError where something is missing; ask before Playwright starts, its Node fails less clearly.
    """
    path = find()
    if path is None or missing():
        raise FileNotFoundError(f"no {'libatomic' if path else 'Chromium'} ({HOW})")
    return {"executable_path": path, "chromium_sandbox": os.geteuid() != 0}


def missing() -> bool:
    """Whether Chromium or the library that Playwright's own Node needs is not there."""
    return find() is None or ctypes.util.find_library("atomic") is None


def install() -> None:
    """Install what is missing with apt-get, as root on a Debian; anybody else reads how. Never fails."""
    if not missing():
        return
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        print(f"The browser tests will be skipped: {HOW}", file=sys.stderr)
        return
    print(f"Installing {' and '.join(PACKAGES)} with apt-get ...", file=sys.stderr)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *PACKAGES]):
        command = [apt, "-o", "DPkg::Lock::Timeout=120", *arguments]
        result = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if result.returncode:
            print(f"apt-get {arguments[0]}: {result.stderr.decode(errors='replace').strip()[-500:]}", file=sys.stderr)


if __name__ == "__main__":
    install()

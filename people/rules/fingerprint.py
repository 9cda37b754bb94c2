"""Secrets that open something are shown once and kept only as what cannot be turned back."""

from __future__ import annotations

from hashlib import sha256


def fingerprint(secret: str) -> str:
    """What is stored of a secret: its SHA-256 in hexadecimal digits. Secrets are random, so no salt is needed."""
    return sha256(secret.encode()).hexdigest()

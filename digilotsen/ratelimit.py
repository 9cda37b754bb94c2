"""How often one address may knock at a public door; counted in the shared cache, so across all processes."""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def knocks_too_often(request: HttpRequest, door: str, *, limit: int, seconds: int) -> bool:
    """Count this request at `door`; whether its address came more than `limit` times in this window of `seconds`.

    The address is the one behind as many proxies as TRUSTED_PROXY_COUNT says.
    """
    window = int(time.time()) // seconds
    key = f"knock:{door}:{get_adapter().get_client_ip(request)}:{window}"
    if cache.add(key, 1, timeout=seconds):
        return False
    try:
        return bool(cache.incr(key) > limit)
    except ValueError:  # the entry ran out between the two lines
        return False

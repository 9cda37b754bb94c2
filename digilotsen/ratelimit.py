"""How often one address may knock at a public door; counted in the shared cache, so across all processes."""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest


def knocks_too_often(request: HttpRequest, door: str, *, limit: int, seconds: int) -> bool:
    """Count this request at `door`; whether its address came more than `limit` times in this window of `seconds`.

    The address is the one behind as many proxies as TRUSTED_PROXY_COUNT says.
    """
    window = int(time.time()) // seconds
    return _count(f"knock:{door}:{get_adapter().get_client_ip(request)}:{window}", seconds) > limit


def _count(key: str, seconds: int) -> int:
    """Add one to the counter `key`; the cache reads and writes in two steps, so one at a time does it."""
    with transaction.atomic():
        if cache.add(key, 1, timeout=seconds):
            return 1
        _lock(key)
        # An entry that ran out between the two lines begins anew.
        count = int(cache.get(key, 0)) + 1
        cache.set(key, count, timeout=seconds)
        return count


def _lock(key: str) -> None:
    """Lock the row of the counter until the transaction ends; on SQLite the transaction has locked all there is."""
    if connection.features.has_select_for_update:
        table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE cache_key = %s FOR UPDATE", [cache.make_key(key)])  # noqa: S608 -- the table is our setting

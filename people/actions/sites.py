"""The buildings of the administration."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.department import Site
from people.models.user import User


@action
def add_site(name: str, street: str, postcode: str, city: str, *, by: User | None) -> Site:
    """Add a building with its address; raise Refused where the name is taken."""
    site = Site(name=name, street=street, postcode=postcode, city=city)
    _save(site)
    record(by, "site added", site, {"name": name})
    return site


@action
def correct_site(site: Site, name: str, street: str, postcode: str, city: str, *, by: User | None) -> Site:
    """Put a building's name and address right; raise Refused where another one has the name."""
    site = Site.objects.select_for_update().get(pk=site.pk)
    told = {"name": name, "street": street, "postcode": postcode, "city": city}
    changed = [field for field, value in told.items() if getattr(site, field) != value]
    for field in changed:
        setattr(site, field, told[field])
    if changed:
        _save(site)
        record(by, "site corrected", site, {"fields": changed})
    return site


def _save(site: Site) -> None:
    try:
        with transaction.atomic():
            site.save()
    except IntegrityError:  # the constraint decides, so that two who enter the same name at once get one answer
        raise Refused(_("There is a building with this name already."), "name") from None

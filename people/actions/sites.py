"""The buildings of the administration."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.actions.action import action, record
from people.errors import Refused
from people.models.department import Site
from people.models.user import User


@action
def add_site(name: str, street: str, postcode: str, city: str, *, by: User | None) -> Site:
    """Add a building with its address; raise Refused where the name is taken."""
    if Site.objects.filter(name=name).exists():
        raise Refused(_("There is a building with this name already."), "name")
    site = Site.objects.create(name=name, street=street, postcode=postcode, city=city)
    record(by, "site added", site, {"name": name})
    return site


@action
def correct_site(site: Site, name: str, street: str, postcode: str, city: str, *, by: User | None) -> Site:
    """Put a building's name and address right; raise Refused where another one has the name."""
    site = Site.objects.select_for_update().get(pk=site.pk)
    if Site.objects.filter(name=name).exclude(pk=site.pk).exists():
        raise Refused(_("There is a building with this name already."), "name")
    told = {"name": name, "street": street, "postcode": postcode, "city": city}
    changed = [field for field, value in told.items() if getattr(site, field) != value]
    for field in changed:
        setattr(site, field, told[field])
    if changed:
        site.save(update_fields=changed)
        record(by, "site corrected", site, {"fields": changed})
    return site

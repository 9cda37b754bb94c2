"""The picture somebody shows, or keeps to themselves."""

from __future__ import annotations

from hashlib import sha256

from people.actions.action import action, record
from people.actions.profiles import release, withdraw_consent
from people.models.consent import VoluntaryField
from people.models.photo import Photo
from people.models.pilot import Pilot
from people.models.user import User


@action
def keep_photo(pilot: Pilot, jpeg: bytes | None, *, shown: bool, by: User | None) -> None:
    """Keep `jpeg`, made by rules.pictures, as the person's picture and show it only if `shown`; None: the old one."""
    Pilot.objects.select_for_update().get(pk=pilot.pk)
    if jpeg is not None:
        values = {"jpeg": jpeg, "sha256": sha256(jpeg).hexdigest()}
        photo, _new = Photo.objects.update_or_create(pilot=pilot, defaults=values)
        record(by, "photo kept", photo, {"pilot": pilot.pk})
    release(pilot, {VoluntaryField.PHOTO} if shown else (), of=(VoluntaryField.PHOTO,), by=by)


@action
def remove_photo(pilot: Pilot, *, by: User | None) -> None:
    """Take the picture out of the register, and its release back; without a picture nothing happens."""
    Pilot.objects.select_for_update().get(pk=pilot.pk)
    photo = Photo.objects.filter(pilot=pilot).first()
    if photo is not None:
        record(by, "photo removed", photo, {"pilot": pilot.pk})
        photo.delete()
    withdraw_consent(pilot, VoluntaryField.PHOTO, by=by)

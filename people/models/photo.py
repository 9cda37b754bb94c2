from __future__ import annotations

from django.db import models

from people.models.pilot import Pilot


class Photo(models.Model):
    """A pilot's picture, made anew from what was uploaded: square, small, without what the camera wrote into it."""

    pilot = models.OneToOneField(Pilot, on_delete=models.PROTECT, related_name="photo")
    jpeg = models.BinaryField()
    # Part of the picture's address, so that a browser may keep it and still sees a new one at once.
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.pilot)

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.pilot import Pilot


class Language(models.TextChoices):
    """Languages a colleague may want to be helped in, by their ISO 639 codes; any other is told in words."""

    GERMAN = "de", _("German")
    GERMAN_SIGN = "gsg", _("German Sign Language")
    ALBANIAN = "sq", _("Albanian")
    AMHARIC = "am", _("Amharic")
    ARABIC = "ar", _("Arabic")
    ARMENIAN = "hy", _("Armenian")
    BOSNIAN = "bs", _("Bosnian")
    BULGARIAN = "bg", _("Bulgarian")
    CHINESE = "zh", _("Chinese")
    CROATIAN = "hr", _("Croatian")
    CZECH = "cs", _("Czech")
    DANISH = "da", _("Danish")
    DUTCH = "nl", _("Dutch")
    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    GREEK = "el", _("Greek")
    HUNGARIAN = "hu", _("Hungarian")
    ITALIAN = "it", _("Italian")
    JAPANESE = "ja", _("Japanese")
    KURDISH = "ku", _("Kurdish")
    NORWEGIAN = "no", _("Norwegian")
    PASHTO = "ps", _("Pashto")
    PERSIAN = "fa", _("Persian")
    POLISH = "pl", _("Polish")
    PORTUGUESE = "pt", _("Portuguese")
    ROMANIAN = "ro", _("Romanian")
    RUSSIAN = "ru", _("Russian")
    SERBIAN = "sr", _("Serbian")
    SLOVAK = "sk", _("Slovak")
    SOMALI = "so", _("Somali")
    SPANISH = "es", _("Spanish")
    SWEDISH = "sv", _("Swedish")
    TIGRINYA = "ti", _("Tigrinya")
    TURKISH = "tr", _("Turkish")
    UKRAINIAN = "uk", _("Ukrainian")
    VIETNAMESE = "vi", _("Vietnamese")


class SpokenLanguage(models.Model):
    """A pilot can help in this language; shown once the person has released its languages."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="spoken_languages")
    language = models.CharField(_("language"), max_length=3, choices=Language.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_entry_per_language", fields=["pilot", "language"]),
            models.CheckConstraint(name="language_is_a_known_one", condition=models.Q(language__in=Language.values)),
        ]

    def __str__(self) -> str:
        return self.get_language_display()

from collections import defaultdict

from django.core.management import CommandError
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Lower


def lowered(mails):
    """The addresses to change, by key; CommandError where two people would have the same one."""
    owners = defaultdict(list)
    for _key, mail in mails:
        owners[mail.lower()].append(mail)
    if twice := [" and ".join(sorted(found)) for found in owners.values() if len(found) > 1]:
        raise CommandError(
            "Addresses of people are kept in lower case from now on, and these would become the same: "
            f"{'; '.join(sorted(twice))}. Please correct one of each in the release before, then migrate again."
        )
    return {key: mail.lower() for key, mail in mails if mail != mail.lower()}


def lower_mails(apps, schema_editor):
    pilots = apps.get_model("people", "Pilot").objects
    for key, mail in lowered(list(pilots.order_by("pk").values_list("pk", "mail"))).items():
        pilots.filter(pk=key).update(mail=mail)


class Migration(migrations.Migration):
    dependencies = [("people", "0005_words_and_languages")]

    operations = [
        migrations.RunPython(lower_mails, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="pilot",
            constraint=models.CheckConstraint(
                name="mail_is_stored_in_lower_case",
                condition=Q(mail=Lower("mail")),
                violation_error_message="E-mail addresses are stored in lower case.",
            ),
        ),
    ]

from collections import Counter

from django.db import migrations
from django.utils import timezone


def put_on_lists(apps, schema_editor):
    """What was handed over before there were lists stands on the list of its ceremony, in the order of the names."""
    Handover = apps.get_model("programmes", "Handover")
    CeremonyEntry = apps.get_model("programmes", "CeremonyEntry")
    CeremonyFact = apps.get_model("programmes", "CeremonyFact")
    now = timezone.now()
    places: Counter[int] = Counter()
    entries, facts = [], []
    in_order = ("letter__sort_key_as_printed", "letter__year", "letter__number")
    for handover in Handover.objects.select_related("ceremony").order_by(*in_order):
        ceremony, letter = handover.ceremony, handover.letter_id
        places[ceremony.pk] += 1
        entries.append(CeremonyEntry(ceremony=ceremony, letter_id=letter, position=places[ceremony.pk]))
        facts.append(
            CeremonyFact(ceremony=ceremony, letter_id=letter, step="handed_over", day=ceremony.held_on, noted_at=now)
        )
    CeremonyEntry.objects.bulk_create(entries)
    CeremonyFact.objects.bulk_create(facts)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0020_ceremony_lists")]

    # Backwards the lists go with their tables.
    operations = [migrations.RunPython(put_on_lists, migrations.RunPython.noop)]

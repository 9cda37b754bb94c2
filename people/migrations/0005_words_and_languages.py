from django.db import migrations

# The languages that were told in words and have an entry of their own now; every other word stays where it was written.
CODES = {
    "deutsch": "de",
    "englisch": "en",
    "französisch": "fr",
    "polnisch": "pl",
    "russisch": "ru",
    "schwedisch": "sv",
    "türkisch": "tr",
    "ukrainisch": "uk",
    "vietnamesisch": "vi",
}


def collate_words(apps, schema_editor):
    """Words are compared by bytes, as SQLite does anyway, so that a range of them is a prefix."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE people_nameword ALTER COLUMN word TYPE varchar(100) COLLATE "C"')


def fill_words(apps, schema_editor):
    Pilot, NameWord = apps.get_model("people", "Pilot"), apps.get_model("people", "NameWord")
    for pilot in Pilot.objects.all():
        words = sorted(set(pilot.search_text.split()))
        NameWord.objects.bulk_create(NameWord(pilot=pilot, word=word[:100]) for word in words)


def sort_languages(apps, schema_editor):
    Pilot, SpokenLanguage = apps.get_model("people", "Pilot"), apps.get_model("people", "SpokenLanguage")
    for pilot in Pilot.objects.exclude(other_languages=""):
        told = [word.strip() for word in pilot.other_languages.split(",")]
        codes = {CODES[word.lower()] for word in told if word.lower() in CODES}
        SpokenLanguage.objects.bulk_create(SpokenLanguage(pilot=pilot, language=code) for code in sorted(codes))
        pilot.other_languages = ", ".join(word for word in told if word and word.lower() not in CODES)
        pilot.save(update_fields=["other_languages"])


class Migration(migrations.Migration):
    dependencies = [("people", "0004_directory")]

    operations = [
        migrations.RunPython(collate_words, migrations.RunPython.noop),
        migrations.RunPython(fill_words, migrations.RunPython.noop),
        migrations.RunPython(sort_languages, migrations.RunPython.noop),
    ]

"""The fifteen of the first round. All invented; each name is there for a reason: sorting, signs, length, address."""

from __future__ import annotations

from people.actions.pilots import PersonName
from people.models.pilot import ContactWay, FormOfAddress
from people.models.role_name import RoleForm
from people.models.spoken_language import Language
from people.rules.own_profile import Told
from programmes.management.demo.departments import IT, MARKETING, OLD_IT, ROADS, TRAFFIC, VERY_LONG
from programmes.management.demo.people import Person

_MS, _MR = FormOfAddress.MS, FormOfAddress.MR
_F, _M = RoleForm.FEMININE, RoleForm.MASCULINE

FIRST_ROUND = (
    Person(
        PersonName("Ährenfeld", "Jördis", academic_title="Dr.", form_of_address=_MS, role_form=_F),
        "Jugendamt",
        account="pilot@demo.example",
        topics=("E-Akte", "Prozessaufnahme", "Digitale Zusammenarbeit", "Datenschutz im Alltag"),
        told=Told(
            bio="Ich habe die Einführung der elektronischen Akte im Jugendamt begleitet und zeige gern, wie sie den "
            "Alltag leichter macht – am liebsten direkt an Ihrem Arbeitsplatz.",
            languages=(
                Language.GERMAN,
                Language.ENGLISH,
                Language.SWEDISH,
            ),
            office_hours="dienstags 9 bis 11 Uhr, Ostanlage, und nach Absprache",
            contact_me_for="erste Schritte mit der E-Akte, Ordnung in der Ablage, Abläufe, die zu lang geworden sind",
            preferred_contact=ContactWay.VISIT,
            helps_other_departments=True,
        ),
    ),
    Person(
        PersonName("Häcker", "Emil", form_of_address=_MR, role_form=_M),
        "Ordnungsamt",
        topics=("E-Akte", "Formulare und Workflows", "Mobile Arbeit"),
        told=Told(
            office_hours="mittwochs 13 bis 15 Uhr",
            contact_me_for="Formulare, die von selbst an die richtige Stelle gehen",
            preferred_contact=ContactWay.PHONE,
            helps_other_departments=True,
        ),
    ),
    Person(
        PersonName("Haecker", "Manfred", form_of_address=_MR, role_form=_M),
        "Kämmerei",
        topics=("Tabellen und Auswertungen", "Digitale Signatur", "RPA"),
        told=Told(
            bio="Zahlen ordnen, Abläufe vereinfachen: Bringen Sie Ihre Tabelle ruhig mit.",
        ),
    ),
    Person(
        PersonName("Hacker", "Simon", form_of_address=_MR, role_form=_M),
        OLD_IT,
        today_in=IT,
        topics=("Informationssicherheit", "KI-Assistenten", "Videokonferenz"),
        told=Told(
            languages=(
                Language.GERMAN,
                Language.ENGLISH,
            ),
            helps_other_departments=True,
        ),
    ),
    Person(
        PersonName("Hackmann", "Gustav", form_of_address=_MR, role_form=_M),
        TRAFFIC,
        today_in=ROADS,
        topics=("Geodaten", "Mobile Arbeit"),
    ),
    Person(
        PersonName("Aßmann", "Erika", form_of_address=_MS, role_form=_F),
        "Haupt- und Personalamt",
        topics=("Scannen und Posteingang", "E-Akte", "Videokonferenz"),
        told=Told(
            bio="Vom Papier zur digitalen Post: Ich kenne den Posteingang im Rathaus von der ersten Kiste an.",
            office_hours="montags und donnerstags 10 bis 12 Uhr",
            preferred_contact=ContactWay.PHONE,
            helps_other_departments=True,
        ),
    ),
    Person(
        PersonName("Assmann", "Frank", form_of_address=_MR, role_form=_M),
        MARKETING,
        today_in="Stadtbüro",
        topics=("Terminvergabe", "Online-Dienste (OZG)"),
        keeps_to_themselves=True,
        named_to_the_press=False,
        told=Told(
            bio="Diese Zeilen sind noch ein Entwurf.",
        ),
    ),
    Person(
        PersonName("Testau", "Maximilian", name_particle="von der", form_of_address=_MR, role_form=_M),
        "Bauordnungsamt",
        topics=("Online-Dienste (OZG)", "Digitale Signatur", "Prozessaufnahme"),
    ),
    Person(
        PersonName("Yıldız-Muster", "Kim", pronunciation="Kim Jildis-Muster"),
        "Stadtplanungsamt",
        topics=("Geodaten", "KI-Assistenten"),
        told=Told(
            languages=(
                Language.GERMAN,
                Language.TURKISH,
                Language.ENGLISH,
            ),
            helps_other_departments=True,
        ),
    ),
    Person(
        PersonName(
            "Łukowska-Probe",
            "Beata",
            academic_title="Prof. Dr.",
            form_of_address=_MS,
            role_form=_F,
            pronunciation="Beata Wukofska-Probe",
        ),
        "Stadtbibliothek",
        topics=("Barrierefreie Dokumente", "Digitale Zusammenarbeit"),
        told=Told(
            bio="Dokumente, die alle lesen können: Ich prüfe Ihre Vorlage und zeige, worauf es ankommt.",
            languages=(
                Language.GERMAN,
                Language.POLISH,
            ),
            office_hours="freitags 9 bis 12 Uhr in der Stadtbibliothek",
            contact_me_for="Vorlagen, die alle lesen können, und gemeinsame Ablagen",
            preferred_contact=ContactWay.MAIL,
            helps_other_departments=True,
        ),
    ),
    Person(
        PersonName("Öztürk-Beispiel", "Anne-Sophie", academic_suffix="M. A.", form_of_address=_MS, role_form=_F),
        "Amt für soziale Angelegenheiten",
        topics=("Datenschutz im Alltag", "Formulare und Workflows", "Barrierefreie Dokumente"),
        told=Told(
            languages=(
                Language.GERMAN,
                Language.TURKISH,
                Language.FRENCH,
            ),
            preferred_contact=ContactWay.MAIL,
        ),
    ),
    Person(
        PersonName("D’Exempel", "Noé", form_of_address=_MR, role_form=_M, pronunciation="Nojeh Degsampel"),
        "Gartenamt",
        topics=("Mobile Arbeit",),
        told=Told(
            bio="Mit dem Tablet zwischen Bäumen und Beeten: Ich helfe, wo kein Schreibtisch steht.",
        ),
    ),
    Person(
        PersonName(
            "Nguyễn",
            "Thị Demo",
            display_name_override="Nguyễn Thị Demo",
            role_form=_F,
            pronunciation="Nwien Ti Demo",
        ),
        "Schulverwaltungsamt",
        topics=("Videokonferenz", "Digitale Zusammenarbeit", "Tabellen und Auswertungen"),
        told=Told(
            languages=(
                Language.GERMAN,
                Language.VIETNAMESE,
            ),
            contact_me_for="die erste eigene Videokonferenz und Tabellen, die nicht rechnen wollen",
            helps_other_departments=True,
        ),
    ),
    Person(PersonName("Muster", "Sam"), VERY_LONG, topics=("Projektmethoden",), named_to_the_press=False),
    Person(
        PersonName("Hinterhuber-Schnabelwitz-Langenscheid", "Lieselotte Wilhelmine", form_of_address=_MS, role_form=_F),
        "Amt für soziale Angelegenheiten",
        topics=("Projektmethoden", "Terminvergabe", "Scannen und Posteingang"),
        told=Told(
            office_hours="täglich 8 bis 9 Uhr",
        ),
    ),
)

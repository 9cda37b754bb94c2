"""The people of the later rounds and those in none yet. All invented."""

from __future__ import annotations

from dataclasses import replace

from programmes.management.demo.departments import IT, OFFICE, ROADS
from programmes.management.demo.people import person
from programmes.models.enrolment import EnrolmentState

TRAINEE = "trainee@demo.example"
JO = person("Jo", "Beispiel", "", "Gartenamt", today_in="-")
JO_MOVED_TO = "Stadtbüro"

# Who of the second round lacks what; to the others nothing is missing.
LACKS_D2 = replace(person("Aylin", "Exempel", "ms", "Standesamt"), account=TRAINEE)
LACKS_AN_ELECTIVE = person("Björn", "Probe", "mr", "Revisionsamt")
LACKS_TWO = person("Čeněk", "Vorlage", "mr", "Gartenamt")
# Who came with knowledge of their own.
RECOGNISED_BASICS = person("Małgorzata", "Modell", "ms", "Schulverwaltungsamt")
RECOGNISED_PROCESSES = person("Håkon", "Exempel", "mr", IT)
EXEMPTED = person("Jürgen", "Platzhalter", "mr", "Kämmerei")

SECOND_ROUND = (
    LACKS_D2,
    LACKS_AN_ELECTIVE,
    LACKS_TWO,
    RECOGNISED_BASICS,
    RECOGNISED_PROCESSES,
    EXEMPTED,
    person("Dörte", "Musterfrau", "ms", "Jugendamt"),
    person("Émilie", "Beispiel-Probe", "ms", "Kulturamt"),
    person("Fatoş", "Testmann", "ms", "Amt für soziale Angelegenheiten"),
    person("Gökhan", "Muster", "mr", "Abteilung Ordnungspolizei"),
    person("İpek", "Demo", "ms", "Stadtbüro"),
    person("Käthe", "Schablone", "ms", "Haupt- und Personalamt"),
    person("Łukasz", "Prototyp", "mr", ROADS),
    person("Niko", "Entwurf", "", "Stadtplanungsamt"),
    person("Özlem", "Musterstein", "ms", "Bauordnungsamt"),
    JO,
)

RECOGNISED_IN_THIRD = person("Søren", "Muster", "mr", "Sportamt")
THIRD_ROUND = (
    RECOGNISED_IN_THIRD,
    person("Renée", "Beispiel", "ms", "Oberhessisches Museum"),
    person("Tímea", "Probe", "ms", "Kita-Verwaltung"),
    person("Uğur", "Exempel", "mr", "Abteilung Straßenverkehr"),
    person("Věra", "Testmann", "ms", "Rechtsamt"),
    person("Wiesława", "Demo", "ms", "Vermessungsamt"),
    person("Xaver", "Platzhalter", "mr", "Brandschutzamt"),
    person("Yüksel", "Vorlage", "", "Wirtschaftsförderung"),
    person("Željko", "Schablone", "mr", "Hochbauamt"),
    person("Ángel", "Prototyp", "mr", "Stadtbüro"),
    person("Çiğdem", "Modell", "ms", "Jugendamt"),
    person("Đorđe", "Entwurf", "mr", "Gartenamt"),
    person("Íñigo", "Musterknabe", "mr", "Büro für Bürgerbeteiligung"),
    person("Ștefania", "Beispiel", "ms", "Kämmerei"),
)
WENT_TO_D1_ALREADY = 10

_S = EnrolmentState
# How far everybody has come who got one of the first seats of the fourth round; Jo, from the second, has one, too.
FOURTH_ROUND = (
    (person("Gül", "Platzhalter", "ms", "Stadtbibliothek"), _S.PROPOSED),
    (person("Henriëtte", "Schablone", "ms", "Haupt- und Personalamt"), _S.PROPOSED),
    (person("Cédric", "Exempel", "mr", "Kita-Verwaltung"), _S.PROPOSED),
    (person("Ålva", "Muster", "ms", "Jugendamt"), _S.CONSENTED),
    (person("Bożena", "Probe", "ms", "Jugendamt"), _S.CONSENTED),
    (person("Dóra", "Testmann", "ms", "Ordnungsamt"), _S.AGREED),
    (person("Emre", "Demo", "mr", "Rechtsamt"), _S.ADMITTED),
    (person("Françoise", "Vorlage", "ms", "Standesamt"), _S.ADMITTED),
)
WITHDRAWS = person("Ivo", "Prototyp", "mr", "Sportamt")
WAITING = (person("Jānis", "Modell", "mr", IT), person("Kübra", "Entwurf", "ms", "Revisionsamt"))

# Employees with an account who are in no round: somebody to enrol.
IN_NO_ROUND = (
    person("Lējla", "Musterhaus", "ms", "Jugendamt"),
    person("Matěj", "Probstein", "mr", "Kita-Verwaltung"),
    person("Nadežda", "Exempler", "ms", "Ordnungsamt"),
    person("Oğuz", "Testfeld", "mr", "Kämmerei"),
    person("Pálma", "Demofeld", "ms", "Rechtsamt"),
    person("Quirin", "Musterberg", "mr", "Hochbauamt"),
    person("Raphaël", "Beispielmann", "mr", "Kulturamt"),
    person("Sümeyye", "Probefeld", "ms", "Standesamt"),
    person("Thorvald", "Musterholm", "mr", "Vermessungsamt"),
    person("Ülkü", "Vorlagen", "ms", "Sportamt"),
    person("Valérie", "Exempelhof", "ms", "Revisionsamt"),
    person("Władysław", "Schablonski", "mr", ROADS),
    person("Xenia", "Platz-Halter", "ms", "Wirtschaftsförderung"),
    person("Yağmur", "Modellbau", "ms", "Stadtplanungsamt"),
    person("Zdeněk", "Prototypa", "mr", OFFICE),
    person("Žofia", "Entwurfova", "ms", "Brandschutzamt"),
)

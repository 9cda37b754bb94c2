"""The rest of the paper: the queue for free seats, and lists of people that are enrolled whole and taken back whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tests.programmes.round_model import No, Office, PaperList


class Paper(Office):
    """The office with its waiting lists and its lists of people."""

    def take(self, key: str, to: str, today: date, on: date) -> list[str]:
        """The step that leads to a state; `on` is the day of a signature."""
        match to:
            case "consented" | "agreed":
                return self.sign(key, to, on, today)
            case "offered":
                return self.offer(key, today)
            case "finished":
                return self.finish(key)
            case "deferred":
                return self.defer(key, None, today)
            case "declined" | "withdrawn" | "discontinued":
                return self.leave(key, to, today)
        return self.step(key, to)

    # Waiting for a seat

    def offer(self, key: str, today: date) -> list[str]:
        verbs = self.step(key, "offered")
        place = self.places[key]
        place.until = today + timedelta(days=self.rounds[place.round].offer_days)
        return verbs

    def offer_free_seats(self, number: int, today: date) -> list[str]:
        cohort, free = self.rounds[number], self.free(number)
        if cohort.state not in ("enrolling", "running"):
            raise No("the round takes nobody")
        if cohort.queue and free < 1:
            raise No("no seat is free")
        return [verb for key in cohort.queue[:free] for verb in self.offer(key, today)]

    def promote(self, number: int, today: date) -> list[str]:
        """What a round does that offers its free seats by itself; the others do nothing, and so do full ones."""
        cohort = self.rounds[number]
        takes = cohort.by_itself and cohort.state in ("enrolling", "running") and self.free(number) > 0
        return self.offer_free_seats(number, today) if takes else []

    def lapse(self, today: date) -> list[str]:
        """Offers whose last day is over go back, the oldest first; each to the end of the queue."""
        verbs = []
        for cohort in self.rounds.values():
            lapsed = [one for one in self.in_round(cohort.number) if one.state == "offered" and one.until < today]
            for place in sorted(lapsed, key=lambda one: (one.until, one.waited_from)):
                verbs += self.step(place.name, "waitlisted")
                place.until = None
            if lapsed:
                verbs += self.promote(cohort.number, today)
        return verbs

    # Lists of people

    def read(self, number: int, people: Sequence[str], at: datetime) -> list[str]:
        """A list is kept for a day; when the next one is read, older ones that were not enrolled are forgotten."""
        old = [key for key, one in self.lists.items() if one.round == number and one.read_at < at - timedelta(days=1)]
        for key in old:
            if self.lists[key].state == "preview":
                del self.lists[key]
        self.lists[f"list {self.next()}"] = PaperList(
            number, tuple(people), at, shown=self.look_through(number, people)
        )
        return ["list read"]

    def look_through(self, number: int, people: Sequence[str], *, waits: bool = True) -> list[tuple[str, int | None]]:
        """What enrolling would do for each line, and which person of the register that is."""
        free, seen, found = self.free(number), set(), []
        for person in people:
            if person in self.appointed:
                verdict = "refused"
            elif person in self.register and self.place_of(person, number):
                verdict = "inside"
            elif person in seen:
                verdict = "twice"
            elif free > 0:
                verdict, free = "seat", free - 1
            else:
                verdict = "waits" if waits else "full"
            seen.add(person)
            found.append((verdict, self.register.get(person)))
        return found

    def enrol_list(self, key: str, at: datetime, *, waits: bool, leave_open: bool, looked_again: bool) -> list[str]:
        paper = self.lists[key]
        if paper.state != "preview":
            raise No("enrolled already")
        if not self.rounds[paper.round].is_open(at.date()):
            raise No("the round takes nobody today")
        if not looked_again and paper.shown != self.look_through(paper.round, paper.people):
            raise No("something has changed since it was looked through")
        verdicts = [verdict for verdict, _who in self.look_through(paper.round, paper.people, waits=waits)]
        if not {"seat", "waits"} & set(verdicts):
            raise No("nobody of it can be enrolled")
        if {"full", "refused"} & set(verdicts) and not leave_open:
            raise No("something is open")
        verbs = []
        for person, verdict in zip(paper.people, verdicts, strict=True):
            if verdict not in ("seat", "waits"):
                continue
            if person not in self.register:
                self.register[person] = self.next()
                paper.entered.append(person)
                verbs.append("person entered")
            paper.made.append(self.put(person, paper.round, "waitlisted" if verdict == "waits" else "proposed").name)
            if self.settle(person):
                paper.settled.append(person)
                verbs.append("interest closed")
            verbs.append("enrolled")
        paper.state, paper.read_at = "enrolled", at
        return [*verbs, "list enrolled"]

    def undo(self, key: str) -> list[str]:
        """Everything the list made goes, except what somebody touched since: that stays and is named in `kept`."""
        paper, verbs = self.lists[key], []
        if paper.state != "enrolled":
            raise No("not enrolled, or taken back already")
        made = [self.places[name] for name in paper.made]
        for place in made:
            if not place.touched:
                if place.state == "waitlisted":
                    self.rounds[place.round].queue.remove(place.name)
                del self.places[place.name]
                verbs.append("enrolment taken back")
        for place in made:
            kept = "" if place.name not in self.places else "enrolment"
            if not kept and place.person in paper.settled and place.person not in self.interested:
                self.interested.add(place.person)
                verbs.append("interest opened again")
            if not kept and place.person in paper.entered:
                if any(one.person == place.person for one in self.places.values()):
                    kept = "person"
                else:
                    del self.register[place.person]
                    verbs.append("person taken out")
            paper.kept.append(kept)
        paper.state = "undone"
        return [*verbs, "list taken back"]

"""One noun, one file. Django finds the models here; code imports each from its own file."""

from programmes.models.appointment import Appointment
from programmes.models.ceremony import Ceremony, Handover
from programmes.models.cohort import Cohort
from programmes.models.curriculum import Curriculum, CurriculumModule
from programmes.models.enrolment import Enrolment
from programmes.models.letter import AppointmentLetter, LetterDocument
from programmes.models.letter_counter import LetterCounter
from programmes.models.letter_text import LetterTemplate, Signatory
from programmes.models.module_result import ModuleResult
from programmes.models.module_session import ModuleSession
from programmes.models.programme import Programme, SubjectArea, TrainingModule
from programmes.models.project import Project, ProjectContribution

__all__ = [
    "Appointment",
    "AppointmentLetter",
    "Ceremony",
    "Cohort",
    "Curriculum",
    "CurriculumModule",
    "Enrolment",
    "Handover",
    "LetterCounter",
    "LetterDocument",
    "LetterTemplate",
    "ModuleResult",
    "ModuleSession",
    "Programme",
    "Project",
    "ProjectContribution",
    "Signatory",
    "SubjectArea",
    "TrainingModule",
]

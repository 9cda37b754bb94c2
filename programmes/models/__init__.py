"""One noun, one file. Django finds the models here; code imports each from its own file."""

from programmes.models.appointment import Appointment
from programmes.models.attendance import Attendance
from programmes.models.calendar_feed import CalendarFeed
from programmes.models.ceremony import Ceremony, CeremonyEntry, CeremonyFact, Handover
from programmes.models.cohort import Cohort
from programmes.models.curriculum import Curriculum, CurriculumModule
from programmes.models.earlier_agreement import EarlierAgreement
from programmes.models.enrolment import Enrolment
from programmes.models.enrolment_import import EnrolmentImport
from programmes.models.interest import Interest
from programmes.models.letter import AppointmentLetter, LetterDocument
from programmes.models.letter_counter import LetterCounter
from programmes.models.letter_settings import LetterSettings
from programmes.models.letter_text import LetterTemplate, Signatory
from programmes.models.mail import MailBatch, MailMessage, MailText
from programmes.models.module_result import ModuleResult
from programmes.models.module_session import ModuleSession
from programmes.models.programme import Programme, SubjectArea, TrainingModule
from programmes.models.project import Project, ProjectContribution
from programmes.models.recognition_request import RecognitionEvidence, RecognitionRequest
from programmes.models.result_batch import ResultBatch
from programmes.models.session_guest import SessionGuest
from programmes.models.void_request import VoidRequest

__all__ = [
    "Appointment",
    "AppointmentLetter",
    "Attendance",
    "CalendarFeed",
    "Ceremony",
    "CeremonyEntry",
    "CeremonyFact",
    "Cohort",
    "Curriculum",
    "CurriculumModule",
    "EarlierAgreement",
    "Enrolment",
    "EnrolmentImport",
    "Handover",
    "Interest",
    "LetterCounter",
    "LetterDocument",
    "LetterSettings",
    "LetterTemplate",
    "MailBatch",
    "MailMessage",
    "MailText",
    "ModuleResult",
    "ModuleSession",
    "Programme",
    "Project",
    "ProjectContribution",
    "RecognitionEvidence",
    "RecognitionRequest",
    "ResultBatch",
    "SessionGuest",
    "Signatory",
    "SubjectArea",
    "TrainingModule",
    "VoidRequest",
]

"""One noun, one file. Django finds the models here; code imports each from its own file."""

from people.models.absence import Absence
from people.models.api_token import ApiToken
from people.models.audit_event import AuditEvent, AuditHead
from people.models.consent import Consent
from people.models.department import Department, Site
from people.models.entry_report import EntryReport
from people.models.name_word import NameWord
from people.models.photo import Photo
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.role_grant import RoleGrant
from people.models.role_name import RoleName
from people.models.signpost import Signpost
from people.models.spoken_language import SpokenLanguage
from people.models.topic import Topic
from people.models.user import User

__all__ = [
    "Absence",
    "ApiToken",
    "AuditEvent",
    "AuditHead",
    "Consent",
    "Department",
    "DepartmentAssignment",
    "EntryReport",
    "NameWord",
    "Photo",
    "Pilot",
    "RoleGrant",
    "RoleName",
    "Signpost",
    "Site",
    "SpokenLanguage",
    "Topic",
    "User",
]

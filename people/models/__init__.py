"""One noun, one file. Django finds the models here; code imports each from its own file."""

from people.models.audit_event import AuditEvent, AuditHead
from people.models.consent import Consent
from people.models.department import Department, Site
from people.models.pilot import DepartmentAssignment, Pilot
from people.models.role_grant import RoleGrant
from people.models.role_name import RoleName
from people.models.topic import Topic
from people.models.user import User

__all__ = [
    "AuditEvent",
    "AuditHead",
    "Consent",
    "Department",
    "DepartmentAssignment",
    "Pilot",
    "RoleGrant",
    "RoleName",
    "Site",
    "Topic",
    "User",
]

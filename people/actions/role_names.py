"""What a pilot is called here."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from people.actions.action import action, record
from people.models.role_name import RoleName
from people.models.user import User


@dataclass(frozen=True)
class RoleForms:
    """The role's name in all the forms texts need."""

    singular_f: str
    singular_m: str
    singular_n: str
    plural: str
    short: str


@action
def name_role(forms: RoleForms, *, by: User | None) -> RoleName:
    """Lay down what the role is called."""
    role_name = RoleName.objects.create(**asdict(forms))
    record(by, "role named", role_name, asdict(forms))
    return role_name


@action
def rename_role(role_name: RoleName, forms: RoleForms, *, by: User) -> RoleName:
    """Call the role something else from now on; what is printed or frozen keeps the name it has."""
    changed = {form: name for form, name in asdict(forms).items() if getattr(role_name, form) != name}
    for form, name in changed.items():
        setattr(role_name, form, name)
    if changed:
        role_name.save(update_fields=list(changed))
        record(by, "role renamed", role_name, changed)
    return role_name

"""Site roles: learner by default, instructor by a group, administrator by ``is_staff`` and ``is_superuser``."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from portal.accounts.models import User

INSTRUCTORS_MAY = {
    "guides": ["add_guide", "change_guide", "view_guide"],
    "cohorts": [
        *(
            f"{verb}_{model}"
            for model in ("cohort", "membership", "assignment", "override")
            for verb in ("add", "change")
        ),
        *(f"view_{model}" for model in ("cohort", "membership", "assignment", "override", "gradechange")),
        "add_gradechange",
    ],
}


def ensure_roles() -> Group:
    """Make the group of instructors where it is missing, with at least the permissions that the role stands for.

    What an administrator added to the group stays. The permissions themselves exist after ``migrate``.
    """
    group, _ = Group.objects.get_or_create(name=settings.INSTRUCTORS_GROUP)
    wanted = Q()
    for app, codenames in INSTRUCTORS_MAY.items():
        wanted |= Q(content_type__app_label=app, codename__in=codenames)
    group.permissions.add(*Permission.objects.filter(wanted))
    return group


def with_role(users: QuerySet[User], role: str) -> QuerySet[User]:
    """Those of ``users`` whose ``User.role`` is this one."""
    administrators = Q(is_staff=True, is_superuser=True)
    instructors = Q(groups__name=settings.INSTRUCTORS_GROUP)
    if role == User.Role.ADMINISTRATOR:
        return users.filter(administrators)
    if role == User.Role.INSTRUCTOR:
        return users.filter(instructors).exclude(administrators)
    return users.exclude(administrators).exclude(instructors)

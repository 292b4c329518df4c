"""The group of instructors."""

from django.contrib.auth.models import Group, Permission

from portal.accounts.models import User
from portal.accounts.roles import INSTRUCTORS_MAY, ensure_roles, with_role
from tests.factories import make_administrator, make_instructor, make_user

EVERY_PERMISSION = sorted((app, name) for app, names in INSTRUCTORS_MAY.items() for name in names)


def permissions(group: Group) -> list[tuple[str, str]]:
    return sorted(group.permissions.values_list("content_type__app_label", "codename"))


def test_ensure_roles_makes_instructors_with_every_permission_of_the_role(db):
    group = ensure_roles()

    assert group.name == "Instructors"
    assert permissions(group) == EVERY_PERMISSION


def test_ensure_roles_keeps_what_an_administrator_added_when_run_again(db):
    ensure_roles().permissions.add(Permission.objects.get(codename="view_user"))

    group = ensure_roles()

    assert permissions(group) == sorted([*EVERY_PERMISSION, ("accounts", "view_user")])
    assert Group.objects.count() == 1


def test_with_role_agrees_with_the_role_of_each_user(db):
    people = [make_user(), make_instructor(), make_administrator()]
    people[2].groups.add(Group.objects.get())  # an administrator in the group stays one
    everyone = User.objects.all()

    assert {role: list(with_role(everyone, role)) for role in User.Role.values} == {
        person.role: [person] for person in people
    }

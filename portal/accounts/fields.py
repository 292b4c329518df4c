"""Columns that keep a name in one spelling, so that it is found, and is unique, whatever the case it was typed in."""

import unicodedata
from typing import Any

from django.db import models


def fold_name(name: str) -> str:
    """The one spelling of a user name: compatible characters made equal (NFKC), lower case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).lower())


class UserNameField(models.CharField):  # type: ignore[type-arg]  # bare, as migrations name it
    """A name kept, and looked up, as ``fold_name`` spells it."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return fold_name(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return fold_name(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001  # Django's signature
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


class LowerCaseEmailField(models.EmailField):  # type: ignore[type-arg]
    """An address kept, and looked up, in lower case: as django-allauth spells addresses."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.lower() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value.lower() if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

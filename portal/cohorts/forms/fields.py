"""Fields that several forms need."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from portal.cohorts.wall_time import YEARS, NoSuchTime, OutOfReach, moment

WALL_FORMAT = "%Y-%m-%dT%H:%M"
FORMATS = (WALL_FORMAT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")


class WallTimeField(forms.Field):
    """A date and time on the wall clock of ``zone``, as a moment; a time that the clocks skip is refused."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WALL_FORMAT)

    def __init__(self, *, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.zone = zone

    def to_python(self, value: Any) -> datetime | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        for pattern in FORMATS:
            try:
                wall = datetime.strptime(typed, pattern)  # noqa: DTZ007  # its zone is the field's own
            except ValueError:
                continue
            return self._moment(wall)
        raise ValidationError("Not a date and time. Write it as 2026-12-24 17:00.")

    def _moment(self, wall: datetime) -> datetime:
        try:
            return moment(wall, self.zone)
        except NoSuchTime:
            raise ValidationError(
                f"There is no {wall:%H:%M} on that day in {self.zone.key}: the clocks are put forward over it."
            ) from None
        except OutOfReach:
            raise ValidationError(f"Give a year from {YEARS.start} to {YEARS.stop - 1}.") from None

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone).strftime(WALL_FORMAT) if isinstance(value, datetime) else value

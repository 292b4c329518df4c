"""What a practising learner may choose for the clock before it runs: more time, or a fixed end."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from portal.interviews.clock import OwnTime


class OwnTimeForm(forms.Form):
    """``factor`` from 1 to 10; ``stop_at`` is a time of day in the learner's zone, the next one to come."""

    factor = forms.DecimalField(
        label="Time factor", min_value=1, max_value=10, max_digits=4, decimal_places=2, required=False
    )
    stop_at = forms.TimeField(label="Stop at the latest at", required=False, input_formats=["%H:%M", "%H:%M:%S"])

    def __init__(self, data: Mapping[str, Any], *, at: datetime) -> None:
        super().__init__(data)
        self.at = at

    def clean_stop_at(self) -> datetime | None:
        chosen = self.cleaned_data["stop_at"]
        if chosen is None:
            return None
        now = timezone.localtime(self.at)
        today = now.replace(hour=chosen.hour, minute=chosen.minute, second=chosen.second, microsecond=0)
        return today if today > now else today + timedelta(days=1)

    def own_time(self) -> OwnTime:
        """What was chosen, as far as it is valid."""
        self.full_clean()
        return OwnTime(self.cleaned_data.get("factor"), self.cleaned_data.get("stop_at"))

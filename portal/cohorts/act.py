"""Who decides something, when, and why."""

from dataclasses import dataclass
from datetime import datetime

from portal.accounts.models import User


@dataclass(frozen=True)
class Act:
    by: User
    at: datetime
    reason: str = ""

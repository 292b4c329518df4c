"""The pages of practising: choose, start, sit, finish, see the result, look back."""

from portal.interviews.views.attempts import attempt_detail, attempt_finish, attempt_list
from portal.interviews.views.blueprints import attempt_start, blueprint_create
from portal.interviews.views.clock import attempt_clock, attempt_log, attempt_pause, attempt_resume
from portal.interviews.views.point_rates import point_rates
from portal.interviews.views.rescoring import rescoring_create, rescoring_detail
from portal.interviews.views.results import attempt_result, attempt_retry, attempt_transcript, claim_toggle
from portal.interviews.views.saving import response_save

__all__ = [
    "attempt_clock",
    "attempt_detail",
    "attempt_finish",
    "attempt_list",
    "attempt_log",
    "attempt_pause",
    "attempt_result",
    "attempt_resume",
    "attempt_retry",
    "attempt_start",
    "attempt_transcript",
    "blueprint_create",
    "claim_toggle",
    "point_rates",
    "rescoring_create",
    "rescoring_detail",
    "response_save",
]

"""What to score again, and whether to write what came out."""

from typing import Any

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery

from portal.guides.models import Question, QuestionRevision
from portal.interviews.models import Rescoring, Score

NEVER, ALL = "never", "all"
LOWERING = [
    (NEVER, "Only scores that are higher: nobody loses anything"),
    (ALL, "All scores, also the lower ones"),
]


class QuestionField(forms.ModelChoiceField[Question]):
    """A choice of questions ``in_words``."""

    def label_from_instance(self, question: Any) -> str:
        return str(question.title)


def in_words(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Each with its newest ``title``, and in the order of these."""
    newest = QuestionRevision.objects.filter(question=OuterRef("pk")).order_by("-pk")
    title: dict[str, Any] = {"title": Subquery(newest.values("title")[:1])}
    return questions.annotate(**title).order_by(*title, "pk")


class RescoringForm(forms.Form):
    """All of it, one question, or what an older scorer scored."""

    question = QuestionField(queryset=Question.objects.none(), required=False, empty_label="All questions")
    scorer_version = forms.ChoiceField(required=False, label="Scored by")

    def __init__(self, data: Any, *, rescoring: Rescoring) -> None:
        super().__init__(data, label_suffix="")
        self._rescoring = rescoring
        said = rescoring.responses()
        versions = Score.objects.filter(pk__in=said.values("current_score"), by=None).order_by("scorer_version")
        names = versions.values_list("scorer_version", flat=True).distinct()
        self.fields["scorer_version"].choices = [("", "Any scorer"), *((name, name) for name in names)]  # type: ignore[attr-defined]
        asked = Question.objects.filter(pk__in=said.values("item__question_revision__question"))
        self.fields["question"].queryset = in_words(asked)  # type: ignore[attr-defined]

    def batch(self) -> Rescoring:
        """What was chosen, not kept yet."""
        self._rescoring.question = self.cleaned_data["question"]
        self._rescoring.scorer_version = self.cleaned_data["scorer_version"]
        return self._rescoring


class DecisionForm(forms.Form):
    """Whether scores may go down, and why; where people are assessed, whoever teaches has to choose."""

    lowering = forms.ChoiceField(choices=LOWERING, widget=forms.RadioSelect, label="What is written")
    reason = forms.CharField(max_length=500, label="Reason (learners can read it)")

    def __init__(self, data: Any, *, is_assessed: bool) -> None:
        super().__init__(data, label_suffix="", initial={} if is_assessed else {"lowering": NEVER})

    @property
    def may_lower(self) -> bool:
        return bool(self.cleaned_data["lowering"] == ALL)

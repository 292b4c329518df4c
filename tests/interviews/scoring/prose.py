"""Model answers in prose, and how a response to one of them is scored."""

import json
from collections.abc import Mapping

from portal.interviews.scoring import Score, score
from portal.interviews.scoring.lines import Line, read_line, vocabularies


class Prose:
    """A small guide: questions with their model answers, whose key points are derived from them."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers = answers
        self.vocabulary = vocabularies(self.asked(question) for question in answers)["en"]

    def asked(self, question: str, response: str = "") -> Line:
        line = {"id": 1, "question": question, "model_answer": self.answers[question], "response": response}
        return read_line(json.dumps(line).encode())

    def score_of(self, about: str, response: str) -> Score:
        """The score of a response to the one question that is ``about`` something."""
        (question,) = (question for question in self.answers if about in question)
        line = self.asked(question, response)
        return score(question, line.points, response, self.vocabulary, groups=line.groups)

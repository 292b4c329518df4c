"""What has to be read before one can answer stands under the question, in the interview too."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import import_guide_text, make_attempt, make_user

pytestmark = pytest.mark.django_db

QUIZ = """# Quiz

### What does this print?

```python
print("<b>")
```

- [x] A tag
- [ ] Nothing

Because **print** escapes nothing.
"""


@pytest.mark.parametrize("text", [QUIZ, QUIZ.replace('```python\nprint("<b>")\n```\n\n', "")], ids=["code", "none"])
def test_the_code_above_the_options_is_asked_and_the_explanation_is_not(text):
    learner = make_user()
    guide = import_guide_text(text, slug="quiz")
    attempt = make_attempt(learner, started_at=timezone.now(), guide=guide, count=1)
    client = Client()
    client.force_login(learner)

    page = client.get(f"/interviews/{attempt.pk}/").content.decode()

    assert ('<div class="prose question-stem">' in page) == ("python" in text)
    assert ("&lt;b&gt;" in page) == ("python" in text)
    assert "escapes nothing" not in page

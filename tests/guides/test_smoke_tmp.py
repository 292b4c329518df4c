from tests.factories import make_guide, make_user
from django.test import Client
import pytest
def test_smoke(learner_client, django_assert_num_queries):
    g = make_guide(questions=3)
    for url in ["/guides/", "/guides/widgets/", "/guides/widgets/?q=small", "/guides/widgets/q-2/", "/guides/search/?q=small"]:
        from django.test.utils import CaptureQueriesContext
        from django.db import connection
        with CaptureQueriesContext(connection) as c:
            r = learner_client.get(url)
        print(url, r.status_code, len(c))
        for q in c: print("   ", q["sql"][:1500])
        assert r.status_code == 200
    r = learner_client.post("/guides/widgets/q-2/progress/", {"mark":"known"}); print(r.status_code, r.url)
    r = learner_client.post("/guides/widgets/q-2/progress/", {"mark":"unsure"}, headers={"HX-Request":"true"}); print(r.content.decode())
    print(learner_client.get("/guides/widgets/").content.decode())

from tests.factories import make_guide

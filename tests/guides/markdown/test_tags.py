import pytest

from portal.guides.markdown.tags import is_known


@pytest.mark.parametrize(
    ("tag", "known"),
    [
        ("<b>", True),
        ("</KBD>", True),
        ("<br />", True),
        ("<!-- note -->", True),
        ("<String>", False),
        ("<script>", False),
    ],
)
def test_a_tag_is_known_only_when_it_may_be_kept(tag, known):
    assert is_known(tag) == known

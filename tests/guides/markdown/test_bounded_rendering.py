import pytest

from portal.guides.markdown import bounded_rendering
from portal.guides.markdown.bounded_rendering import RenderTimeout, render_bounded

HOSTILE = "[" * 80_000
LONG = "word " * 2_000


def test_cheap_slices_are_rendered_here_and_others_in_a_child():
    assert render_bounded(["**a**", LONG]) == ["<p><strong>a</strong></p>", f"<p>{LONG.strip()}</p>"]


def test_a_hostile_slice_is_stopped_and_those_around_it_are_rendered():
    assert render_bounded(["a", HOSTILE, LONG]) == [
        "<p>a</p>",
        RenderTimeout("This part takes longer than 2 seconds to render."),
        f"<p>{LONG.strip()}</p>",
    ]


def test_slow_slices_together_have_a_limit_too(monkeypatch):
    monkeypatch.setattr(bounded_rendering, "TOTAL_SECONDS", 0.2)

    _, second = render_bounded([HOSTILE, HOSTILE], seconds=0.3)

    assert second == RenderTimeout("The slow parts of this guide took too long together; this one was not rendered.")


def test_no_slices_give_no_html():
    assert render_bounded([]) == []


def test_a_child_that_ends_is_replaced(monkeypatch):
    monkeypatch.setattr(bounded_rendering, "START_SECONDS", 0)

    with pytest.raises(RuntimeError, match="does not start"):
        render_bounded([LONG])

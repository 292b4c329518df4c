from portal.guides.markdown.dialects.lines import Line, code_mask, dedented, fence_of, opened


def test_an_opened_question_is_a_heading_with_blank_lines_around_it():
    assert opened("question", "What  is\nit?", 4) == [Line("", 4), Line("### What is it?", 4, "question"), Line("", 4)]


def test_a_fence_has_marks_and_info_but_a_span_of_three_backticks_is_none():
    assert [fence_of(text) for text in ("  ```js", "- ~~~", "```a``` b", "text")] == [
        ("```", "js"),
        ("~~~", ""),
        None,
        None,
    ]


def test_code_mask_covers_a_fence_with_its_marks():
    assert code_mask(["a", "```", "# b", "```", "c"]) == [False, True, True, True, False]


def test_dedented_takes_off_the_indent_that_all_lines_share():
    assert [line.text for line in dedented([Line("   a", 0), Line(" ", 1), Line("     b", 2)])] == ["a", "", "  b"]

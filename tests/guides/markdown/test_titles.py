import pytest

from portal.guides.markdown.titles import (
    fold,
    normalise_title,
    plain_text,
    plain_title,
    prettify_name,
    slugify,
    split_number,
    without_emoji,
)


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**bold** and `code` and [a link](https://x.org)", "bold and code and a link"),
        ("two\nlines<br>and  spaces", "two lines and spaces"),
        ("![a picture](https://x.org/a.png) &amp; more", "a picture & more"),
        ("<b>kept</b> words, List<String>, <script>", "kept words, List<String>, <script>"),
        (r"\*not bold\* ~~gone~~", "*not bold* gone"),
        ("**" + "[" * 630 + "**", "[" * 630),
        ("**" + "[" * 640 + "**", "**" + "[" * 640 + "**"),
        ("*" * 10_001, "*" * 10_001),
    ],
)
def test_plain_text_is_what_a_reader_sees(markdown, words):
    assert plain_text(markdown) == words


@pytest.mark.parametrize(
    ("title", "split"),
    [
        ("7. What?", (7, "What?")),
        ("**7. What?**", (7, "**What?**")),
        ("**7.** What?", (7, "What?")),
        ("7) What?", (7, "What?")),
        (r"7\. What?", (7, "What?")),
        ("7 – What?", (7, "What?")),
        ("Q7: What?", (7, "What?")),
        ("Q7 What?", (7, "What?")),
        ("Question 12. What?", (12, "What?")),
        ("🚀 7. What?", (7, "🚀 What?")),
        ("1️⃣0️⃣ What?", (10, "What?")),
        ("3.5 or 3.6?", (None, "3.5 or 3.6?")),
        ("5 ways to deploy", (None, "5 ways to deploy")),
        ("12-factor apps?", (None, "12-factor apps?")),
        ("7.", (None, "7.")),
        ("What?", (None, "What?")),
    ],
)
def test_split_number_takes_off_a_number_that_is_a_place_in_a_row(title, split):
    assert split_number(title) == split


def test_plain_title_has_no_number_marks_or_emoji_unless_there_is_nothing_else():
    assert [plain_title("🧩 **3. Basic** _ideas_ ⚙️"), plain_title("🚀")] == ["Basic ideas", "🚀"]


@pytest.mark.parametrize(
    "other", ["1. What is **CI/CD**?", "what is ci/cd", "🚀 What is CI/CD ?!", "Q9: What is `CI/CD`?"]
)
def test_normalise_title_makes_variants_of_one_title_equal(other):
    assert normalise_title(other) == normalise_title("What is CI/CD?")


@pytest.mark.parametrize(("one", "other"), [("What is C++?", "What is C#?"), ("What is ==?", "What is ===?")])
def test_normalise_title_keeps_terms_made_of_signs_apart(one, other):
    assert normalise_title(one) != normalise_title(other)


def test_fold_keeps_numbers_and_composes_letters():
    assert fold("3 - 5 Cafe\u0301s, please.") == "3 5 cafés please"


def test_fold_of_nothing_but_punctuation_is_the_punctuation():
    assert fold("?!") == "?!"


def test_without_emoji_keeps_letters_of_every_script():
    assert without_emoji("👩‍💻 Что такое ✅ 日本 C©") == "Что такое 日本 C©"


@pytest.mark.parametrize(
    ("text", "slug"),
    [("AWS CodePipeline!", "aws-codepipeline"), ("Что такое CI", "что-такое-ci"), ("a__b--c", "a-b-c"), ("?!", "none")],
)
def test_slugify_keeps_letters_of_every_script_and_digits(text, slug):
    assert slugify(text, fallback="none") == slug


def test_slugify_keeps_long_texts_with_one_beginning_apart():
    one, other = slugify("a" * 200), slugify("a" * 201)

    assert one != other
    assert [len(one), len(other)] == [100, 100]


def test_prettify_name_makes_words_of_a_file_name():
    assert [prettify_name("aws-code_pipeline"), prettify_name("")] == ["Aws code pipeline", "Guide"]

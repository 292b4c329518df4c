"""A guide that does not say its language is read in the one it is written in."""

import pytest

from portal.guides.markdown.language import language_of
from portal.guides.markdown.parser import parse

CODE = "\n```python\nprint('the and is are what of to how')\n```\n"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("# 1 + 1", "en"),
        ("### What is a closure?\n\nA function and the scope it was made in.", "en"),
        ("### Что такое замыкание в JavaScript?\n\nФункция и область, в которой её создали." + CODE, "ru"),
        ("### Що таке замикання?\n\nФункція і область, у якій її створено.", "uk"),
        ("### 什么是 JavaScript 的闭包？\n\n函数和它的作用域。" + CODE, "zh"),
        ("### クロージャとは何ですか？\n\n関数とそのスコープです。", "ja"),
        ("### 클로저란 무엇인가요?\n\n함수와 그 스코프입니다.", "ko"),
        ("### ¿Qué es una clausura en JavaScript?\n\nEs la función con el ámbito en el que se creó." + CODE, "es"),
        ("### O que é uma closure?\n\nÉ uma função com o escopo em que foi criada, não só os dados.", "pt"),
        ("### Was ist eine Closure?\n\nEine Funktion mit der Umgebung, in der sie entstand, und den Daten.", "de"),
        ("### Qu'est-ce qu'une closure ?\n\nC'est une fonction avec les variables dans lesquelles elle est née.", "fr"),
    ],
)
def test_a_language_is_told_by_its_letters_or_its_little_words(text, language):
    assert language_of(text) == language


def test_front_matter_goes_before_what_the_words_say():
    text = "### Что такое?\n\nВот что это такое.\n"

    assert parse(text, name="x").language == "ru"
    assert parse(f"---\nlanguage: be\n---\n{text}", name="x").language == "be"

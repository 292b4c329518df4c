"""What words say of a title: that it asks, that it heads an answer, that it heads what is no part of a guide.

A title is plain text here. Where it asks in a language not listed, its question mark says so.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_BEGINNING = 120
"""Characters of a title that the patterns below look at: longer titles are read only for their question mark."""

_REMEMBERED = 400
"""Longest title of which it is remembered whether it asks, in characters."""

_ASKING = (
    r"what|what['’]?s|how|why|when|where|which|who|whose|whom|explain|describe|define|compare|differen\w+|distinguish"
    r"|name|mention|elaborate|discuss|tell|true or false|can|could|do|does|did|is|are|should|would|will|have|has"
    r"|in what|in which|for what|suppose|imagine|walk (me|us)|if you|you (are|have|need)|given|under what"
    # Russian, Ukrainian
    r"|что|как|как\w{2,4}|почему|зачем|когда|где|чем|чего|в ч[её]м|для чего|кто|сколько|расскажи(?:те)?|объясни(?:те)?"
    r"|опиши(?:те)?|назови(?:те)?|перечисли(?:те)?|сравни(?:те)?|приведи(?:те)?|дайте|можно ли|верно ли|какова"
    r"|що|як|як\w{1,2}|чому|навіщо|коли|поясніть"
    # Spanish, Portuguese, French, German, Polish, Italian
    r"|qué|que es|cómo|cuál\w*|por qué|explica|mencione|menciona|describa|cuénta(?:me|nos)|para qué"
    r"|diferencia\w*|hábla(?:me|nos)|conte(?:-me)?|fale(?:-me)?|descreva|cite"
    r"|défini\w*|décri\w+|expliqu\w+|donnez|parlez|beschreib\w*|vergleich\w*|spiega\w*|descrivi|elenca"
    r"|opisz|wymień|wyjaśnij|porównaj|neden|nasıl|açıkla\w*|hãy|thế nào|tại sao|jelaskan|mengapa|bagaimana"
    r"|o que|como|qual|quais|por que|explique|quel\w*|comment|pourquoi"
    r"|qu['’]\w+"
    r"|was|wie|warum|welche\w?|wann|wozu|wof[uü]r|erkläre\w?|nenne\w?|co|jak|jaki\w*|czym|dlaczego|cos['’]è|cosa|come"
    r"|perché|quali"
)
_ASKS = re.compile(rf"\W*(?:{_ASKING})\b", re.IGNORECASE)
_WEAKLY = re.compile(
    r"\W*(?:write|implement|design|create|find|give|show|list|state|print|demonstrate|convert|check|reverse|build|output|difference"
    r"|predict|напишите|реализуйте|приведите)\b(?=.{12})",
    re.IGNORECASE,
)
_HAN_ASKS = re.compile(
    r"什么|甚麼|什麼|如何|怎么|怎樣|怎麼|为什么|為什麼|哪些|哪个|哪個|哪几|区别|區別|多少|吗|嗎|谈谈|说说|聊聊|简述|解释|解釋|了解|介绍|描述|列出|列举|举例|不同|差异|原理|请"
    r"|(?<=..)(?:作用|用法|特点|特性|优缺点|优势|流程|过程|机制|场景|方式|步骤|种类|分类)$"
    r"|とは|ですか|ますか|なぜ|どの|違い|ください|무엇|인가요|까요|나요|왜 |어떻게|차이|설명해|설명하|말해|비교"
    r"|(?<=.)(?:이란|란|역할|특징|장단점|종류|과정|원리|방식|방법|이유|구성|구조|생명주기|メリット|仕組み|役割)\W*$"
)
_MARK = re.compile(r"\?(?![A-Za-z0-9_%&=])|[？؟]|^\W*¿")
"""Not the question mark inside an address."""

_PREFIX = re.compile(
    r"\W*(?:q(?:uestion|n)?|вопрос|问题?|問題?|pregunta|frage|pergunta)\s*[.#№]?\s*\d*\s*[.:：)、—–-]", re.I
)

_ANSWER = re.compile(
    r"\W*(?:(?:the|sample|model|short|long|possible|suggested|correct|right|example|quick|detailed|simple"
    r"|expected)\s+)*"
    r"(?:answers?|ans|a|solutions?|explanations?|explained|responses?|hints?|outputs?|examples?|code( example)?"
    r"|sources?"
    r"|references?|notes?|tips?|key (?:points?|takeaways?|features?|differences?|concepts?)|why it matters"
    r"|follow[- ]?ups?"
    r"|ответы?|решение|пояснение|пример|подсказка|відповідь|приклад"
    r"|答案|参考答案|回答|解答|解析|解説|示例|正解|정답|해설|답|respuesta|resposta|réponse|antwort|lösung|odpowiedź|risposta|cevap"
    r"|đáp án|jawaban|javob)"
    r"(?:\W+\w{1,2})?\W*\d*\W*",
    re.IGNORECASE,
)
_REVEAL = re.compile(
    r"\W*(?:click|show|view|see|reveal|expand|toggle|open|read|display|check|tap|hide|unfold|раскрыть|показать"
    r"|посмотреть"
    r"|点击|点我|查看|展开|ver|mostrar|voir|afficher|anzeigen|zeige)\b.{0,60}$",
    re.IGNORECASE,
)
_MATTER = re.compile(
    r"\W*(?:"
    r"(?:table of )?contents?|toc|index|usage|installation|final (?:thoughts|words|tips)|next steps|wrap[- ]?up"
    r"|(?:interview |pro |bonus )tips.*|navigation|quick links|licen[cs]es?\b.*|copyright.*|contribut(?:e|ing"
    r"|ors?|ions?)\b.*"
    r"|(?:\w+ ){0,2}(?:instructions?|rules)(?:\W+(?:rules|instructions?))?"
    r"|how to (?:contribute|use (?:this|it)|read this|study|navigate)\b.*|want to contribute.*|how to use"
    r"|why contribute|how (?:can|do|should) (?:you|i|we) (?:help|contribute|support|participate|get involved)\b.*"
    r"|what(?:['’]?s| is) (?:inside|new|next|changed)|who contributed|how to upgrade"
    r"|what (?:you|we)(?:['’]ll| will| can)? (?:find|learn|get)\b.*"
    r"|como (?:usar|utilizar|contribuir|executar|rodar)(?: (?:est[ea]|ess[ea]|o (?:projeto|repositório|guia))\b.*)?"
    r"|o que (?:você )?(?:vai )?encontra\w*.*"
    r"|cómo (?:usar|utilizar|contribuir)(?: (?:est[ea]|el (?:proyecto|repositorio))\b.*)?"
    r"|comment (?:utiliser|contribuer)(?: (?:ce\w*|à ce)\b.*)?"
    r"|(?:как|як) (?:пользоваться|использовать|добавить|добавлять|внести|участвовать|користуватися|додати)"
    r"(?: (?:эт\w+|цим|цією|вклад|сво[йию]\w*))?(?: (?:баз|репозитор|гайд|матер[иі]ал|проект|сайт|вопрос)\w*)?"
    r"|что внутри|что вы найд[её]те\b.*|如何(?:使用|贡献)|使用(?:说明|方法)|安装和使用"
    r"|acknowledge?ments?|credits?"
    r"|thanks( to)?|references?|sources?|bibliography|resources?|about(?: (?:this|the) \w+| me| us)?"
    r"|authors?|maintainers?"
    r"|(?:further|additional|useful|recommended|more|other|helpful|learning|external|related)\s+"
    r"(?:great |good |useful |interview )*(?:reading|resources?|links|references?|articles?|repos?"
    r"|materials?|repositor\w+|projects?|topics)\b.*|links|reading list|books?( to read)?|articles|videos"
    r"|courses|blogs|support\b.*"
    r"|donat(?:e|ions?)\b.*|sponsors?\b.*|star(?:gazers| history)\b.*|change ?log|disclaimer|conclusions?|introduction"
    r"|why|motivation|rationale|background"
    r"|preface|foreword|getting started|prerequisites|connect\b.*|contact\b.*|follow (?:me|us)\b.*|community"
    r"|translations?"
    r"|(?:available )?languages|feedback|stay (?:in touch|connected)\b.*|join us\b.*|show your support\b.*|roadmap|faq"
    r"|目录|目錄|参考\w*|贡献\w*|许可\w*|推荐阅读|相关阅读|关于\w*|公众号\w*|联系\w*|前言|致谢|总结"
    r"|оглавление|содержание|лицензия|ссылки|источники|литература|полезные ссылки|зміст|посилання|автор\w*|вклад"
    r"|inhalt(?:sverzeichnis)?|índice|contenido|sommaire|目次|목차|indice"
    r")\W*",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\W*(?:(?:table of )?contents?|toc|navigation|目录|目錄|оглавление|содержание"
    r"|introduction|preface|foreword|getting started|prerequisites|faq|conclusions?|community|feedback|前言|disclaimer"
    r"|总结|index|about.*"
    r"|support\b.*|sources?|references?)\W*",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"\W*(?:(?:explore|see|view|find|get|read) (?:all|the rest|more)\b.*\b(?:answers|questions)\b"
    r"|you can (?:also )?find all\b|subscribe\b|follow me\b|if you (?:like|liked|enjoy|enjoyed|found)\b"
    r"|(?:please )?(?:give|leave) (?:it |this |us |me )?.{0,20}\bstar\b|buy me a coffee|support me\b).*",
    re.IGNORECASE,
)
_GROUPING = re.compile(
    r"\b(?:questions?|q ?& ?a|problems|quiz|level|вопросы|питання|preguntas|perguntas|fragen|domande|pytania"
    r"|pertanyaan|câu hỏi)\b|问题|面试题|題|篇$|질문|質問",
    re.IGNORECASE,
)

_TOLD = re.compile(
    r"\W*(?:(?:how|why|when|where|what) (?:it|this|they|we|i)|what you(?:['’]ll)? (?:need|will|should|get|learn))\b",
    re.IGNORECASE,
)
"""``How it works``: words that could ask, and tell."""

_ARTICLE = re.compile(
    r"\b(?:how (?:to|i|we)|tips|advice|mistakes|lessons|prepar(?:e|ing)|ways to|steps to|reasons"
    r"|experience|survive|ace|checklist|roadmap|handbook|bootcamp)\b"
    r"|\bсовет\w*|\bкак подготовиться|\bconsejos\b|\bdicas\b|\bconseils\b|\btipps\b",
    re.IGNORECASE,
)

_TAGGED = re.compile(r"^\W*\[\w{1,12}\]\s*")
"""A word in brackets before a title: ``[E]``, ``[css]``."""

INTERVIEW = re.compile(
    r"\binterviews?\b|\bquestions\b|собеседовани|вопрос|співбесід|питання|面试|面試|面接|質問|면접|질문"
    r"|entrevista|preguntas|perguntas|\bentretien|vorstellungsgespräch|interviewfragen|colloqui|\bdomande\b"
    r"|rekrutac|\bpytania\b|mülakat|phỏng vấn|câu hỏi|wawancara|pertanyaan|مقابل|سوال|أسئلة|साक्षात्कार|प्रश्न",
    re.IGNORECASE,
)
"""Words by which a text says what it is for."""


def has_mark(title: str) -> bool:
    return bool(_MARK.search(title))


def is_prefixed(title: str) -> bool:
    """Whether it begins with the word question, or its letter."""
    return bool(_PREFIX.match(title[:_BEGINNING]))


def asks(title: str) -> bool:
    return _asks(title) if len(title) <= _REMEMBERED else _reads_asking(title)


def _reads_asking(title: str) -> bool:
    beginning = _TAGGED.sub("", title[:_BEGINNING])
    if _TOLD.match(beginning) and not has_mark(title):
        return False
    if has_mark(title) or _ASKS.match(beginning) or _HAN_ASKS.search(beginning):
        return True
    return bool(_WEAKLY.match(beginning)) and not groups(title)


_asks = lru_cache(maxsize=4096)(_reads_asking)


def share_asking(titles: Iterable[str]) -> float:
    asking = [asks(title) for title in titles]
    return sum(asking) / len(asking) if asking else 0.0


def heads_answer(title: str) -> bool:
    return len(title) < _BEGINNING and not has_mark(title) and bool(_ANSWER.fullmatch(title))


def reveals(title: str) -> bool:
    """Whether this is what one clicks to see an answer."""
    return heads_answer(title) or (bool(_REVEAL.match(title[:_BEGINNING])) and not has_mark(title))


def is_matter(title: str) -> bool:
    """Whether it heads what stands around a guide: contents, licence, reading lists, promotion."""
    return len(title) < _BEGINNING and bool(_MATTER.fullmatch(title))


def promotes(title: str) -> bool:
    """Whether it only leads elsewhere, wherever it stands."""
    return bool(_PROMOTION.match(title[:_BEGINNING])) and not has_mark(title)


def heads_article(title: str) -> bool:
    """Whether it promises advice rather than questions."""
    return bool(_ARTICLE.search(title[:_BEGINNING])) and not groups(title)


def closes_off(title: str) -> bool:
    """Whether nothing below this heading is a question either; below an introduction there may well be."""
    return is_matter(title) and not _SOFT.fullmatch(title)


def groups(title: str) -> bool:
    """Whether it heads questions, rather than being one."""
    return bool(_GROUPING.search(title[:_BEGINNING])) and not has_mark(title)

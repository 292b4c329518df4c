"""A small guide of our own, and what learners might say to its questions."""

from dataclasses import dataclass

from portal.interviews.scoring import Point, Score, Vocabulary, score


@dataclass(frozen=True)
class Topic:
    """A question with its points, and responses of several kinds to it.

    ``half`` says two of four points, ``denial`` the opposite of each, ``short`` is a list, ``misspelt`` the same typed
    in haste, ``dictated`` has no punctuation, ``learner_english`` is right in the English of someone still learning it.
    """

    question: str
    answer: str
    points: tuple[Point, ...]
    paraphrase: str = ""
    half: str = ""
    denial: str = ""
    short: str = ""
    misspelt: str = ""
    dictated: str = ""
    learner_english: str = ""

    def score(self, response: str) -> Score:
        return score(self.question, self.points, response, VOCABULARY)


def points(*texts: str) -> tuple[Point, ...]:
    return tuple(Point(f"p{number}", text) for number, text in enumerate(texts, 1))


CACHING = Topic(
    question="How does a browser cache responses?",
    answer=(
        "The `Cache-Control` header says how long a response stays fresh. A fresh response is reused without a request "
        "to the server. A stale one is revalidated: the browser sends its ETag, and the server answers with status 304 "
        "(Not Modified) if nothing changed. A response marked no-store is never kept."
    ),
    points=points(
        "The Cache-Control header says how long a response stays fresh",
        "A fresh response is reused without a request to the server",
        "A stale response is revalidated with its ETag",
        "Status 304 if nothing changed",
    ),
    paraphrase=(
        "How long something stays fresh is told by the header Cache-Control. While it is fresh the browser takes its "
        "own copy and sends no request to the server at all. When it has gone stale, the ETag is sent along to "
        "revalidate it, and if nothing changed the reply is just a 304."
    ),
    half=(
        "Cache-Control is a header with the time a response stays fresh. Once stale, the browser revalidates it by "
        "sending the ETag."
    ),
    denial=(
        "The Cache-Control header does not say how long a response stays fresh. A fresh response is never reused "
        "without a request to the server. A stale response is not revalidated with its ETag. The server does not "
        "answer with status 304 if nothing changed."
    ),
    short=(
        "Cache-Control header: how long fresh\n"
        "fresh: reused, no request to the server\n"
        "stale: revalidate, ETag\n"
        "304 not modified"
    ),
    misspelt=(
        "Cache-Controll heder: how long fresh\n"
        "fresh: reusd, no requst to the servr\n"
        "stale: revaldate, ETag\n"
        "304 not modifed"
    ),
    dictated=(
        "so the cache control header tells the browser how long the response stays fresh and as long as it is fresh it "
        "is reused without any request to the server and when it is stale it gets revalidated with the etag and the "
        "server says status 304 not modified if nothing has changed"
    ),
    learner_english=(
        "In header Cache-Control is written how long time response is fresh. If fresh, browser use again and not make "
        "request to server. If stale, browser must revalidate with ETag, server give status 304 when nothing change."
    ),
)

LEAVES = Topic(
    question="What happens in photosynthesis?",
    answer=(
        "Chlorophyll in the leaves absorbs sunlight. Its energy splits water, and oxygen is released. Carbon dioxide "
        "from the air is turned into glucose, which stores the energy. All of this takes place in the chloroplasts."
    ),
    points=points(
        "Chlorophyll absorbs sunlight",
        "Water is split and oxygen is released",
        "Carbon dioxide is turned into glucose",
        "Takes place in the chloroplasts",
    ),
    paraphrase=(
        "Light from the sun is absorbed by a green pigment, chlorophyll. The plant splits water molecules and gives "
        "off oxygen. It builds glucose out of carbon dioxide. The place for all this is the chloroplast."
    ),
    half="Chlorophyll takes in sunlight, and the plant makes glucose from carbon dioxide.",
    denial=(
        "Chlorophyll does not absorb sunlight. Water isn't split and oxygen released. Carbon dioxide is never turned "
        "into glucose. It does not take place in the chloroplasts."
    ),
    short=("chlorophyll, sunlight absorbed\nwater split, oxygen released\ncarbon dioxide into glucose\nchloroplasts"),
    misspelt=("chlorophyl, sunligt absorbed\nwatter split, oxigen released\ncarbon dioxyde into glucosse\nchloroplats"),
    dictated=(
        "in photosynthesis the chlorophyll absorbs the sunlight and then the water is split so that oxygen is released "
        "and the carbon dioxide is turned into glucose and all that takes place in the chloroplasts of the cell"
    ),
    learner_english=(
        "Chlorophyll it absorbs the light of sun. Water become split, oxygen go out. From the carbon dioxide is made "
        "glucose. All in chloroplasts happens."
    ),
)

INDEX = Topic(
    question="Why does one add an index to a table, and what does it cost?",
    answer=(
        "An index speeds up reads: matching rows are found in it and the whole table need not be scanned. In return "
        "every insert, update and delete has to maintain the index, so writes become slower. It also takes disk space. "
        "Most are B-trees, which keep the keys sorted and therefore serve range queries as well."
    ),
    points=points(
        "Speeds up reads: rows are found without scanning the whole table",
        "Writes become slower, as every insert and update maintains the index",
        "Takes disk space",
        "B-tree - keeps the keys sorted, which serves range queries",
    ),
    paraphrase=(
        "Reading gets faster, because the rows can be found without a scan of the full table. The price is paid on "
        "writes: each insert or update must also maintain it, which is slower, and it occupies space on the disk. It "
        "is normally a B-tree in which keys stay sorted, good for ranges."
    ),
    half="Reads speed up since the rows are found without scanning the table. It needs extra space on disk.",
    denial=(
        "It does not speed up reads, and rows are not found without scanning the whole table. Inserts and updates "
        "never maintain the index, and writes do not become slower. It doesn't take disk space. It is not a B-tree "
        "that keeps the keys sorted and serves range queries."
    ),
    short=(
        "faster reads, no scan of the whole table\n"
        "slower writes: insert, update\n"
        "disk space\n"
        "B-tree, sorted keys, range queries"
    ),
    misspelt=(
        "fastr reads, no scann of the whole table\n"
        "slowr writes: insrt, updat\n"
        "disk spase\n"
        "B-tree, sortd keys, rang querys"
    ),
    dictated=(
        "you add it because it speeds up reads the rows are found without scanning the whole table but writes become "
        "slower because every insert and every update has to maintain the index and it also takes disk space and it is "
        "a b tree that keeps the keys sorted which is good for range queries"
    ),
    learner_english=(
        "With index reads are more quick, no need scan whole table for find rows. But writes is slower, each insert "
        "and update must maintain. Also is taking disk space. Usual is B-tree with keys sorted."
    ),
)

PARCELS = Topic(
    question="Which rules hold for parcels?",
    answer=(
        "A parcel weighs at most 30 kilograms, and its longest side measures at most 120 centimetres. It is tracked by "
        "the number on the receipt. Liquids travel in a sealed bag."
    ),
    points=points(
        "Weighs at most 30 kilograms",
        "Longest side at most 120 centimetres",
        "Tracked by the number on the receipt",
        "Liquids in a sealed bag",
    ),
    paraphrase=(
        "The weight limit is thirty kilograms. No side may be longer than 120 centimetres. The receipt has a number "
        "for tracking. If there are liquids inside, put them into a bag that is sealed."
    ),
    half="You track it with the number printed on the receipt. Liquids go into a sealed bag.",
    denial=(
        "It does not weigh at most 30 kilograms. The longest side is not at most 120 centimetres. It is not tracked by "
        "the number on the receipt. Liquids are never in a sealed bag."
    ),
    short=("30 kilograms\nlongest side 120 centimetres\ntracked by the number on the receipt\nliquids: sealed bag"),
    misspelt=("30 kilogramms\nlongst side 120 centimeters\ntrackd by the numbr on the reciept\nliqids: seald bag"),
    dictated=(
        "a parcel weighs at most thirty kilograms and the longest side is at most one hundred twenty no sorry 120 "
        "centimetres and it is tracked by the number on the receipt and liquids have to be in a sealed bag"
    ),
    learner_english=(
        "It can weigh maximum 30 kilograms. The side most long is 120 centimetres. For tracking is number on receipt. "
        "Liquids must to be in bag sealed."
    ),
)

STORAGE = Topic(
    question="Where do build results go?",
    answer=(
        "The CI/CD service writes them to Amazon S3 (Simple Storage Service). Images go to the Elastic Container "
        "Registry (ECR). Access is granted by Identity and Access Management (IAM)."
    ),
    points=points("Written to S3 by the CI/CD service", "Images go to ECR", "Access granted by IAM"),
)

TOPICS = (CACHING, LEAVES, INDEX, PARCELS)

VOCABULARY = Vocabulary.build(
    [text for topic in (*TOPICS, STORAGE) for text in (topic.question, topic.answer)],
    aliases={"CI/CD": ["continuous integration and delivery"]},
)

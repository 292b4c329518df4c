"""Write the key points of a batch of questions: new stable records, wordings of new content, aliases of them all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from portal.guides.importing.incoming import Incoming
from portal.guides.markdown.titles import slugify
from portal.guides.models import GuideRevision, KeyPoint, PointAlias, PointGroup, RevisionPoint

KEY_LENGTH = 60
ALIAS_LENGTH = 300


def write_points(revision: GuideRevision, batch: Sequence[Incoming], unseen: Sequence[Incoming]) -> None:
    """Write what the ``unseen`` of a ``batch`` need, and the aliases that this guide revision gives to all of it."""
    _write_stable_records(unseen)
    groups = _write_groups(unseen)
    RevisionPoint.objects.bulk_create(wording for one in unseen for wording in _wordings(one, groups))
    new = {one.position for one in unseen}
    _find_stored_points([one for one in batch if one.position not in new])
    PointAlias.objects.bulk_create(alias for one in batch for alias in _aliases(revision, one))


def _write_stable_records(unseen: Sequence[Incoming]) -> None:
    """Give each point of new content its stable record: the one the plan found, else a new one."""
    used = defaultdict[int, set[str]](set)
    stored = KeyPoint.objects.filter(question__in=[one.question_pk for one in unseen])
    for question, key in stored.values_list("question", "key"):
        used[question].add(key)
    new = [
        (one, index, KeyPoint(question_id=one.question_pk, key=_free_key(point.text, used[one.question_pk])))
        for one in unseen
        for index, point in enumerate(one.parsed.points)
        if not one.point_pks[index]
    ]
    KeyPoint.objects.bulk_create(key_point for _, _, key_point in new)
    for one, index, key_point in new:
        one.point_pks[index] = key_point.pk


def _free_key(text: str, used: set[str]) -> str:
    """A key of the point's first words; it is added to ``used``."""
    stem = slugify(text, fallback="point")[:KEY_LENGTH].strip("-")
    key, number = stem, 1
    while key in used:
        number += 1
        key = f"{stem}-{number}"
    used.add(key)
    return key


def _write_groups(unseen: Iterable[Incoming]) -> dict[tuple[int, str], PointGroup]:
    """Write the groups of points, and return them by their question's position and their key."""
    groups = {
        (one.position, group.key): PointGroup(question_revision_id=one.written_pk, key=group.key, need=group.need)
        for one in unseen
        for group in one.parsed.groups
    }
    PointGroup.objects.bulk_create(groups.values())
    return groups


def _wordings(one: Incoming, groups: dict[tuple[int, str], PointGroup]) -> Iterator[RevisionPoint]:
    for position, point in enumerate(one.parsed.points):
        yield RevisionPoint(
            question_revision_id=one.written_pk,
            key_point_id=one.point_pks[position],
            group=groups[one.position, point.group] if point.group else None,
            position=position,
            text=point.text,
            is_required=point.is_required,
            is_proposed=point.is_proposed,
            weight=point.weight,
            bold=[list(span) for span in point.bold],
        )


def _find_stored_points(seen: Sequence[Incoming]) -> None:
    """For content stored already, read which stable records its points are, in their order."""
    stored = defaultdict[int, list[int]](list)
    wordings = RevisionPoint.objects.filter(question_revision__in=[one.written_pk for one in seen]).order_by("position")
    for written, key_point in wordings.values_list("question_revision", "key_point"):
        stored[written].append(key_point)
    for one in seen:
        one.point_pks = stored[one.written_pk]


def _aliases(revision: GuideRevision, one: Incoming) -> Iterator[PointAlias]:
    for key_point, point in zip(one.point_pks, one.parsed.points, strict=True):
        for text in dict.fromkeys(alias[:ALIAS_LENGTH] for alias in point.aliases):
            yield PointAlias(guide_revision=revision, key_point_id=key_point, text=text)

"""A topic of a département's work and what to look for to find it, as a file of topics gives them.

    topics:
    - id: velo
      name: Vélo et marche
      family: Routes et mobilités
      about: Se déplacer à vélo ou à pied au quotidien.
      probes:
        words: [piste cyclable, plan vélo]
        questions:
          - Y a-t-il une aide pour acheter un vélo ?
        thesaurus: [piste pour vélos]

How to write one is told in `docs/themes.md`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from ingest.errors import SelonError
from retrieval.thesaurus import Group, shipped_groups

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TOPIC = ("id", "name", "family", "about", "probes")
_PROBES = ("words", "questions", "thesaurus")


class TopicsError(SelonError):
    """A file of topics can't be used."""

    code = "topics"


class TopicsUnreadable(TopicsError):
    """`file` isn't YAML from `line` and `column` on."""

    code = "topics_unreadable"


class TopicFieldWrong(TopicsError):
    """At `line` and `column` of `file`, `field` is missing, unknown, there twice or ill-formed."""

    code = "topic_field_wrong"


class TopicGroupUnknown(TopicsError):
    """No group of the thesaurus is asked as `text`, which `file` names at `line` and `column`."""

    code = "topic_group_unknown"


class TopicTwice(TopicsError):
    """`file` has the topic `id` twice, the second time at `line` and `column`."""

    code = "topic_twice"


@dataclass(frozen=True, slots=True)
class Probes:
    """What to look for: words as reports print them, questions as people ask them, groups."""

    words: tuple[str, ...]
    questions: tuple[str, ...] = ()
    thesaurus: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """Something a département works on; `about` says what counts as that and what doesn't."""

    id: str
    name: str
    family: str
    about: str
    probes: Probes


def read_topics(text: str, file: str) -> Iterator[Topic]:
    """The topics of one file, in its order.

    Raises `TopicsUnreadable`, `TopicFieldWrong`, `TopicGroupUnknown` and `TopicTwice`.
    """
    top = _fields(_composed(text, file), file, field="topics", known=("topics",))
    seen: set[str] = set()
    for node in top.nodes("topics"):
        topic = _topic(_fields(node, file, field="topics", known=_TOPIC))
        if topic.id in seen:
            raise TopicTwice(file=file, id=topic.id, line=_line(node), column=_column(node))
        seen.add(topic.id)
        yield topic


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of one mapping of `file`, each still a node that knows where it stands."""

    file: str
    node: yaml.Node
    by_name: Mapping[str, yaml.Node]

    def text(self, field: str) -> str:
        """What `field` says, which has to be there."""
        return self._said(field, self.there(field))

    def nodes(self, field: str) -> Sequence[yaml.Node]:
        """What `field` lists: one or more."""
        listed = self.there(field)
        if not isinstance(listed, yaml.SequenceNode) or not listed.value:
            raise _wrong(self.file, field, listed)
        return list(listed.value)

    def texts(self, field: str) -> tuple[str, ...]:
        """What `field` lists, as texts."""
        return tuple(self._said(field, node) for node in self.nodes(field))

    def there(self, field: str) -> yaml.Node:
        """The node of `field`, which has to be there."""
        if field not in self.by_name:
            raise _wrong(self.file, field, self.node)
        return self.by_name[field]

    def _said(self, field: str, node: yaml.Node) -> str:
        is_text = isinstance(node, yaml.ScalarNode) and not node.tag.endswith(":null")
        said = " ".join(str(node.value).split()) if is_text else ""
        if not said:
            raise _wrong(self.file, field, node)
        return said


def _composed(text: str, file: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as exc:
        mark = exc.problem_mark or exc.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise TopicsUnreadable(file=file, line=line, column=column) from exc
    except yaml.reader.ReaderError as exc:
        before = text[: exc.position].splitlines() or [""]
        raise TopicsUnreadable(file=file, line=len(before), column=len(before[-1]) + 1) from exc


def _fields(node: yaml.Node | None, file: str, *, field: str, known: Sequence[str]) -> _Fields:
    """The fields of `node`, which stands for `field`: those `known`, each once."""
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(file, field, node)
    by_name: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = str(key.value)
        if name not in known or name in by_name:
            raise _wrong(file, name, key)
        by_name[name] = value
    return _Fields(file, node, by_name)


def _topic(fields: _Fields) -> Topic:
    slug = fields.text("id")
    if not _SLUG.fullmatch(slug):
        raise _wrong(fields.file, "id", fields.by_name["id"])
    return Topic(
        id=slug,
        name=fields.text("name"),
        family=fields.text("family"),
        about=fields.text("about"),
        probes=_probes(fields),
    )


def _probes(topic: _Fields) -> Probes:
    probes = _fields(topic.there("probes"), topic.file, field="probes", known=_PROBES)
    return Probes(
        words=probes.texts("words"),
        questions=probes.texts("questions") if "questions" in probes.by_name else (),
        thesaurus=tuple(_groups(probes)) if "thesaurus" in probes.by_name else (),
    )


def _groups(probes: _Fields) -> Iterator[Group]:
    for node, text in zip(probes.nodes("thesaurus"), probes.texts("thesaurus"), strict=True):
        if text not in _groups_by_expression():
            raise TopicGroupUnknown(
                file=probes.file, text=text, line=_line(node), column=_column(node)
            )
        yield from _groups_by_expression()[text]


@cache
def _groups_by_expression() -> Mapping[str, tuple[Group, ...]]:
    """The groups of the package that are asked as each expression."""
    found: dict[str, tuple[Group, ...]] = {}
    for group in shipped_groups():
        for expression in group.asked:
            found[expression] = (*found.get(expression, ()), group)
    return found


def _wrong(file: str, field: str, node: yaml.Node | None) -> TopicFieldWrong:
    return TopicFieldWrong(file=file, field=field, line=_line(node), column=_column(node))


def _line(node: yaml.Node | None) -> int:
    """Counted from 1, as editors do."""
    return node.start_mark.line + 1 if node else 1


def _column(node: yaml.Node | None) -> int:
    """Counted from 1, as editors do."""
    return node.start_mark.column + 1 if node else 1

"""From a sample to a profile, and the profile as text: sorted, the same bytes for the same corpus."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from repair.learn.houses import houses
from repair.learn.lines import Found, lines
from repair.learn.names import alike, names
from repair.learn.sample import unpacked
from repair.rulebook.profile_file import VERSION

_HEAD = """\
# What `repair learn` found out about {hosts}. Look it over, take out what is wrong, and use it with --profile.
#
# line   as it is mostly spelt; capitals, kinds of quotation marks, counts of comments and the like make no difference
# seen   stories of the host that have it, of those that were looked at (`stories`)
# place  where it stands: head, before the article's own paragraphs; tail, behind them; body, between them
# fix    safe: `repair apply` takes it out, where it stands in its place and holds no fact; review: a person decides
#
# credits: houses that sign pictures, known then to the rules about credits that come twice; names: alike, and no slips of each other
"""


class Host(NamedTuple):
    """What was learnt of a host: its lines, who signs its pictures, and in how many articles names stand."""

    host: str
    pages: int
    found: Found
    houses: Mapping[str, int]
    names: Mapping[str, int]


def learnt(host: str, pages: int, articles: list[tuple[int, bytes]]) -> Host:
    """What these articles, packed by a sample, tell of their host."""
    texts = list(unpacked(articles))
    return Host(host, pages, lines(texts), houses(texts), names(texts))


def text(hosts: Sequence[Host]) -> Iterator[str]:
    """The lines of the profile."""
    known = sorted((host for host in hosts if host.found.lines), key=lambda host: host.host)
    yield _HEAD.format(hosts="1 host" if len(known) == 1 else f"{len(known):,} hosts")
    yield f"profile: {VERSION}\n"
    yield "hosts:\n" if known else "hosts: []\n"
    for host in known:
        yield f"  - host: {quoted(host.host)}\n    pages: {host.pages}\n    stories: {host.found.stories}\n    lines:\n"
        for line in host.found.lines:
            yield f"      - line: {quoted(line.text)}\n        seen: {line.seen}\n        place: {line.place}\n        fix: {line.fix}\n"
    signing: Counter[str] = Counter()
    for host in hosts:
        signing.update(host.houses)
    for title, key, counted in (("credits", "house", sorted(signing.items())), ("names", "name", alike(host.names for host in hosts))):
        if counted:
            yield f"{title}:\n"
            yield from (f"  - {key}: {quoted(name)}\n    seen: {count}\n" for name, count in counted)


def quoted(text: str) -> str:
    """The text as YAML has it in quotation marks, on one line, with nothing in it unseen."""
    made = json.dumps(text, ensure_ascii=False)
    return "".join(character if character.isprintable() else f"\\U{ord(character):08X}" for character in made)

"""From the paths of a call to the articles that are judged, and to the inputs that are not, each with its reason."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby

from repair.formats.document import Document, MissingExtra
from repair.formats.places import found, is_remote, read
from repair.formats.records import PATTERNS as OF_RECORDS
from repair.formats.records import WHOLE, Locator, is_records, packing, takes_codec
from repair.formats.registry import document
from repair.project.config import ConfigError, Project, Settings, shown
from repair.project.english import other_language
from repair.project.hosts import folder_host
from repair.project.walk import matches, walk
from repair.text.decode import Stored, Unreadable, decode, same_codec
from repair.text.digest import sha256
from repair.text.named import NamedTuple

STDIN = "-"


class Target(NamedTuple):
    """A file to be read: where it is (`-` for standard input), what reports call it, and what holds for it.

    With a `locator` it is one article of a file that holds many. `like` is a name whose ending tells what kind of text it is,
    where the path does not. `host` is the site it comes from, where a profile asks for it.
    """

    place: str
    path: str
    settings: Settings
    locator: Locator | None = None
    like: str = ""
    host: str = ""

    @property
    def kind(self) -> str:
        """The name whose ending tells what kind of text it is."""
        return self.like or self.path

    @property
    def name(self) -> str:
        """What people are shown."""
        return f"{self.path}{self.locator or ''}"


class Skipped(NamedTuple):
    """An input that was not judged, or not by a certain backend. `wrong` ones make the run exit with 2; the others are as they should be.

    `data` are the bytes that were read of it, if any; the `locator` says which article of a file of records it is.
    """

    path: str
    code: str
    reason: str
    wrong: bool = True
    data: bytes = b""
    backend: str = ""
    locator: Locator | None = None


class Source(NamedTuple):
    """An article as read: its bytes, their spelling, the text."""

    target: Target
    data: bytes
    stored: Stored
    document: Document

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes as stored."""
        return sha256(self.data).hexdigest()


def gather(paths: Iterable[str], project: Project, stdin: str = "") -> tuple[list[Target], list[Skipped]]:
    """The files that these paths mean, in the order given and each once, and the paths that mean nothing.

    `stdin` is the name that standard input would have as a file. Reads folders and configuration, but no article. Raises
    `ConfigError` for the first configuration that is wrong.
    """
    targets: dict[str, Target] = {}
    skipped: list[Skipped] = []
    of_texts: dict[tuple[int, bool], Settings] = {}

    def settings_of(folder: str, path: str = "") -> Settings:
        settings = project.settings(folder)
        if not is_records(path):
            return settings
        known = of_texts.get((id(settings), takes_codec(path)))
        if known is None:
            known = of_texts[id(settings), takes_codec(path)] = _of_texts(settings, path)
        return known

    def wanted(folder: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        settings = project.settings(folder)
        include = (*settings.include, *OF_RECORDS) if settings.field else settings.include
        return include, settings.exclude, settings.root

    def fail(error: OSError) -> None:
        skipped.append(Skipped(shown(str(error.filename)), "unreadable", why(error)))

    for path in chain.from_iterable(map(_spelt_out, paths)):
        if path == STDIN:
            if packing(stdin) in WHOLE:
                raise ConfigError(f"--stdin-filename {stdin}: such a file is not read from standard input; name the file itself")
            if packing(stdin):
                raise ConfigError(f"--stdin-filename {stdin}: standard input is read unpacked; unpack it on the way, as `gzip -dc` does")
            named = os.path.abspath(stdin or STDIN)
            settings = settings_of(os.path.dirname(named), stdin)
            targets.setdefault(STDIN, _target(named, STDIN, settings)._replace(place=STDIN, like=stdin))
            continue
        if is_remote(path):
            for target in _remote(path, settings_of, wanted, skipped):
                targets.setdefault(target.place, target)
            continue
        if not path:
            raise ConfigError('"" is no path; give . for the working folder')
        place = os.path.realpath(path)
        if os.path.isdir(place):
            prefix = os.path.abspath(path)
            for folder, files in groupby(walk(place, wanted, fail), os.path.dirname):
                dictionaries = {os.path.realpath(one) for one in project.settings(folder).dictionaries}
                before = _before_names(prefix + folder[len(place) :])
                for file in files:
                    if file not in targets and file not in dictionaries:
                        told = before + os.path.basename(file)
                        targets[file] = _target(file, told, settings_of(folder, file))
        elif os.path.lexists(place):
            targets.setdefault(place, _target(place, shown(path), settings_of(os.path.dirname(place), place)))
        else:
            what = "a link to what is not there" if os.path.islink(path) else "no such file or folder; check the spelling"
            skipped.append(Skipped(shown(path), "missing", what))
    return list(targets.values()), skipped


def _spelt_out(path: str) -> Iterable[str]:
    """The files that a pattern such as `crawl/**/*.txt` fits, in order; a path that is there or is no pattern is itself."""
    path = path.removeprefix("file://")
    if is_remote(path) or not any(char in path for char in "*?[") or os.path.lexists(path):
        return (path,)
    from glob import iglob

    return sorted(one for one in iglob(path, recursive=True) if os.path.isfile(one)) or (path,)


def _before_names(folder: str) -> str:
    """What reports put before the names of a folder's files."""
    told = shown(folder)
    return "" if told == "." else told if told.endswith("/") else f"{told}/"


def _target(place: str, path: str, settings: Settings) -> Target:
    return Target(place, path, settings, host=folder_host(place, settings) if settings.profile else "")


def _remote(
    url: str,
    settings_of: Callable[[str, str], Settings],
    wanted: Callable[[str], tuple[tuple[str, ...], tuple[str, ...], str]],
    skipped: list[Skipped],
) -> Iterator[Target]:
    """The objects that a URL means. One that is named, or fits a named pattern, is read whatever it is called."""
    here = os.getcwd()
    try:
        places = found(url)
    except FileNotFoundError:
        places = []
    except (OSError, MissingExtra) as error:
        skipped.append(Skipped(url, "unreadable", why(error) if isinstance(error, OSError) else str(error)))
        return
    if not places:
        skipped.append(Skipped(url, "missing", "no such object; check the spelling"))
    include, exclude, _ = wanted(here)
    named = places == [url] or any(char in url for char in "*?[")
    for place in places:
        if named or (any(matches(one, place, "") for one in include) and not any(matches(one, place, "") for one in exclude)):
            yield _target(place, place, settings_of(here, place))


def _of_texts(settings: Settings, path: str) -> Settings:
    """What holds for the texts of a file of records: where the format is in UTF-8 by definition, they are."""
    codec = settings.encoding if takes_codec(path) else "utf-8"
    if codec != "utf-8" and same_codec(codec, "utf-8-sig"):
        codec = "utf-8"
    return settings if codec == settings.encoding else settings._replace(encoding=codec)


def load(target: Target) -> bytes | Skipped:
    """The bytes of a target, or why there are none."""
    most = target.settings.max_size
    try:
        data = _bytes(target, most + 1)
    except OSError as error:
        return Skipped(target.path, "unreadable", why(error))
    if len(data) > most:
        return Skipped(target.path, "too-large", f"is over {most:,} bytes; raise --max-size to have it read")
    return data


def parse(target: Target, data: bytes) -> Source | Skipped:
    """The article in the bytes of a target, or why there is none."""
    settings = target.settings
    try:
        stored = decode(data, settings.encoding)
        read = document(stored.text, target.kind)
    except Unreadable as error:
        return Skipped(target.path, error.code, error.reason, data=data)
    except MissingExtra as error:
        return Skipped(target.path, "missing-extra", str(error))
    read.article.host = target.host
    if settings.language == "auto":
        language = other_language(read.article)
        if language:
            return Skipped(target.path, "not-english", f"not English ({language}); --language en has it read", wrong=False, data=data)
    return Source(target, data, stored, read)


def _bytes(target: Target, most: int) -> bytes:
    if target.place == STDIN:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        return sys.stdin.buffer.read(most)
    return read(target.place, most)


def why(error: OSError) -> str:
    """What to say of a file that cannot be read."""
    reason = (error.strerror or str(error)).lower()
    advice = {errno.EACCES: "; check its permissions", errno.ENOENT: "; it has gone since the run began"}.get(error.errno or 0, "")
    return f"cannot be read: {reason}{advice}"

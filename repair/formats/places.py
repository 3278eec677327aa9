"""Files by their place: a path of this machine, or a URL that fsspec knows, such as `s3://bucket/key`.

Whatever goes wrong at a URL is an `OSError` with one line of reason.
"""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from repair.formats.document import MissingExtra

_AT_ONCE = 1 << 20
_PIECE = 1 << 15
_HEADERS = ("CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType", "Metadata", "StorageClass")


def is_remote(place: str) -> bool:
    """True for a URL."""
    return "://" in place


def opened(place: str) -> BinaryIO:
    """A file to be read. Raises `OSError`."""
    if not is_remote(place):
        return open(place, "rb")
    with _told(place):
        system, path = _system(place)
        return cast("BinaryIO", io.BufferedReader(_Steady(system.open(path, "rb"), place), _AT_ONCE))


def read(place: str, most: int) -> bytes:
    """The first bytes of a file, so many at most. Raises `OSError`."""
    if is_remote(place):
        with opened(place) as file:
            return file.read(most)
    pieces = []
    with open(place, "rb", buffering=0) as raw:
        while most > 0 and (piece := raw.read(min(most, _PIECE))):  # room for `most` at once would cost more than an article's reading
            pieces.append(piece)
            most -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def found(url: str) -> list[str]:
    """The URLs of the objects that this one means: itself, those below it, those that a pattern with `*` fits. Raises `OSError`."""
    with _told(url):
        system, path = _system(url)
        if any(char in path for char in "*?["):
            paths = [one for one in system.glob(path) if system.isfile(one)]
        elif system.isfile(path):
            paths = [path]
        else:
            paths = system.find(path)
        return [str(system.unstrip_protocol(one)) for one in sorted(paths)]


def state(place: str) -> str:
    """What differs when the object at a URL is another one: on S3 its ETag; nothing when there is no object. Raises `OSError`."""
    with _told(place):
        system, path = _system(place)
        try:
            about = system.info(path)
        except FileNotFoundError:
            return ""
        known = (about.get(name) for name in ("ETag", "etag", "md5Hash", "VersionId", "size", "LastModified", "mtime", "created"))
        return repr([str(one) for one in known if one is not None]) if about.get("type") == "file" else ""


def put(local: str, place: str) -> None:
    """Make the object at a URL what a local file is; on S3 with the headers and metadata it had. Raises `OSError`."""
    with _told(place):
        system, path = _system(place)
        more: dict[str, Any] = {}
        if hasattr(system, "call_s3") and system.exists(path):
            bucket, key, _ = system.split_path(path)
            about = system.call_s3("head_object", Bucket=bucket, Key=key)
            more = {name: about[name] for name in _HEADERS if about.get(name)}
        system.put_file(local, path, **more)


class _Steady(io.RawIOBase):
    """An object being read, whose troubles are all of one kind."""

    def __init__(self, file: Any, place: str) -> None:
        self._file = file
        self._place = place

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def seek(self, offset: int, whence: int = 0) -> int:
        with _told(self._place):
            return int(self._file.seek(offset, whence))

    def readinto(self, buffer: Any) -> int:
        with _told(self._place):
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


@contextmanager
def _told(place: str) -> Iterator[None]:
    try:
        yield
    except MissingExtra:
        raise
    except FileNotFoundError as error:
        raise FileNotFoundError(errno.ENOENT, "no such object", place) from error
    except ImportError as error:
        scheme = place.split("://", 1)[0]
        raise MissingExtra(f"reading {scheme}:// needs an extra: pip install 'article-repair[remote]' ({_line(error)})") from None
    except Exception as error:
        raise OSError(getattr(error, "errno", None) or errno.EIO, _line(error), place) from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _system(place: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MissingExtra("reading URLs needs an extra: pip install 'article-repair[remote]'") from None
    system, path = url_to_fs(place, use_listings_cache=False)
    return system, str(path)

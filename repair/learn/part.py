"""What was learnt of a part of a corpus, as a file: the sample, gzipped JSON lines, the same bytes for the same sample."""

from __future__ import annotations

import gzip
import json
import zlib
from base64 import b64decode, b64encode
from typing import IO

from repair.learn.sample import Sample
from repair.problem import Problem

_KIND, _VERSION = "repair learn part", 1


class PartError(Problem):
    """A file holds no part; the text says which and why."""


def write(sample: Sample, out: IO[bytes]) -> None:
    """The sample, a line for each host."""
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0, compresslevel=1) as file:
        head = {"kind": _KIND, "version": _VERSION, "most": sample.most, "stride": sample.stride, "share": sample.share}
        file.write(json.dumps(head).encode() + b"\n")
        for host in sample.hosts():
            articles = [[key, b64encode(packed).decode()] for key, packed in sample.packed(host)]
            file.write(json.dumps({"host": host, "pages": sample.pages[host], "articles": articles}).encode() + b"\n")


def load(path: str) -> Sample:
    """The sample in a file. Raises `PartError`."""
    line = 1
    try:
        with gzip.open(path, "rb") as file:
            head = json.loads(file.readline(1000))
            if not isinstance(head, dict) or head.get("kind") != _KIND:
                raise PartError(f"{path}: is no part that `repair learn --part` wrote")
            if head["version"] != _VERSION:
                raise PartError(f"{path}: a part of version {head['version']}; this program reads version {_VERSION}")
            part, parts = map(int, head["share"])
            sample = Sample(int(head["most"]), stride=int(head["stride"]), share=(part, parts))
            for one in map(json.loads, file):
                line += 1
                sample.restore(
                    str(one["host"]), int(one["pages"]), [(int(key), b64decode(packed, validate=True)) for key, packed in one["articles"]]
                )
    except OSError as error:
        raise PartError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except (ValueError, KeyError, TypeError, EOFError, zlib.error) as error:
        raise PartError(f"{path}: broken behind line {line}: {type(error).__name__}: {error}") from None
    return sample

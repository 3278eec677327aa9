"""Which site an article comes from: told by a field of its record, or by the folder that its file lies in."""

from __future__ import annotations

import os

from repair.project.config import Settings
from repair.text.ways import way


def host_of(value: str) -> str:
    """The host in an address, without `www.`, port and what is around it; of anything else the text in lower case.

    Of the address of a copy in an archive, which ends in the address of the page, it is the page's.
    """
    text = " ".join(value.lower().split())
    address = text.partition("?")[0].partition("#")[0]
    if "://" in address:
        text = address.rpartition("://")[2].partition("/")[0].rpartition("@")[2]
    elif text.startswith("www."):
        text = text.partition("/")[0]
    name, colon, port = text.rpartition(":")
    return (name if colon and port.isdigit() else text).removeprefix("www.").rstrip(".")


def folder_host(place: str, settings: Settings) -> str:
    """The folder of a file, as seen from the folder of its settings, `/` between the parts; of an object, its URL up to its name."""
    if "://" in place:
        return host_of(place) if place.startswith("http") else place.rpartition("/")[0]
    root = os.path.realpath(settings.root or os.curdir)
    return way(os.path.dirname(place), root)

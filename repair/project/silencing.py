"""A suppression entered in the project's settings: at the end of repair.toml or pyproject.toml, the rest left as it is."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping

from repair.journal.atomic import Refused, create, replace
from repair.project.config import ConfigError, Settings, shown


def silence(settings: Settings, folder: str, values: Mapping[str, str], remark: str = "") -> str:
    """Add a `[[suppress]]` table with these values to the file that the settings came from, or to a new repair.toml in `folder`.

    `until` is a date, `remark` becomes a comment. Gives the file. Raises `ConfigError`; then nothing was written.
    """
    file = settings.source or os.path.join(folder, "repair.toml")
    table = "tool.repair.suppress" if os.path.basename(file) == "pyproject.toml" else "suppress"
    comment = f"# {' '.join(remark.split())}\n" if remark else ""
    entry = f"[[{table}]]\n{comment}" + "".join(
        f"{name} = {value if name == 'until' else _quoted(value)}\n" for name, value in values.items()
    )
    try:
        if not os.path.exists(file):
            create(file, entry.encode())
            return file
        with open(file, "rb") as old:
            before = old.read()
        text = before.decode("utf-8")
        newline = "\r\n" if "\r\n" in text else "\n"
        apart = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
        after = text + (apart + entry).replace("\n", newline)
        _check(file, after, entry)
        replace(file, before, after.encode())
    except OSError as error:
        raise ConfigError(f"{shown(file)}: cannot be written: {error.strerror}") from None
    except Refused as refusal:
        raise ConfigError(f"{shown(file)}: {refusal}") from None
    return file


def _check(file: str, text: str, entry: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        at_hand = " ".join(entry.split("\n", 1)[1].split())
        raise ConfigError(
            f"{shown(file)}: a [[suppress]] table cannot follow what it says of suppress; put it in by hand: {at_hand}"
        ) from None


def _quoted(text: str) -> str:
    fit = text.encode("utf-8", "backslashreplace").decode()  # lone surrogates do not go into TOML
    return json.dumps(fit, ensure_ascii=False).replace("\x7f", "\\u007f")

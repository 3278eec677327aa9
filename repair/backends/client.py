"""Asking a LanguageTool server, by way of language-tool-python.

The package writes the request and knows the languages; what goes over the wire is ours, for it waits ten minutes for a
server that does not answer, asks a proxy for the loopback, and counts characters wrongly behind an emoji. The package
is an extra of its own licence: it is imported here, when a server is asked, and nowhere else.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from http.client import HTTPException, IncompleteRead
from ipaddress import ip_address
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import OpenerDirector, ProxyHandler, build_opener

from repair.backends.answer import Garbage, Match, Told, matches
from repair.text.named import NamedTuple

LANGUAGE = "en-US"
_MOST_BYTES = 64_000_000


class NoAnswer(Exception):
    """The server cannot be asked, or gave no answer that can be used. `lasting`: it is of no use to ask it again."""

    def __init__(self, code: str, reason: str, lasting: bool = True) -> None:
        super().__init__(reason)
        self.code = code
        self.lasting = lasting


def no_package() -> NoAnswer:
    """What to say without language-tool-python."""
    return NoAnswer(
        "missing-extra", "asking LanguageTool needs the package language-tool-python: pip install 'article-repair[languagetool]'"
    )


class Server(NamedTuple):
    """A server that answered: where it is, what it says it is, and the file to touch when it is one of ours that ends when idle."""

    url: str
    version: str
    note: str = ""

    @property
    def release(self) -> str:
        """The number people know the version by."""
        return self.version.split()[0]


def base(url: str) -> str:
    """The address of a server however it was written: with or without scheme, `/v2` or a slash at the end. Raises `ValueError`."""
    url = url.strip()
    if "://" not in url:
        url = f"http://{url}"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"{url} is no address of a server; write it like http://127.0.0.1:8081")
    _ = parts.port  # raises ValueError when it is none
    path = parts.path.rstrip("/")
    for tail in ("/check", "/v2"):
        path = path.removesuffix(tail)
    return f"{parts.scheme}://{parts.netloc}{path}"


def probe(url: str, seconds: float) -> Server:
    """What answers there. Raises `NoAnswer` unless it is a LanguageTool server."""
    host = urlsplit(url).netloc
    try:
        answer = _asked(f"{url}/v2/check", {"language": LANGUAGE, "text": "It is."}, seconds)
        software = answer["software"]
        if software["name"] != "LanguageTool" or not isinstance(answer["matches"], list):
            raise KeyError(software["name"])
        version = " ".join(str(software.get(key)) for key in ("version", "buildDate", "commit", "premium"))
    except (Garbage, Refused, KeyError, TypeError, AttributeError):
        raise NoAnswer("backend-foreign", f"what answers at {host} is no LanguageTool server") from None
    return Server(url, version)


class Client:
    """One server, asked with the rules that are wanted. Raises `NoAnswer` when the package is missing."""

    def __init__(self, server: Server, rules: Iterable[str], seconds: float) -> None:
        self._server = server
        self._seconds = seconds
        self._tool = _tool(server.url, seconds)
        self._tool.enabled_rules = sorted(rules)
        self._tool.enabled_rules_only = True

    def matches(self, text: str) -> list[Match]:
        """What the server objects to. Raises `NoAnswer`."""
        host = urlsplit(self._server.url).netloc
        if self._server.note:
            with suppress(OSError):
                os.utime(self._server.note)
        try:
            return matches(self._tool.told(text), text)
        except NoAnswer:
            raise
        except Refused as error:
            raise NoAnswer("backend-refused", f"LanguageTool at {host} refused: {error}", error.lasting) from None
        except Exception as error:  # whatever the package or we make of an answer that is none
            said = str(error) if isinstance(error, Garbage) else f"{type(error).__name__}: {error}"
            raise NoAnswer("backend-garbage", f"LanguageTool at {host} answered what cannot be used ({said})") from None


class Refused(Exception):
    """The server said no; `lasting` when it will to other texts too."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(f"{code} {said}")
        self.lasting = code not in (400, 413, 500)


def _tool(url: str, seconds: float) -> Any:
    try:
        import language_tool_python
    except ImportError:
        raise no_package() from None

    package: Any = language_tool_python

    class Tool(package.LanguageTool):  # type: ignore[misc]
        """The package's client with our way over the wire."""

        def _query_server(self, url: str, params: Mapping[str, str] | None = None, num_tries: int = 2, method: str = "get") -> Any:
            return _asked(url, params, seconds)

        def told(self, text: str) -> list[Told]:
            answer = self._query_server(f"{url}/v2/check", self._create_params(text))["matches"]
            # a `Match` takes what it is made from apart: the server's own offset and length have to be read before
            units = [(one["offset"], one["length"]) for one in answer]
            return [Told(package.Match(one, text), *place) for one, place in zip(answer, units, strict=True)]

    try:
        return Tool(LANGUAGE, remote_server=f"{url}/")
    except NoAnswer:
        raise
    except Exception as error:  # whatever the package makes of a list of languages that is none
        host = urlsplit(url).netloc
        raise NoAnswer("backend-garbage", f"LanguageTool at {host} names no languages that can be used ({error})") from None


def _asked(url: str, params: Mapping[str, str] | None, seconds: float) -> Any:
    """The JSON that is answered, all of it within the time. Raises `NoAnswer`, `Refused`, `Garbage`."""
    host = urlsplit(url).netloc
    outcome: list[bytes | Exception] = []

    def ask() -> None:
        try:
            data = None if params is None else urlencode(params, errors="replace").encode()
            with _opener(url).open(url, data, timeout=seconds) as response:
                outcome.append(response.read(_MOST_BYTES))
        except HTTPError as error:
            outcome.append(_refused(error))
        except Exception as error:
            outcome.append(error)

    # a socket's own time-out begins anew with every byte: a server that dribbles would hold us for ever
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    answer = outcome[0] if outcome else TimeoutError()
    if isinstance(answer, Exception):
        raise _reason(answer, host, seconds) from None
    try:
        return json.loads(answer)
    except (ValueError, RecursionError):
        raise Garbage("no JSON") from None


def _refused(error: HTTPError) -> Refused:
    try:
        said = " ".join(error.read(200).decode("utf-8", "replace").split())
    except (OSError, HTTPException):
        said = ""
    return Refused(error.code, said if said and "<" not in said else str(error.reason))


def _reason(error: Exception, host: str, seconds: float) -> Exception:
    if isinstance(error, URLError) and isinstance(error.reason, Exception):
        error = error.reason
    if isinstance(error, Refused):
        return error
    if isinstance(error, TimeoutError):
        return NoAnswer("backend-timeout", f"LanguageTool at {host} gave no answer within {seconds:g} s", False)
    if isinstance(error, ConnectionError | IncompleteRead):
        said = error.strerror if isinstance(error, OSError) else None
        return NoAnswer("backend-missing", f"LanguageTool at {host} cannot be reached: {(said or 'it hung up').lower()}")
    if isinstance(error, HTTPException):
        return Garbage(f"no HTTP: {type(error).__name__}")
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return NoAnswer("backend-missing", f"LanguageTool at {host} cannot be reached: {said.lower()}")


def _opener(url: str) -> OpenerDirector:
    host = urlsplit(url).hostname or ""
    try:
        near = ip_address(host).is_loopback
    except ValueError:
        near = host == "localhost" or host.endswith(".localhost")
    return build_opener(ProxyHandler({})) if near else build_opener()

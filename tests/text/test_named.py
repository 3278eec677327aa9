"""`NamedTuple` does what the library's does."""

from __future__ import annotations

import copy
import pickle

import pytest

from repair.text.named import NamedTuple


class Place(NamedTuple):
    """Where something is."""

    kind: str
    start: int = 0
    names: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.kind)


class Other(Place):
    __slots__ = ()


def test_is_made_by_place_and_by_name() -> None:
    assert Place("a") == ("a", 0, ()) == Place(kind="a") == Place("a", names=())
    assert Place("ab", 3).end == 5
    assert type(Other("a")) is Other
    assert type(Place("a")) is Place
    assert Place.__doc__ == "Where something is."


@pytest.mark.parametrize("values", [(), ("a", 1, (), 4)])
def test_wants_its_fields(values: tuple[object, ...]) -> None:
    with pytest.raises(TypeError, match=r"Place\.__new__"):
        Place(*values)
    with pytest.raises(TypeError, match="Expected 3 arguments"):
        Place._make(values)


def test_is_changed_shown_copied_and_sent() -> None:
    place = Place("a", 1)
    assert place._replace(start=2, kind="b") == ("b", 2, ())
    with pytest.raises(ValueError, match="unexpected field names"):
        place._replace(stop=2)
    assert repr(place) == "Place(kind='a', start=1, names=())"
    assert place._asdict() == {"kind": "a", "start": 1, "names": ()}
    for again in (copy.deepcopy(place), pickle.loads(pickle.dumps(place))):
        assert again == place
        assert type(again) is Place
    match place:
        case Place(kind, start):
            assert (kind, start) == ("a", 1)

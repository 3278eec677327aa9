"""`NamedTuple` without what the library's does at every start: checking each field's type, and compiling a constructor for each class."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from operator import itemgetter

    try:
        from _collections import _tuplegetter as _getter
    except ImportError:  # another interpreter

        def _getter(number, about):
            return property(itemgetter(number), doc=about)

    class _Named(tuple):
        __slots__ = ()

        def __new__(kind, *values, **named):
            """Most classes are never called: the first call makes the constructor, with the fields as its parameters."""
            fields = ", ".join(kind._fields)
            new = eval(f"lambda _kind, {fields}: _new(_kind, ({fields},))", {"_new": tuple.__new__})
            new.__qualname__ = f"{kind.__name__}.__new__"
            new.__defaults__ = tuple(kind._field_defaults.values())
            kind.__new__ = staticmethod(new)
            return new(kind, *values, **named)

        @classmethod
        def _make(kind, values):
            made = tuple.__new__(kind, values)
            if len(made) != len(kind._fields):
                raise TypeError(f"Expected {len(kind._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changes):
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"Got unexpected field names: {list(changes)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            return f"{type(self).__name__}({', '.join(map('%s=%r'.__mod__, zip(self._fields, self, strict=True)))})"

    class _Made(type):
        def __new__(kind, name, bases, body):
            fields = tuple(body.get("__annotations__", {}))
            defaults = {field: body[field] for field in fields if field in body}
            places = {field: _getter(number, f"Alias for field number {number}") for number, field in enumerate(fields)}
            own = {"__slots__": (), "_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
            return type(name, (_Named,), {**body, **places, **own})

    NamedTuple = type.__new__(_Made, "NamedTuple", (), {})

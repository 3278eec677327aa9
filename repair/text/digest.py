"""Hashes of small things, without `hashlib`: its import loads OpenSSL, which costs a start more than all it hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b as blake2b
    from hashlib import sha256 as sha256
else:
    try:
        from _blake2 import blake2b as blake2b

        try:
            from _sha2 import sha256 as sha256
        except ImportError:  # Python 3.11
            from _sha256 import sha256 as sha256
    except ImportError:  # another interpreter
        from hashlib import blake2b as blake2b
        from hashlib import sha256 as sha256

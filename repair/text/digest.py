"""Hashes of small things, without `hashlib`: its import loads OpenSSL, which costs a start more than all it hashes.

Where that is loaded already, as in runs over many files, its SHA-256 is used, which is several times as fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b as blake2b
    from hashlib import sha256 as sha256
else:
    try:
        import sys
        from _blake2 import blake2b as blake2b

        try:
            from _sha2 import sha256 as _sha256
        except ImportError:  # Python 3.11
            from _sha256 import sha256 as _sha256

        def sha256(data=b""):
            loaded = sys.modules.get("_hashlib")
            return loaded.openssl_sha256(data) if loaded else _sha256(data)
    except ImportError:  # another interpreter
        from hashlib import blake2b as blake2b
        from hashlib import sha256 as sha256

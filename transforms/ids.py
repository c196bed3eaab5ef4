"""Ids that depend on content alone, so that a later run gives the same content the same id."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256

# The unit separator keeps ("ab", "c") apart from ("a", "bc").
SEPARATOR = "\x1f"
LENGTH = 16


def content_id(prefix: str, *parts: str) -> str:
    """Name what `parts` say: the first 80 bits of their SHA-256, as 16 letters and digits after `prefix`.

    >>> content_id("doc", "Putin spoke. Lavrov agreed.")
    'doc-nl52yivdwbchbe4q'
    """
    # A lone surrogate is no Unicode text, but a JSON string can hold one.
    content = SEPARATOR.join(parts).encode("utf-8", "surrogatepass")
    return f"{prefix}-{b32encode(sha256(content).digest()).decode('ascii').lower()[:LENGTH]}"

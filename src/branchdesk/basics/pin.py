"""PINs: hashed slowly, issued at random; nothing here knows whose they are or keeps one."""

from __future__ import annotations

from typing import Protocol

import msgspec

from branchdesk.basics.text import half_width

SALT_BYTES = 16
_MOST_MEMORY = 64 << 20
# What is secret is loaded with the first PIN: OpenSSL is large, and many desks have none.


class Scrypt(msgspec.Struct, frozen=True):
    """How a hash was made; it stands beside the hash, so that a later version may ask for more.

    N = 2^14 and r = 8 take 16 MB a try. A larger N would exceed what OpenSSL allows unasked.
    """

    n: int = 1 << 14
    r: int = 8
    p: int = 5


class Hasher(Protocol):
    """What turns a PIN into a hash; tests give one that counts instead of one that takes long."""

    def __call__(self, pin: str, salt: bytes, how: Scrypt) -> bytes:
        """The hash of a PIN. Raises ValueError for parameters that cannot be."""
        ...


def scrypt(pin: str, salt: bytes, how: Scrypt) -> bytes:
    """The hash that is kept. Raises ValueError for parameters that cannot be."""
    import hashlib

    return hashlib.scrypt(
        pin.encode("utf-8", "surrogatepass"),
        salt=salt, n=how.n, r=how.r, p=how.p, maxmem=_MOST_MEMORY,
    )  # fmt: skip


def same(one: bytes, other: bytes) -> bool:
    """True where both are the same, in a time that tells nothing of where they differ."""
    import hmac

    return hmac.compare_digest(one, other)


def fresh_salt() -> bytes:
    """Random bytes that no other hash has."""
    import secrets

    return secrets.token_bytes(SALT_BYTES)


def random_digits(count: int) -> str:
    """So many digits at random, from the system's source for secrets."""
    import secrets

    return "".join(secrets.choice("0123456789") for _ in range(count))


def typed_pin(text: str) -> str:
    """A PIN as it was meant: an input method writes full-width digits, a paste brings blanks."""
    return half_width(text).strip()

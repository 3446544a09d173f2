"""Hashes of confidential data that only who has the key of the store can work out."""

from __future__ import annotations

import hmac
import os
import secrets
import tempfile
from functools import cache
from pathlib import Path

KEY_BYTES = 32
ONLY_OWNER = 0o600


def keyed_hash(folder: Path, content: bytes) -> str:
    """HMAC-SHA256 of content with the key of a store: the same content, the same hash.

    A plain hash of a register gives its small counts away to who tries them all.

    Parameters
    ----------
    folder : Path
        Folder of the store. Its key is beside it and never in it, so that who is given a copy of
        the store has none; it is made where it is missing. Where none can be written there, the
        key lasts as long as the process, and what is compared with a later hash is changed.
    content : bytes
        What is hashed.
    """
    return hmac.digest(_key(folder), content, "sha256").hex()


def key_path(folder: Path) -> Path:
    """Where the key of a store is."""
    store = folder.resolve()
    return store.with_name(f".{store.name}.workbench-key")


def _key(folder: Path) -> bytes:
    """Key of a store, made where there is none that can be used."""
    path = key_path(folder)
    try:
        key = path.read_bytes() if path.exists() else b""
        if len(key) != KEY_BYTES:
            path.unlink(missing_ok=True)
            _make(path)
            key = path.read_bytes()
        if path.stat().st_mode & ~ONLY_OWNER & 0o777:
            path.chmod(ONLY_OWNER)
    except OSError:
        return _passing_key()
    return key


def _make(path: Path) -> None:
    """Write a new key, whole from the start; one that another process made meanwhile stays."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:  # mkstemp gives it to its owner alone
            file.write(secrets.token_bytes(KEY_BYTES))
        Path(path).hardlink_to(name)
    except FileExistsError:
        return
    finally:
        Path(name).unlink()


@cache
def _passing_key() -> bytes:
    """Key of this process."""
    return secrets.token_bytes(KEY_BYTES)

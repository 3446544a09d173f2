import errno
import hashlib

import pytest

from workbench.inputs.whole_files import write_atomically, write_whole


def test_a_file_has_the_name_that_its_hash_gives(tmp_path):
    def write(file):
        return file.write(b"abc")

    given, digest = write_whole(tmp_path / "a.new", lambda digest: tmp_path / digest, write)
    assert (given, digest) == (3, hashlib.sha256(b"abc").hexdigest())
    assert [path.name for path in tmp_path.iterdir()] == [digest]


def test_a_full_disk_leaves_the_old_content_and_nothing_else(tmp_path):
    def fails(file):
        file.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    write_atomically(tmp_path / "a", b"old")
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "a.new", lambda _: tmp_path / "a", fails)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"

"""Machine code of former texts of the rules is kept for a while, and then removed."""

import os
from pathlib import Path

from recert.population.once import KEPT_FOR, alone


def used(folder: Path, at: int) -> Path:
    """A folder with something in it that was last used then."""
    folder.mkdir(parents=True)
    (folder / "code").write_bytes(b"code")
    os.utime(folder, (at, at))
    return folder


def test_whoever_compiles_removes_what_nobody_has_used_for_long(tmp_path: Path) -> None:
    mine = tmp_path / "0123456789abcdef"
    with alone(mine):
        pass
    latest = int(mine.stat().st_mtime)
    old = used(tmp_path / "fedcba9876543210", latest - KEPT_FOR - 60)
    recent = used(tmp_path / "00000000000000ff", latest - KEPT_FOR + 3600)
    foreign = used(tmp_path / "evidence", latest - KEPT_FOR - 60)
    os.utime(mine, (latest - KEPT_FOR, latest - KEPT_FOR))
    with alone(mine):
        assert mine.stat().st_mtime >= latest  # it is in use
    assert not old.exists()
    assert (recent / "code").exists()
    assert (foreign / "code").exists()

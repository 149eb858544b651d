"""Where cleaned files are: written before any row names them, so that a row never names a file that is not there."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from recert.records import clock
from recert.records.evidence.clean import Cleaned
from recert.records.models import Evidence, StagedEvidence

PATIENCE: Final = timedelta(days=1)
"""How long a file may wait for its row. No transaction takes a day."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A cleaned file in the storage, not yet named by a row."""

    path: str
    name: str
    media_type: str
    size: int
    digest: str


def store(files: Iterable[Cleaned]) -> tuple[Stored, ...]:
    """Writes files under names of their own; the same file given twice is written once. All of them, or none."""
    written = list[Stored]()
    try:
        for file in {file.digest: file for file in files}.values():
            written.append(_write(file))
    except BaseException:
        discard(stored.path for stored in written)
        raise
    return tuple(written)


def _write(file: Cleaned) -> Stored:
    path = f"{clock.now():%Y/%m/%d}/{uuid.uuid4().hex}{PurePosixPath(file.name).suffix}"
    path = _storage().save(path, ContentFile(file.content))
    return Stored(path, file.name, file.media_type, len(file.content), file.digest)


def discard(paths: Iterable[str]) -> None:
    """Removes files that no row names any more."""
    for path in paths:
        _storage().delete(path)


def sweep_orphans() -> int:
    """Removes files that no row names and that are older than PATIENCE: of transactions that never came to an end."""
    swept = 0
    for folder, names in _folders(_storage(), ""):
        paths = {f"{folder}/{name}" for name in names}
        for model in (Evidence, StagedEvidence):
            paths -= set(model.objects.filter(file__startswith=f"{folder}/").values_list("file", flat=True))
        for path in paths:
            if clock.now() - _storage().get_modified_time(path) > PATIENCE:
                _storage().delete(path)
                swept += 1
    return swept


def _folders(storage: Storage, path: str) -> Iterator[tuple[str, list[str]]]:
    """Every folder that has files."""
    try:
        folders, names = storage.listdir(path)
    except FileNotFoundError:  # nothing was ever stored
        return
    if names and path:
        yield path, names
    for folder in folders:
        yield from _folders(storage, f"{path}/{folder}" if path else folder)


def _storage() -> Storage:
    return storages["evidence"]

"""Files of a form as they come in."""

from __future__ import annotations

from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

if TYPE_CHECKING:
    from pathlib import Path

    from django.http import HttpRequest


class StraightToDisk(FileUploadHandler):
    """Writes every file of a form to a folder of the workspace, whatever its size: never whole in memory, and not in a small `/tmp` either."""

    def __init__(self, request: HttpRequest, folder: Path) -> None:
        super().__init__(request)
        self._folder = folder
        self._file: IO[bytes] | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - what Django passes on
        """A file begins; one before it that was broken off is thrown away."""
        super().new_file(*args, **kwargs)
        self.upload_interrupted()
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = NamedTemporaryFile(dir=self._folder, suffix=".part")  # noqa: SIM115 - closed when the request is answered

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - what Django passes on
        """A piece of it."""
        if self._file is not None:
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """It has come in whole."""
        found, self._file = self._file, None
        if found is None:
            return None
        found.seek(0)
        return UploadedFile(found, self.file_name, self.content_type, file_size)

    def upload_interrupted(self) -> None:
        """It was broken off: nothing of it stays."""
        if self._file is not None:
            self._file.close()
            self._file = None

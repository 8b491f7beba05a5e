"""The files that people and the bot have sent: bytes, identifiers, the paths to fetch them."""

import mimetypes
from dataclasses import dataclass

from sandbox.telegram.pictures import measure
from sandbox.telegram.refusal import refuse
from sandbox.telegram.shapes import Json

MEGABYTE = 1 << 20
MOST_PHOTO = 10 * MEGABYTE
MOST_DOCUMENT = 50 * MEGABYTE
MOST_DOWNLOAD = 20 * MEGABYTE
_PREVIEW = 90


@dataclass(frozen=True, slots=True)
class File:
    """One stored file; kind is Photo or Document, path is where getFile says it lies."""

    kind: str
    file_id: str
    unique_id: str
    path: str
    content_type: str
    data: bytes
    shape: object


class Files:
    """All files by identifier and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}
        self._count = 0

    def photo(self, data: bytes) -> list[Json]:
        """Stores a picture; its sizes, smallest first. Refusal 400 when it is no picture.

        The small size is measured as Telegram would scale it, its bytes are those of the picture.
        """
        _weigh(data, MOST_PHOTO)
        measured = measure(data)
        if measured is None:
            raise refuse("IMAGE_PROCESS_FAILED")
        ending, width, height = measured
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise refuse("PHOTO_INVALID_DIMENSIONS")
        scale = min(1.0, _PREVIEW / max(width, height))
        small = (max(1, round(width * scale)), max(1, round(height * scale)))
        self._count += 1
        sizes: list[Json] = []
        for letter, size in (("s", small), ("x", (width, height))):
            shape = self._shape("Photo", letter, len(data))
            shape |= {"width": size[0], "height": size[1]}
            sizes.append(shape)
        path = f"photos/file_{self._count}.{ending}"
        for shape in sizes:
            self._keep(
                "Photo",
                shape,
                path=path,
                content_type=f"image/{ending.replace('jpg', 'jpeg')}",
                data=data,
                whole=sizes,
            )
        return sizes

    def document(self, data: bytes, name: str, content_type: str = "") -> Json:
        """Stores a file as it is; its Document object."""
        _weigh(data, MOST_DOCUMENT)
        self._count += 1
        guessed = mimetypes.guess_type(name)[0] or content_type or "application/octet-stream"
        shape = {"file_name": name, "mime_type": guessed}
        shape |= self._shape("Document", "d", len(data))
        path = f"documents/file_{self._count}{name[name.rfind('.') :] if '.' in name else ''}"
        self._keep("Document", shape, path=path, content_type=guessed, data=data, whole=shape)
        return shape

    def again(self, file_id: str, kind: str) -> object:
        """What a message holds when it reuses a file of that kind; Refusal 400."""
        file = self._by_id.get(file_id)
        if file is None:
            raise refuse("Wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            raise refuse(f"Can't use file of type {file.kind} as {kind}")
        return file.shape

    def get(self, file_id: str) -> File | None:
        """The file with this identifier."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> File | None:
        """The file at a path that getFile named."""
        return self._by_path.get(path)

    def _shape(self, kind: str, letter: str, size: int) -> Json:
        mark = f"{kind[0]}{letter}{self._count:06d}"
        return {"file_id": f"BQAC{mark}AAg", "file_unique_id": f"AQAD{mark}", "file_size": size}

    def _keep(
        self,
        kind: str,
        shape: Json,
        *,
        path: str,
        content_type: str,
        data: bytes,
        whole: object,
    ) -> None:
        identifier, unique = shape["file_id"], shape["file_unique_id"]
        file = File(kind, identifier, unique, path, content_type, data, whole)
        self._by_id[identifier] = file
        self._by_path[path] = file


def _weigh(data: bytes, most: int) -> None:
    if not data:
        raise refuse("File must be non-empty")
    if len(data) > most:
        raise refuse("file is too big")

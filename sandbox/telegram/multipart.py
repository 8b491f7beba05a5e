"""Reads a multipart/form-data body into plain fields and uploaded files."""

import re
from dataclasses import dataclass

_BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
_NAME = re.compile(rb'[; ]name="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_FILENAME = re.compile(rb"filename\*?=", re.IGNORECASE)
_FILENAME_VALUE = re.compile(rb'filename="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_TYPE = re.compile(rb"^content-type:\s*([^\r\n;]+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a request: its name, media type and bytes."""

    filename: str
    content_type: str
    data: bytes


def parse_multipart(content_type: str, body: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    """Fields and files by name; ValueError when the body is not what its header says."""
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise ValueError("no boundary")
    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    parts = (b"\r\n" + body).split(b"\r\n--" + found[1].encode())
    if len(parts) < 2 or not parts[-1].startswith(b"--"):
        raise ValueError("no closing boundary")
    for part in parts[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if name is None:
            raise ValueError("a part without a name")
        key = name[1].decode()
        if _FILENAME.search(head):
            files[key] = _upload(head, content)
        else:
            fields[key] = content.decode()
    return fields, files


def _upload(head: bytes, content: bytes) -> Upload:
    filename = _FILENAME_VALUE.search(head)
    media = _TYPE.search(head)
    return Upload(
        filename[1].decode() if filename else "file",
        media[1].decode().strip() if media else "application/octet-stream",
        content,
    )

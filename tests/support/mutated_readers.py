"""Every reader of small files, each with a whole file that it reads: what the run with mutated inputs goes through."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PIL import Image

from eucles_desk.app.settings import SettingsFile
from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.packages.box import opened_box, sealed_box
from eucles_desk.packages.card import Card
from eucles_desk.reports.order import NOTE, RESULT
from eucles_desk.reports.reading import read_pdf
from eucles_desk.scheme.loading import load_edition, load_overlay
from eucles_desk.signing.keys import read_key_file
from eucles_desk.storage import envelope, manifest
from eucles_desk.storage.chain import Head
from eucles_desk.storage.recovery_code import key_from_recovery_code, recovery_code
from eucles_desk.storage.witness import Witness
from eucles_desk.templates.reading import read_template
from support import packing, verifying
from support.backed_up import Kept
from support.documents import as_bytes, document, find_small, interchange
from support.evidence import evidence_in
from support.signing import NOW, PASSPHRASE, key_file

ROOT = Path(__file__).parents[2]
EDITION = ROOT / "resources" / "schemes" / "eucles-public-1"
KEY = "0123456789abcdef" * 4
Reader = tuple[tuple[bytes, ...], Callable[[bytes], object]]
"""Whole files, and what reads one that was damaged."""


def an_interchange_file(_: Path) -> Reader:
    reader = interchange()
    return (as_bytes(document()),), lambda content: reader.read(content, find_small, file="a.json")


def an_edition(folder: Path) -> Reader:
    for file in EDITION.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())

    def read(content: bytes) -> object:
        (folder / "edition.yaml").write_bytes(content)
        return load_edition(folder)

    return ((EDITION / "edition.yaml").read_bytes(),), read


def texts_of_an_edition(folder: Path) -> Reader:
    an_edition(folder)

    def read(content: bytes) -> object:
        (folder / "texts.fi.yaml").write_bytes(content)
        return load_edition(folder)

    return ((EDITION / "texts.fi.yaml").read_bytes(),), read


def an_overlay(folder: Path) -> Reader:
    base = load_edition(EDITION).content

    def read(content: bytes) -> object:
        (folder / "overlay.yaml").write_bytes(content)
        return load_overlay(folder / "overlay.yaml", base)

    return ((ROOT / "tests" / "fixtures" / "overlays" / "example.yaml").read_bytes(),), read


def a_template(folder: Path) -> Reader:
    example = ROOT / "docs" / "examples" / "template"
    (folder / "logo.png").write_bytes(
        _drawn("PNG", "RGB")
    )  # a small one: making it anew would take nearly all the time

    def read(content: bytes) -> object:
        (folder / "template.yaml").write_bytes(content)
        return read_template(folder / "template.yaml")

    return ((example / "template.yaml").read_bytes(),), read


def a_logo(folder: Path) -> Reader:
    example = ROOT / "docs" / "examples" / "template"
    (folder / "template.yaml").write_bytes((example / "template.yaml").read_bytes())

    def read(content: bytes) -> object:
        (folder / "logo.png").write_bytes(content)
        return read_template(folder / "template.yaml")

    return ((example / "logo.png").read_bytes(),), read


def small_logos(folder: Path) -> Reader:
    """A small picture of another kind each time: damage meets what says how it is to be read, rather than pixels."""
    _, read = a_logo(folder)
    kinds = [("PNG", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA")] + [("JPEG", "L"), ("JPEG", "RGB")]
    return tuple(_drawn(kind, mode) for kind, mode in kinds), read


def _drawn(kind: str, mode: str) -> bytes:
    file = io.BytesIO()
    Image.new(mode, (24, 16), 1 if mode in {"1", "L", "P"} else None).save(file, kind)
    return file.getvalue()


def an_envelope(folder: Path) -> Reader:
    sealed = envelope.seal(KEY, "mänty lokki", envelope.Cost(envelope.LEAST.memory, 1, 1))
    return (sealed,), lambda content: envelope.read(content, folder / "key")


def a_checked_envelope(folder: Path) -> Reader:
    """An envelope of somebody who can work out the check sum."""
    sealed, read = an_envelope(folder)

    def checked(content: bytes) -> object:
        try:
            entries: Any = json.loads(content)
        except (ValueError, RecursionError):
            return read(content)
        if not isinstance(entries, dict):
            return read(content)
        plain = {name: value for name, value in cast("dict[str, Any]", entries).items() if name != "check"}
        said = json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()
        check = hashlib.sha256(said).hexdigest()[:32]
        return read(json.dumps({**plain, "check": check}, indent=1, sort_keys=True).encode() + b"\n")

    return sealed, checked


def a_manifest(folder: Path) -> Reader:
    kept = Kept(folder / "data")
    kept.change("first", b"one paper")
    made = kept.make()
    path = made.folder / manifest.MANIFEST

    def read(content: bytes) -> object:
        path.write_bytes(content)
        return manifest.read(made.folder, kept.key), kept.backups().all()

    return (path.read_bytes(),), read


def a_list_of_evidence(folder: Path) -> Reader:
    kept = Kept(folder / "data")
    kept.change("first", b"one paper")
    made = kept.make()
    path, said = made.folder / manifest.EVIDENCE_LIST, manifest.read(made.folder, kept.key)
    assert said is not None

    def read(content: bytes) -> object:
        path.write_bytes(content)
        return manifest.read_list(said)

    return (path.read_bytes(),), read


def settings(folder: Path) -> Reader:
    place = folder / "settings"
    SettingsFile(place).save(SettingsFile(place).load())

    def read(content: bytes) -> object:
        file = SettingsFile(place)
        file.path.write_bytes(content)
        file.save(file.load())
        for path in place.glob("*.damaged*"):
            path.unlink()
        return SettingsFile(place).load()

    return ((place / "settings.json").read_bytes(),), read


def a_recovery_code(_: Path) -> Reader:
    return (recovery_code(KEY).encode(),), lambda content: key_from_recovery_code(content.decode("utf-8", "replace"))


def a_signing_key(_: Path) -> Reader:
    return (key_file("Maria Beispiel"),), lambda content: read_key_file(content, PASSPHRASE, NOW, file="key.p12")


def a_report(_: Path) -> Reader:
    return (verifying.report(ReportKind.CERTIFICATE),), verifying.verify


def result_in_a_report(_: Path) -> Reader:
    return _inside(RESULT)


def note_in_a_report(_: Path) -> Reader:
    return _inside(NOTE)


def _inside(name: str) -> Reader:
    report = verifying.report(ReportKind.CERTIFICATE)
    found = read_pdf(report).attachment(name)
    assert found is not None
    return (found.content,), lambda content: verifying.verify(
        verifying.changed(report, lambda pdf: verifying.attachment(pdf, name).write(content))
    )


def an_evidence_file(folder: Path) -> Reader:
    evidence = evidence_in(folder)
    stored = evidence.add_content(bytes(range(256)) * 300)
    place = evidence.place(stored.sha256)

    def read(content: bytes) -> object:
        place.write_bytes(content)
        return evidence.read(stored.sha256, 1_000_000)

    return (place.read_bytes(),), read


def what_remembers_the_history(folder: Path) -> Reader:
    place, secret = folder / "witness", b"secret"
    witness = Witness([place], secret)
    for seq in (1, 2):
        witness.note(Head(seq, bytes([seq]) * 32))
    witness.close()

    def read(content: bytes) -> object:
        place.write_bytes(content)
        return witness.remembered()

    return (place.read_bytes(),), read


# Packages: damaged on the way; made on purpose by one who can encrypt, and by an author with good keys


def a_package(_: Path) -> Reader:
    return (packing.written()[0],), packing.read


def entries_of_a_package(_: Path) -> Reader:
    members = {"assessment.json": b"{}", "edition.json": packing.EDITION}
    entries = [*packing.signed(packing.header_of(members)), *(packing.entry(*one) for one in members.items())]
    return (packing.tar(entries),), lambda content: packing.read(packing.encrypted(content))


def header_of_a_package(_: Path) -> Reader:
    members = {"assessment.json": b"{}", "edition.json": packing.EDITION}
    files = [packing.entry(*one) for one in members.items()]

    def read(content: bytes) -> object:
        return packing.read(packing.encrypted(packing.tar([*packing.signed(content), *files])))

    return (json.dumps(packing.header_of(members), indent=1).encode(),), read


def a_card(_: Path) -> Reader:
    card = packing.CARDS.sign(Card(packing.LEAD.public, name="Expert One", languages=("en", "fi")), packing.LEAD)
    return (card.content,), packing.CARDS.read


def a_box(_: Path) -> Reader:
    where = {"assessment": packing.ASSESSMENT, "seat": packing.SEAT}
    box = sealed_box(b"[1]", packing.LEAD, **where)
    return (box,), lambda content: opened_box(content, packing.LEAD, **where)


READERS: tuple[tuple[Callable[[Path], Reader], int], ...] = (
    (an_interchange_file, 150),
    (an_edition, 6),
    (texts_of_an_edition, 4),
    (an_overlay, 15),
    (a_template, 50),
    (a_logo, 10),
    (small_logos, 80),
    (an_envelope, 80),
    (a_checked_envelope, 100),
    (a_manifest, 80),
    (a_list_of_evidence, 80),
    (settings, 90),
    (a_recovery_code, 60),
    (a_signing_key, 30),
    (an_evidence_file, 20),
    (what_remembers_the_history, 5),
    (a_report, 8),
    (result_in_a_report, 8),
    (note_in_a_report, 4),
    (a_package, 30),
    (entries_of_a_package, 30),
    (header_of_a_package, 30),
    (a_card, 20),
    (a_box, 10),
)
"""With how many of 1,000 files go to each: the quickest get most."""
assert sum(share for _, share in READERS) == 1_000

"""Which blocks of a criterion keep each other company on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.reports.content import BulletList, Group, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eucles_desk.reports.content import Block, Span

MOST_MOVED: Final = 500
"""How many letters may go to the next page with what a finding rests on."""


def accompanied(blocks: Sequence[Block]) -> Iterator[Block]:
    """Keep what a finding rests on together with what stands before it, so that it does not head a page alone."""
    at = next((n for n, block in enumerate(blocks) if isinstance(block, Group)), 0)
    begin = next((n for n in range(at - 1, -1, -1) if isinstance(blocks[n], Heading)), at)
    rests = blocks[at] if at else None
    if not isinstance(rests, Group) or not _is_short(blocks[begin:at]):
        yield from blocks
        return
    yield from blocks[:begin]
    yield Group((*blocks[begin:at], *rests.blocks))
    yield from blocks[at + 1 :]


def _is_short(blocks: Iterable[Block]) -> bool:
    """Return whether blocks take no more than some lines, so that they can go to another page."""
    said = [span.text for block in blocks for span in _spans(block)]
    return sum(map(len, said)) <= MOST_MOVED


def _spans(block: Block) -> Iterator[Span]:
    match block:
        case Paragraph():
            yield from block.text
        case BulletList():
            yield from (span for item in block.items for span in item)
        case _:
            return

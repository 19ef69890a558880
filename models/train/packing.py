"""Packs samples into one sequence that is a tree: what prompts share is computed once.

A pack holds the beginning that all its prompts share (product, channel, concern), then a branch a prompt, then a branch
a text. A token sees the tokens of its own branch and of those it grew from; positions go on from the parent's, so each
branch is computed as if it stood alone.
"""

from dataclasses import dataclass

import torch


@dataclass
class Text:
    """A text under a prompt. `log_probabilities[start:end]` of a pack are its tokens'."""

    start: int
    end: int
    tag: tuple


@dataclass
class Pack:
    tokens: torch.Tensor
    positions: torch.Tensor
    # (tokens, tokens), added to attention scores: 0 or minus infinity.
    mask: torch.Tensor
    # Where each target is predicted, and the target.
    sources: torch.Tensor
    targets: torch.Tensor
    texts: list[Text]


class PackBuilder:
    def __init__(self) -> None:
        self._tokens: list[int] = []
        self._positions: list[int] = []
        # Segment -> (start, end, parent or -1).
        self._segments: list[tuple[int, int, int]] = []
        self._sources: list[int] = []
        self._targets: list[int] = []
        self._texts: list[Text] = []

    def __len__(self) -> int:
        return len(self._tokens)

    def add_segment(self, tokens: list[int], parent: int = -1) -> int:
        """@param parent the segment it grows from. @returns the number of the segment."""
        start = len(self._tokens)
        depth = 0 if parent < 0 else self._positions[self._segments[parent][1] - 1] + 1
        self._tokens += tokens
        self._positions += range(depth, depth + len(tokens))
        self._segments.append((start, start + len(tokens), parent))
        return len(self._segments) - 1

    def add_text(self, tokens: list[int], parent: int, tag: tuple) -> None:
        """Adds a segment whose tokens are predicted. Its last token need not be evaluated, only predicted."""
        first = self._segments[parent][1] - 1
        start = len(self._tokens)
        if len(tokens) > 1:
            self.add_segment(tokens[:-1], parent)
        begin = len(self._targets)
        self._sources += [first, *range(start, start + len(tokens) - 1)]
        self._targets += tokens
        self._texts.append(Text(begin, len(self._targets), tag))

    def build(self) -> Pack:
        count = len(self._tokens)
        visible = torch.zeros(count, count, dtype=torch.bool)
        for start, end, parent in self._segments:
            visible[start:end, start:end] = torch.ones(end - start, end - start, dtype=torch.bool).tril()
            while parent >= 0:
                parent_start, parent_end, parent = self._segments[parent]
                visible[start:end, parent_start:parent_end] = True
        mask = torch.zeros(count, count).masked_fill(~visible, float("-inf"))
        return Pack(
            tokens=torch.tensor(self._tokens),
            positions=torch.tensor(self._positions),
            mask=mask,
            sources=torch.tensor(self._sources),
            targets=torch.tensor(self._targets),
            texts=self._texts,
        )


def shared_prefix(lists: list[list[int]]) -> int:
    shortest, longest = min(lists), max(lists)
    count = 0
    while count < min(len(shortest), len(longest)) and shortest[count] == longest[count]:
        count += 1
    return count

"""Rows of build-data.ts -> packs of a cell (product, channel, concern).

Under each client stands the text written for him. For the contrast, the opening of a text stands a second time under a
client of the same cell for whom it was not written, and under the prompt without a client: the scorer chooses by
log p(text | client) - log p(text | no client), and plain likelihood alone hardly teaches the difference.
"""

import json
import random
from collections import defaultdict

from base_model import BaseModel
from packing import Pack, PackBuilder, shared_prefix


def read_rows(path: str) -> list[dict]:
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


class PackMaker:
    def __init__(self, base: BaseModel, options: dict):
        """@param options of the recipe: pack_tokens_max, text_tokens_max, whole_text_share, opening_tokens, contrast_neutral_share."""
        self._base = base
        self._options = options
        self._tokens: dict[tuple[str, bool], list[int]] = {}

    def prompt(self, prompt: str) -> list[int]:
        key = (prompt, True)
        if key not in self._tokens:
            self._tokens[key] = self._base.encode_prompt(prompt)
        return self._tokens[key]

    def text(self, text: str) -> list[int]:
        """With the end token: a text that goes on is another text."""
        key = (text, False)
        if key not in self._tokens:
            self._tokens[key] = [*self._base.encode(text), self._base.end_id]
        return self._tokens[key]

    def group(self, rows: list[dict], draw: random.Random) -> list[list[dict]]:
        """Rows of one cell, shuffled, cut where a pack would grow beyond the limit."""
        cells = defaultdict(list)
        for row in rows:
            cells[row["product"], row["channel"], row["need"]].append(row)
        groups = []
        for key in sorted(cells):
            cell = cells[key]
            draw.shuffle(cell)
            group: list[dict] = []
            count = 0
            for row in cell:
                size = len(self.prompt(row["prompt"])) + min(
                    len(self.text(row["text"])), self._options["text_tokens_max"]
                )
                if group and count + size > self._options["pack_tokens_max"]:
                    groups.append(group)
                    group, count = [], 0
                group.append(row)
                count += size
            groups.append(group)
        draw.shuffle(groups)
        return groups

    def training_pack(self, rows: list[dict], draw: random.Random) -> Pack:
        """Tags: ("own", row), ("other", row), ("none", row)."""
        builder, root, clients, nobody = self._open(rows)
        limit = self._options["text_tokens_max"]
        for index, row in enumerate(rows):
            text = self.text(row["text"])
            cut = None if draw.random() < self._options["whole_text_share"] else limit
            builder.add_text(text[:cut], clients[index], ("own", index))
            other = self._stranger(rows, index, draw)
            if other is None:
                continue
            opening = text[: self._options["opening_tokens"]]
            builder.add_text(opening, clients[other], ("other", index))
            builder.add_text(opening, nobody, ("none", index))
        return builder.build()

    def kept_pack(self, rows: list[dict]) -> Pack:
        """Whole texts under their clients, and nothing else."""
        builder, _, clients, _ = self._open(rows)
        for index, row in enumerate(rows):
            builder.add_text(self.text(row["text"]), clients[index], ("own", index))
        return builder.build()

    def _open(self, rows: list[dict]):
        prompts = [self.prompt(row["prompt"]) for row in rows]
        without = self.prompt(rows[0]["promptWithoutClient"])
        shared = shared_prefix([*prompts, without])
        builder = PackBuilder()
        root = builder.add_segment(without[:shared])
        clients = [builder.add_segment(prompt[shared:], root) for prompt in prompts]
        nobody = builder.add_segment(without[shared:], root)
        return builder, root, clients, nobody

    def _stranger(self, rows: list[dict], index: int, draw: random.Random) -> int | None:
        """A client who lacks what the text was written for; for a neutral text, one with a thread of his own."""
        wanted = set(rows[index]["signals"])
        if wanted:
            strangers = [i for i, row in enumerate(rows) if not wanted <= set(row["clientSignals"])]
        elif draw.random() < self._options["contrast_neutral_share"]:
            strangers = [i for i, row in enumerate(rows) if row["signals"]]
        else:
            strangers = []
        return draw.choice(strangers) if strangers else None

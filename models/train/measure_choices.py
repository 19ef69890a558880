"""python measure_choices.py --base MODEL.gguf --choices FILE.jsonl [--adapter FILE.gguf ...] [--tokens N] [--every N]

How often the thread written for a client's signal comes first among the eligible ones, by log p(text | client) -
log p(text | no client), in torch: the same questions as `npm run bench -- scorer`, a fifth of its time. The bench in
llama.cpp is what counts; this is to compare checkpoints.
"""

import argparse
import json
from concurrent.futures import ThreadPoolExecutor

import torch

from base_model import BaseModel
from lora_file import read_adapter
from packing import Pack, PackBuilder, shared_prefix
from train import FREQUENT_TOKENS
from tuned_model import TunedModel

LENGTHS = (1, 8, 16, 24)


def pack_of(base: BaseModel, case: dict, tokens_max: int) -> tuple[Pack, set[int]]:
    prompts = [base.encode_prompt(case[key]) for key in ("prompt", "promptWithoutClient")]
    shared = shared_prefix(prompts)
    builder = PackBuilder()
    root = builder.add_segment(prompts[0][:shared])
    texts = [base.encode(text)[:tokens_max] for text in case["texts"]]
    for side, prompt in enumerate(prompts):
        branch = builder.add_segment(prompt[shared:], root)
        for index, text in enumerate(texts):
            builder.add_text(text, branch, (side, index))
    return builder.build(), {token for part in (*prompts, *texts) for token in part}


def chance_among_first(scores: list[float], item: int, places: int) -> float:
    better = sum(score > scores[item] for score in scores)
    equal = sum(score == scores[item] for score in scores)
    return min(1.0, max(0.0, (places - better) / equal))


def wilson(hits: list[float]) -> str:
    count, share, z = len(hits), sum(hits) / len(hits), 1.96
    middle = (share + z * z / count / 2) / (1 + z * z / count)
    half = z / (1 + z * z / count) * (share * (1 - share) / count + z * z / count / count / 4) ** 0.5
    return f"{100 * share:.0f} % ({100 * (middle - half):.0f}-{100 * (middle + half):.0f})"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--choices", required=True)
    parser.add_argument("--adapter", action="append", default=[])
    parser.add_argument("--tokens", type=int, default=max(LENGTHS))
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    base = BaseModel(options.base)
    with open(options.choices, encoding="utf-8") as file:
        cases = [json.loads(line) for line in file][:: options.every]
    packed = [pack_of(base, case, options.tokens) for case in cases]
    shown = set().union(*(ids for _, ids in packed))
    head = shown | set(range(FREQUENT_TOKENS)) | set(base.cyrillic_ids())
    weights = base.load_weights(sorted(shown), sorted(head))
    counts = [len(case["texts"]) for case in cases]
    print(f"{len(cases)} choices; random: first {100 * sum(1 / c for c in counts) / len(cases):.0f} %, ", end="")
    print(f"first three {100 * sum(min(1, 3 / c) for c in counts) / len(cases):.0f} %", flush=True)
    for adapter in (None, *options.adapter):
        lora, alpha = read_adapter(adapter) if adapter else ({}, 1.0)
        rank = next((value.shape[0] for key, value in lora.items() if key.endswith(":a")), 1)
        first = min((int(key.split(":")[0]) for key in lora), default=base.geometry.layers)
        model = TunedModel(base.geometry, weights, rank, alpha, first)
        model.load_state_dict({f"lora.{key}": value for key, value in lora.items()})

        def score(pack: Pack):
            with torch.no_grad():
                found = model(pack)
            return {text.tag: found[text.start : text.end] for text in pack.texts}

        with ThreadPoolExecutor(2) as pool:
            scored = list(pool.map(score, [pack for pack, _ in packed]))
        for length in LENGTHS:
            ratios = [
                [float((found[0, i][:length].sum() - found[1, i][:length].sum())) for i in range(count)]
                for found, count in zip(scored, counts)
            ]
            cells = [
                wilson([chance_among_first(r, case["wanted"], places) for r, case in zip(ratios, cases)])
                for places in (1, 3)
            ]
            print(f"{adapter or 'base'}, {length} tokens: first {cells[0]}, among three {cells[1]}", flush=True)


if __name__ == "__main__":
    main()

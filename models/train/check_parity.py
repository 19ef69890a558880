"""python check_parity.py --base MODEL.gguf [--tokens FILE] [--scores FILE.json --adapter FILE.gguf --texts N]

Does llama.cpp see what was trained? `--tokens`: print-tokens.ts's output; the ids must be identical. `--scores`: the output
of `npm run bench -- scorer --out`; log-probabilities of the base and of the adapter are compared token by token. They
differ by llama.cpp's rounding of activations to eight bits, not more with the adapter than without it.
"""

import argparse
import json

import torch

from base_model import BaseModel
from lora_file import read_adapter
from packing import PackBuilder
from tuned_model import TunedModel


def check_tokens(base: BaseModel, path: str) -> None:
    count = 0
    with open(path, encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if base.encode_prompt(row["prompt"]) != row["promptTokens"] or base.encode(row["text"]) != row["textTokens"]:
                raise SystemExit(f"other tokens: {row['prompt']}{row['text']}")
            count += 1
    print(f"tokens: {count} prompts and texts identical")


def check_scores(base: BaseModel, path: str, adapter: str, texts_max: int) -> None:
    with open(path, encoding="utf-8") as file:
        texts = json.load(file)["texts"][:texts_max]
    every = list(range(len(base.tokens)))
    weights = base.load_weights(every, every)
    lora, alpha = read_adapter(adapter)
    rank = next(value.shape[0] for key, value in lora.items() if key.endswith(":a"))
    first_layer = min(int(key.split(":")[0]) for key in lora)
    model = TunedModel(base.geometry, weights, rank, alpha, first_layer)
    for name in ("base", "tuned"):
        if name == "tuned":
            model.load_state_dict({f"lora.{key}": value for key, value in lora.items()})
        differences, text_sums = [], []
        for row in texts:
            builder = PackBuilder()
            builder.add_text(base.encode(row["text"]), builder.add_segment(base.encode_prompt(row["prompt"])), ())
            with torch.no_grad():
                own = model(builder.build())
            theirs = torch.tensor(row["scores"][name])
            differences.append((own - theirs).abs())
            text_sums.append(torch.stack([own.mean(), theirs.mean()]))
        sums = torch.stack(text_sums)
        print(
            f"{name}: {len(texts)} texts; mean log-probability a token {sums[:, 0].mean():.4f} in torch, "
            f"{sums[:, 1].mean():.4f} in llama.cpp; difference a token {torch.cat(differences).mean():.4f} in the mean; "
            f"correlation over texts {torch.corrcoef(sums.T)[0, 1]:.5f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--tokens")
    parser.add_argument("--scores")
    parser.add_argument("--adapter")
    parser.add_argument("--texts", type=int, default=20)
    options = parser.parse_args()
    torch.set_num_threads(2)
    base = BaseModel(options.base)
    if options.tokens:
        check_tokens(base, options.tokens)
    if options.scores:
        check_scores(base, options.scores, options.adapter, options.texts)


if __name__ == "__main__":
    main()

"""python train.py --base MODEL.gguf --data DIRECTORY --out DIRECTORY [--steps N] [--...]

Trains the scorer's LoRA on the rows of build-data.ts and writes OUT/adapter.gguf, OUT/recipe.json (all that was chosen,
seeds, losses) and OUT/state.pt after every few steps; started again it goes on from there. README.md has the whole way.

Two workers with one thread each share the step's packs: on a machine that others use too, torch's own threads wait for
each other in every operation (9-45 tokens a second where this way gave 52).
"""

import argparse
import json
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor

import torch

from base_model import BaseModel
from lora_file import write_adapter
from packing import Pack
from prepare_packs import PackMaker, read_rows
from tuned_model import TunedModel

# Frequent tokens of all scripts stand in the normaliser too, so that what leaks to them is trained away.
FREQUENT_TOKENS = 16384
STATE = ("step", "history", "recipes", "seen_tokens", "seconds", "best")


def parse_recipe() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for name in ("base", "data", "out"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--name", default="offerwright-scorer")
    defaults = dict(
        seed=1, steps=180, rank=16, alpha=32.0, first_layer=12, learning_rate=5e-4, warmup_steps=10, decay_share=0.3,
        packs_per_step=4, pack_tokens_max=560, text_tokens_max=32, whole_text_share=0.1, opening_tokens=12,
        contrast_neutral_share=0.5, contrast_weight=0.2, contrast_sharpness=0.25, none_weight=0.5, neutral_share=1.0, rows_max=0,
        eval_every=40, eval_rows=48, patience=3, save_every=4, workers=2,
    )  # fmt: skip
    for name, value in defaults.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    return parser.parse_args()


class Trainer:
    def __init__(self, recipe: argparse.Namespace):
        self.recipe = recipe
        torch.manual_seed(recipe.seed)
        torch.set_num_threads(1)
        base = BaseModel(recipe.base)
        self.base_name = base.name
        self.maker = PackMaker(base, vars(recipe))
        self.train_rows = read_rows(os.path.join(recipe.data, "train.jsonl"))
        self.kept_rows = read_rows(os.path.join(recipe.data, "kept.jsonl"))
        if recipe.rows_max:
            self.train_rows = random.Random(recipe.seed).sample(self.train_rows, recipe.rows_max)
        rows = self.train_rows + self.kept_rows
        used = {t for row in rows for t in self.maker.text(row["text"])}
        shown = {t for row in rows for key in ("prompt", "promptWithoutClient") for t in self.maker.prompt(row[key])}
        head = used | set(range(FREQUENT_TOKENS)) | set(base.cyrillic_ids())
        weights = base.load_weights(sorted(used | shown), sorted(head))
        self.model = TunedModel(base.geometry, weights, recipe.rank, recipe.alpha, recipe.first_layer)
        self.parameters = list(self.model.parameters())
        self.optimizer = torch.optim.AdamW(self.parameters, lr=recipe.learning_rate, betas=(0.9, 0.98), weight_decay=0.0)
        self.pool = ThreadPoolExecutor(recipe.workers)
        self.step = 0
        self.history: list[dict] = []
        # What was chosen, from which step on: a run may go on with other numbers.
        self.recipes: list[dict] = []
        self.seen_tokens = 0
        self.seconds = 0.0
        self.best = (float("inf"), 0)
        os.makedirs(recipe.out, exist_ok=True)
        self._resume()
        chosen = {key: value for key, value in vars(recipe).items() if key not in ("base", "data", "out")}
        if not self.recipes or self.recipes[-1]["recipe"] != chosen:
            self.recipes.append({"from_step": self.step, "recipe": chosen})

    def _path(self, name: str) -> str:
        return os.path.join(self.recipe.out, name)

    def _resume(self) -> None:
        if not os.path.exists(self._path("state.pt")):
            return
        state = torch.load(self._path("state.pt"), weights_only=False)
        self.model.load_state_dict(state["lora"])
        self.optimizer.load_state_dict(state["optimizer"])
        for name in STATE:
            setattr(self, name, state[name])
        print(f"resumed at step {self.step}", flush=True)

    def save(self) -> None:
        state = {name: getattr(self, name) for name in STATE}
        state |= {"lora": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}
        torch.save(state, self._path("state.tmp"))
        os.replace(self._path("state.tmp"), self._path("state.pt"))

    def batches(self):
        """Packs of the steps in order: round after round of the data, the corpus with each; the same for a seed."""
        rounds = max(row["round"] for row in self.train_rows)
        epoch = 0
        pending: list[Pack] = []
        while True:
            draw = random.Random(self.recipe.seed * 1000 + epoch)
            wanted = (0, epoch % rounds + 1)
            rows = [row for row in self.train_rows if row["round"] in wanted]
            rows = [row for row in rows if row["signals"] or draw.random() < self.recipe.neutral_share]
            groups = self.maker.group(rows, draw)
            for group in groups:
                pending.append(self.maker.training_pack(group, draw))
                if len(pending) == self.recipe.packs_per_step:
                    yield pending
                    pending = []
            epoch += 1

    def losses(self, pack: Pack, own_total: float, pairs_total: int):
        """@returns the pack's part of the step's loss, and figures to print."""
        scores = self.model(pack)
        opening = self.recipe.opening_tokens
        by_tag = {text.tag: scores[text.start : text.end] for text in pack.texts}
        loss = scores.new_zeros(())
        figures = {"own": 0.0, "own_tokens": 0, "contrast": 0.0, "won": 0, "pairs": 0}
        for (kind, index), found in by_tag.items():
            if kind == "own":
                loss = loss - found.sum() / len(found) ** 0.5 / own_total
                figures["own"] -= found.sum().item()
                figures["own_tokens"] += len(found)
            if kind == "none":
                loss = loss - self.recipe.none_weight * found.sum() / len(found) ** 0.5 / own_total
                own = by_tag["own", index][:opening].sum()
                rivals = [by_tag["other", index].sum(), found.sum().detach()]
                sums = torch.stack([own, *rivals]) * self.recipe.contrast_sharpness
                contrast = -torch.log_softmax(sums, 0)[0]
                loss = loss + self.recipe.contrast_weight * contrast / pairs_total
                figures["contrast"] += contrast.item()
                figures["won"] += int(own > rivals[0])
                figures["pairs"] += 1
        return loss, figures

    def train_step(self, packs: list[Pack]) -> dict:
        texts = [text for pack in packs for text in pack.texts]
        own_total = sum((text.end - text.start) ** 0.5 for text in texts if text.tag[0] == "own")
        pairs_total = max(1, sum(text.tag[0] == "none" for text in texts))

        def work(pack: Pack):
            loss, figures = self.losses(pack, own_total, pairs_total)
            return torch.autograd.grad(loss, self.parameters), figures

        for group in self.optimizer.param_groups:
            group["lr"] = self.learning_rate()
        results = list(self.pool.map(work, sorted(packs, key=lambda pack: -len(pack.tokens))))
        for index, parameter in enumerate(self.parameters):
            parameter.grad = torch.stack([gradients[index] for gradients, _ in results]).sum(0)
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimizer.step()
        return {key: sum(figures[key] for _, figures in results) for key in results[0][1]}

    def learning_rate(self) -> float:
        recipe = self.recipe
        warm = min(1.0, (self.step + 1) / recipe.warmup_steps)
        left = (recipe.steps - self.step) / (recipe.steps * recipe.decay_share)
        return recipe.learning_rate * min(warm, max(0.02, min(1.0, left)))

    def kept_loss(self, rows: list[dict]) -> float:
        groups = self.maker.group(sorted(rows, key=lambda row: row["thread"]), random.Random(0))

        def work(group: list[dict]):
            with torch.no_grad():
                scores = self.model(self.maker.kept_pack(group))
            return scores.sum().item(), len(scores)

        sums = list(self.pool.map(work, groups))
        return -sum(total for total, _ in sums) / sum(count for _, count in sums)

    def evaluate(self) -> bool:
        """@returns whether to go on."""
        sample = random.Random(self.recipe.seed).sample(self.kept_rows, min(self.recipe.eval_rows, len(self.kept_rows)))
        loss = self.kept_loss(sample)
        self.history.append({"step": self.step, "kept_loss": round(loss, 4), "tokens": self.seen_tokens})
        print(f"step {self.step}: kept-back loss {loss:.4f}", flush=True)
        if loss < self.best[0]:
            self.best = (loss, self.step)
            self.write("adapter.gguf")
        return len([h for h in self.history if h["step"] > self.best[1]]) < self.recipe.patience

    def write(self, name: str) -> None:
        write_adapter(self._path(name), self.model.lora, self.recipe.alpha, self.recipe.name, self.base_name)
        about = {"recipes": self.recipes, "step": self.step, "tokens": self.seen_tokens, "seconds": round(self.seconds)}
        with open(self._path("recipe.json"), "w", encoding="utf-8") as file:
            json.dump({"base": self.base_name, **about, "history": self.history}, file, indent=2)
            file.write("\n")

    def run(self) -> None:
        if self.step == 0:
            self.evaluate()
        for number, packs in enumerate(self.batches()):
            if self.step >= self.recipe.steps:
                break
            if number < self.step:
                continue
            started = time.monotonic()
            figures = self.train_step(packs)
            self.step += 1
            self.seen_tokens += sum(len(pack.tokens) for pack in packs)
            self.seconds += time.monotonic() - started
            left = (self.recipe.steps - self.step) * self.seconds / self.step
            print(
                f"step {self.step}/{self.recipe.steps} loss {figures['own'] / figures['own_tokens']:.3f} "
                f"contrast {figures['contrast'] / max(1, figures['pairs']):.3f} {figures['won']}/{figures['pairs']} "
                f"{self.seen_tokens / self.seconds:.0f} tokens/s, {left / 60:.1f} min left",
                flush=True,
            )
            going = self.step % self.recipe.eval_every != 0 and self.step != self.recipe.steps or self.evaluate()
            if self.step % self.recipe.save_every == 0:
                self.save()
            if not going:
                print("the kept-back loss no longer falls: stopped", flush=True)
                break
        self.save()
        self.write("last.gguf")


if __name__ == "__main__":
    Trainer(parse_recipe()).run()

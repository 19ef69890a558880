"""Reads a Qwen2 GGUF: geometry, tokeniser, and weights dequantised to bfloat16.

Order: `BaseModel(path)` once -> `encode` / `encode_prompt` for the data -> `load_weights(token_ids)`, which reads the
embedding rows of the tokens that occur only (the whole table would be a third of the memory for nothing).
"""

from dataclasses import dataclass

import numpy as np
import torch
from gguf import GGUFReader
from gguf.quants import dequantize
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers

# The split of tokenizer.ggml.pre = qwen2 (llama-vocab.cpp, LLAMA_VOCAB_PRE_TYPE_QWEN2).
QWEN2_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
CONTROL_TOKEN = 3


@dataclass(frozen=True)
class Geometry:
    layers: int
    width: int
    inner: int
    heads: int
    kv_heads: int
    rope_base: float
    norm_epsilon: float

    @property
    def head_width(self) -> int:
        return self.width // self.heads


@dataclass
class Weights:
    """Frozen, bfloat16 but for norms and biases. `embedding` and `head` have a row for each of their `*_ids`."""

    embedding: torch.Tensor
    embedding_row: torch.Tensor
    head: torch.Tensor
    head_row: torch.Tensor
    output_norm: torch.Tensor
    layers: list[dict[str, torch.Tensor]]


class BaseModel:
    def __init__(self, path: str):
        self._reader = GGUFReader(path)
        self._tensors = {tensor.name: tensor for tensor in self._reader.tensors}
        architecture = self._field("general.architecture")
        if architecture != "qwen2":
            raise ValueError(f"the trainer knows qwen2 models; this one is {architecture}")
        self.geometry = Geometry(
            layers=self._field("qwen2.block_count"),
            width=self._field("qwen2.embedding_length"),
            inner=self._field("qwen2.feed_forward_length"),
            heads=self._field("qwen2.attention.head_count"),
            kv_heads=self._field("qwen2.attention.head_count_kv"),
            rope_base=self._field("qwen2.rope.freq_base"),
            norm_epsilon=self._field("qwen2.attention.layer_norm_rms_epsilon"),
        )
        self.name = self._field("general.name")
        self.end_id = self._field("tokenizer.ggml.eos_token_id")
        self._build_tokenizer()

    def _field(self, name: str):
        return self._reader.fields[name].contents()

    def _build_tokenizer(self) -> None:
        self.tokens: list[str] = self._field("tokenizer.ggml.tokens")
        kinds = self._field("tokenizer.ggml.token_type")
        merges = [tuple(merge.split(" ", 1)) for merge in self._field("tokenizer.ggml.merges")]
        vocabulary = {token: index for index, token in enumerate(self.tokens)}

        def create() -> Tokenizer:
            tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
            tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
                [
                    pre_tokenizers.Split(Regex(QWEN2_SPLIT), "isolated"),
                    pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
                ]
            )
            tokenizer.decoder = decoders.ByteLevel()
            return tokenizer

        self._plain = create()
        self._marked = create()
        control = [token for token, kind in zip(self.tokens, kinds) if kind == CONTROL_TOKEN]
        self._marked.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in control])

    def encode(self, text: str) -> list[int]:
        """Tokens of a text; the model's markup is not parsed."""
        return self._plain.encode(text, add_special_tokens=False).ids

    def encode_prompt(self, prompt: str) -> list[int]:
        """Tokens of a prompt, in which <|im_start|> and the like are single tokens."""
        return self._marked.encode(prompt, add_special_tokens=False).ids

    def cyrillic_ids(self) -> list[int]:
        """Tokens with a Cyrillic letter or a piece of one (lead bytes D0, D1), in the byte-level alphabet."""
        return [index for index, token in enumerate(self.tokens) if "Ð" in token or "Ñ" in token]

    def _dense(self, name: str, rows: np.ndarray | None = None) -> torch.Tensor:
        tensor = self._tensors[name]
        data = tensor.data if rows is None else tensor.data[rows]
        return torch.from_numpy(np.array(dequantize(data, tensor.tensor_type), dtype=np.float32))

    def load_weights(self, embedding_ids: list[int], head_ids: list[int]) -> Weights:
        """@param embedding_ids tokens that occur; @param head_ids tokens over which probabilities are normalised."""
        tied = "output.weight" not in self._tensors
        layers = []
        for index in range(self.geometry.layers):
            block = f"blk.{index}."
            dense = lambda name: self._dense(block + name + ".weight").bfloat16()  # noqa: E731
            layers.append(
                {
                    "attn_norm": self._dense(block + "attn_norm.weight"),
                    "ffn_norm": self._dense(block + "ffn_norm.weight"),
                    "qkv": torch.cat([dense("attn_q"), dense("attn_k"), dense("attn_v")]),
                    "qkv_bias": torch.cat([self._dense(block + f"attn_{name}.bias") for name in "qkv"]).bfloat16(),
                    "output": dense("attn_output"),
                    "gate_up": torch.cat([dense("ffn_gate"), dense("ffn_up")]),
                    "down": dense("ffn_down"),
                }
            )
        return Weights(
            embedding=self._dense("token_embd.weight", np.array(embedding_ids)),
            embedding_row=self._row_index(embedding_ids),
            head=self._dense("token_embd.weight" if tied else "output.weight", np.array(head_ids)).bfloat16(),
            head_row=self._row_index(head_ids),
            output_norm=self._dense("output_norm.weight"),
            layers=layers,
        )

    def _row_index(self, ids: list[int]) -> torch.Tensor:
        rows = torch.full((len(self.tokens),), -1, dtype=torch.long)
        rows[torch.tensor(ids)] = torch.arange(len(ids))
        return rows

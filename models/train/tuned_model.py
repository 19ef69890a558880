"""Qwen2 with LoRA on all seven projections, over packed trees of tokens (packing.py).

The base stays frozen in bfloat16 (with AVX-512 BF16 twice the speed of float32 on the training machine); the residual
stream, norms and LoRA masters are float32. Projections of the same input are one product: q, k, v and gate, up.
"""

import math

import torch
import torch.nn.functional as F

from base_model import Geometry, Weights
from packing import Pack

# Fused projection -> its parts in llama.cpp's names, in the order of the rows of the fused weight.
PARTS = {
    "qkv": ("attn_q", "attn_k", "attn_v"),
    "output": ("attn_output",),
    "gate_up": ("ffn_gate", "ffn_up"),
    "down": ("ffn_down",),
}


def part_shapes(geometry: Geometry) -> dict[str, tuple[int, int]]:
    """Part -> (outputs, inputs)."""
    kv_width = geometry.kv_heads * geometry.head_width
    return {
        "attn_q": (geometry.width, geometry.width),
        "attn_k": (kv_width, geometry.width),
        "attn_v": (kv_width, geometry.width),
        "attn_output": (geometry.width, geometry.width),
        "ffn_gate": (geometry.inner, geometry.width),
        "ffn_up": (geometry.inner, geometry.width),
        "ffn_down": (geometry.width, geometry.inner),
    }


class TunedModel(torch.nn.Module):
    def __init__(self, geometry: Geometry, weights: Weights, rank: int, alpha: float, first_layer: int = 0):
        """@param first_layer layers below it get no LoRA, so no gradient passes through them."""
        super().__init__()
        self.geometry = geometry
        self.weights = weights
        self.rank = rank
        self.scale = alpha / rank
        self.first_layer = first_layer
        self.lora = torch.nn.ParameterDict()
        for layer in range(first_layer, geometry.layers):
            for part, (outputs, inputs) in part_shapes(geometry).items():
                a = torch.empty(rank, inputs)
                torch.nn.init.kaiming_uniform_(a, a=math.sqrt(5))
                self.lora[f"{layer}:{part}:a"] = torch.nn.Parameter(a)
                self.lora[f"{layer}:{part}:b"] = torch.nn.Parameter(torch.zeros(outputs, rank))

    def forward(self, pack: Pack) -> torch.Tensor:
        """@returns float32 log-probabilities of `pack.targets`, each read at its `pack.sources` position."""
        geometry = self.geometry
        hidden = self.weights.embedding[self.weights.embedding_row[pack.tokens]]
        cos, sin = rotation(pack.positions, geometry)
        mask = pack.mask.to(torch.bfloat16)
        for index, layer in enumerate(self.weights.layers):
            normed = rms_norm(hidden, layer["attn_norm"], geometry.norm_epsilon)
            qkv = self._project(index, "qkv", normed) + layer["qkv_bias"]
            attended = attend(qkv, cos, sin, mask, geometry)
            hidden = hidden + self._project(index, "output", attended)
            normed = rms_norm(hidden, layer["ffn_norm"], geometry.norm_epsilon)
            hidden = hidden + self._project(index, "down", GatedUnit.apply(self._project(index, "gate_up", normed)))
        read = rms_norm(hidden[pack.sources], self.weights.output_norm, geometry.norm_epsilon)
        logits = F.linear(read, self.weights.head).float()
        rows = self.weights.head_row[pack.targets]
        return -F.cross_entropy(logits, rows, reduction="none")

    def _project(self, layer: int, fused: str, x: torch.Tensor) -> torch.Tensor:
        y = F.linear(x, self.weights.layers[layer][fused])
        if layer < self.first_layer:
            return y
        parts = PARTS[fused]
        downs = torch.cat([self.lora[f"{layer}:{part}:a"] for part in parts]).bfloat16()
        # Block-diagonal, so that the fused projection is one product more; its zeros cost less than cutting and joining.
        ups = torch.block_diag(*(self.lora[f"{layer}:{part}:b"] for part in parts)) * self.scale
        return torch.addmm(y, F.linear(x, downs), ups.bfloat16().T)


class GatedUnit(torch.autograd.Function):
    """silu(gate) * up of a fused (tokens, 2 * inner); the gradient is written into one tensor."""

    @staticmethod
    def forward(context, fused: torch.Tensor) -> torch.Tensor:
        context.save_for_backward(fused)
        gate, up = fused.chunk(2, dim=-1)
        return F.silu(gate).mul_(up)

    @staticmethod
    def backward(context, gradient: torch.Tensor) -> torch.Tensor:
        (fused,) = context.saved_tensors
        gate, up = fused.chunk(2, dim=-1)
        out = torch.empty_like(fused)
        out_gate, out_up = out.chunk(2, dim=-1)
        torch.mul(gradient, F.silu(gate), out=out_up)
        out_gate.copy_(torch.ops.aten.silu_backward(gradient * up, gate))
        return out


def rms_norm(x: torch.Tensor, weight: torch.Tensor, epsilon: float) -> torch.Tensor:
    return F.rms_norm(x, (x.shape[-1],), weight, epsilon).bfloat16()


def rotation(positions: torch.Tensor, geometry: Geometry) -> tuple[torch.Tensor, torch.Tensor]:
    half = geometry.head_width // 2
    frequencies = geometry.rope_base ** (-torch.arange(half, dtype=torch.float32) / half)
    angles = positions[:, None].float() * frequencies
    angles = torch.cat([angles, angles], dim=-1)[:, None, :]
    return angles.cos().bfloat16(), angles.sin().bfloat16()


def rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    left, right = x.chunk(2, dim=-1)
    return x * cos + torch.cat([-right, left], dim=-1) * sin


def attend(qkv: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor, mask: torch.Tensor, geometry: Geometry):
    """@param qkv (tokens, (heads + 2 kv_heads) * head_width)."""
    count = qkv.shape[0]
    groups = geometry.heads // geometry.kv_heads
    heads = qkv.view(count, geometry.heads + 2 * geometry.kv_heads, geometry.head_width)
    turned, value = heads.split([geometry.heads + geometry.kv_heads, geometry.kv_heads], dim=1)
    query, key = rotate(turned, cos, sin).split([geometry.heads, geometry.kv_heads], dim=1)
    query = query.transpose(0, 1)
    key = key.transpose(0, 1).repeat_interleave(groups, dim=0)
    value = value.transpose(0, 1).repeat_interleave(groups, dim=0)
    # Written out: torch's fused attention takes twice the time backwards under a mask like this (31 against 16 ms a layer).
    scale = geometry.head_width**-0.5
    scores = torch.baddbmm(mask.expand(geometry.heads, count, count), query, key.transpose(1, 2), alpha=scale)
    return (scores.softmax(-1) @ value).transpose(0, 1).reshape(count, geometry.width)

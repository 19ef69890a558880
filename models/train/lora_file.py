"""Writes a LoRA as GGUF in llama.cpp's adapter format, and reads it back (`TunedModel.lora` keys: layer:part:a|b)."""

import numpy as np
import torch
from gguf import GGUFReader, GGUFWriter
from gguf.quants import dequantize


def write_adapter(path: str, lora: dict[str, torch.Tensor], alpha: float, name: str, base_name: str) -> None:
    writer = GGUFWriter(path, "qwen2")
    writer.add_type("adapter")
    writer.add_name(name)
    writer.add_license("apache-2.0")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", alpha)
    writer.add_string("general.base_model.0.name", base_name)
    writer.add_uint32("general.base_model.count", 1)
    for key, value in lora.items():
        layer, part, side = key.split(":")
        array = value.detach().to(torch.float16).contiguous().numpy()
        writer.add_tensor(f"blk.{layer}.{part}.weight.lora_{side}", array)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def read_adapter(path: str) -> tuple[dict[str, torch.Tensor], float]:
    reader = GGUFReader(path)
    lora = {}
    for tensor in reader.tensors:
        _, layer, part, _, side = tensor.name.split(".")
        array = np.array(dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)
        lora[f"{layer}:{part}:{side.removeprefix('lora_')}"] = torch.from_numpy(array)
    return lora, reader.fields["adapter.lora.alpha"].contents()

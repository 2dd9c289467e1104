/** The tensors of a LLaMA-family model in its file, held to what its config says. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { ModelTensor } from "@resonance-rope/rope-interop";
import type { LlamaConfig } from "./llama-config.js";
import type { LlamaFile } from "./llama-file.js";
import { llamaFileName } from "./llama-file-names.js";
import { type LlamaParameter, fileShape, llamaParameters } from "./llama-parameters.js";

/**
 * Each parameter's tensor, of its shape and a type that can be read; nothing else may be there. Headers alone are looked at.
 * @throws ResonanceError of kind `invalid-file`.
 */
export function findLlamaTensors({
  format,
  config,
  description,
  tensors,
}: LlamaFile): Map<LlamaParameter, ModelTensor> {
  const { heads, keyValueHeads, layers } = config;
  if (heads % keyValueHeads !== 0)
    throw refused("heads of queries in groups, one of keys and values each", `${heads} and ${keyValueHeads}`);
  // A small file may claim any number of them.
  if (layers > tensors.size) throw refused(`the tensors of ${layers} layers`, `${tensors.size} tensors`);
  const left = new Set(tensors.keys());
  const found = new Map<LlamaParameter, ModelTensor>();
  for (const parameter of llamaParameters(config, description.spec.headDimension)) {
    const name = llamaFileName(parameter.name, format);
    const tensor = tensors.get(name);
    const shape = fileShape(parameter);
    if (tensor?.shape.join() !== shape.join())
      throw refused(
        `${name} of shape [${shape.join(", ")}]`,
        tensor === undefined ? "none" : `[${tensor.shape.join(", ")}]`,
      );
    if (!tensor.isReadable)
      throw refused(
        `${name} of a type that is read here`,
        tensor.type,
        "quantise it to Q4_K_M or finer, or run it with --engine node-llama-cpp",
      );
    left.delete(name);
    found.set(parameter, tensor);
  }
  for (const name of left)
    if (!isSpare(name, config))
      throw refused("the tensors of a plain LLaMA-family decoder alone", `${name.slice(0, 80)} too`);
  return found;
}

/** Old files hold frequencies that nobody reads, and some a head that is the embedding again. */
const isSpare = (name: string, { head }: LlamaConfig): boolean =>
  name.endsWith(".rotary_emb.inv_freq") || (head === "tied" && name === "lm_head.weight");

const refused = (expected: string, received: string, remedy?: string): ResonanceError =>
  new ResonanceError({
    kind: "invalid-file",
    where: "loadLlama",
    expected,
    received,
    remedy,
  });

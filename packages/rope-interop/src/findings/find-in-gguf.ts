/** What a GGUF's keys and tensors do in llama.cpp that their author may not expect. */
import { createRotaryEmbedding } from "@resonance-rope/rope-core";
import type { GgufModel } from "../gguf/read-gguf-model.js";
import { findTensor, longFactorsName, ropeFreqsName, shortFactorsName } from "../gguf/read-rope-factors.js";
import { ropeFactorSupport } from "../gguf/rope-factor-support.js";
import type { ModelDescription } from "../model-description.js";
import type { Finding } from "./finding.js";

/** Keys of YaRN that some architecture reads, with the values that llama.cpp takes where none is read. */
const yarnKeys = [
  { key: "yarn_beta_fast", usual: 32, readBy: ["grok", "mistral3"] },
  { key: "yarn_beta_slow", usual: 1, readBy: ["grok", "mistral3"] },
  { key: "yarn_ext_factor", usual: 1, readBy: ["grok"] },
  { key: "yarn_attn_factor", usual: 1, readBy: ["grok"] },
] as const;

export function findInGguf(model: GgufModel, { architecture, spec }: ModelDescription): Finding[] {
  const scaling = (key: string): unknown => model.header.entries.get(`${architecture}.rope.scaling.${key}`)?.value;
  const type = scaling("type");
  const factor = scaling("factor");
  const has = (tensor: string): boolean => findTensor(model, tensor) !== null;
  const hasFactors = has(ropeFreqsName);
  const support = ropeFactorSupport(architecture);
  const findings: Finding[] = [];

  if (hasFactors && support !== "uses")
    findings.push({
      level: "error",
      code: support === "refuses" ? "rope-factors-refused" : "rope-factors-ignored",
      message:
        support === "refuses"
          ? `llama.cpp refuses to load rope_freqs.weight in a model of architecture ${architecture}.`
          : `llama.cpp loads rope_freqs.weight for architecture ${architecture} and computes without it.`,
    });
  if (type === "longrope" && !(has(longFactorsName) && has(shortFactorsName)))
    findings.push({
      level: "error",
      code: "longrope-without-factors",
      message: hasFactors
        ? "Under the type longrope llama.cpp does not load rope_freqs.weight, and refuses the file for it. Set the type to none."
        : "The type longrope has no factor tensors, so llama.cpp computes plain RoPE without a word: its converter drops them. Export from the unconverted model.",
    });
  if (hasFactors && support === "uses" && (type === "yarn" || (isScaled(factor) && type !== "none")))
    findings.push({
      level: "error",
      code: "scaled-twice",
      message: `llama.cpp divides by rope_freqs.weight first and scales by ${String(type ?? "linear")} after it. If the factors hold the scaling already, set the type to none.`,
    });
  if (type === "yarn" && scaling("original_context_length") === undefined)
    findings.push({
      level: "warning",
      code: "original-length-missing",
      message:
        "YaRN has no original_context_length: llama.cpp takes context_length for it, and with a raised one its ramp moves.",
    });
  const unread = yarnKeys.filter(({ key, usual, readBy }) => {
    const value = scaling(key);
    return typeof value === "number" && Math.abs(value - usual) > 1e-6 && !readBy.some((name) => name === architecture);
  });
  if (unread.length > 0)
    findings.push({
      level: "warning",
      code: "yarn-keys-unread",
      message: `llama.cpp does not read ${unread.map(({ key }) => key).join(", ")} for architecture ${architecture}: it computes with its own values.`,
    });
  if (createRotaryEmbedding(spec).attentionFactor !== 1)
    findings.push({
      level: "warning",
      code: "k-shift-scales-twice",
      message:
        "Each shift of a full context multiplies cached keys by the attention factor once more. llama.cpp shifts only when told to; node-llama-cpp and Ollama do by themselves: stay below the context's end there.",
    });
  return findings;
}

const isScaled = (factor: unknown): boolean => typeof factor === "number" && factor !== 1 && factor !== 0;

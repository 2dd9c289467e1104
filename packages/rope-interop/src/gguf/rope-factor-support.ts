/**
 * Which architectures of llama.cpp divide their frequencies by the factors that a file brings. Read in the model
 * loaders and graphs of v0.5.0 (src/models/*.cpp): loading a tensor and handing it to the rotation are two
 * places, and some architectures have the first alone.
 */

/**
 * - `uses`: the rotation divides by them;
 * - `loads-and-ignores`: the file loads, and plain frequencies are used;
 * - `refuses`: a file with the tensor does not load ("wrong number of tensors").
 */
export type FactorSupport = "uses" | "loads-and-ignores" | "refuses";

const usesRopeFreqs = new Set([
  "apertus",
  "arcee",
  "deci",
  "dflash",
  "eagle3",
  "exaone",
  "exaone-moe",
  "exaone4",
  "gemma4",
  "gemma4-assistant",
  "granite",
  "granite-swa",
  "granitehybrid",
  "granitemoe",
  "llama",
  "llama4",
  "minicpm",
  "mistral3",
  "nanbeige",
  "pangu-embedded",
  "step35",
]);

/** falcon-h1.cpp:142, llada.cpp:99 and cogvlm.cpp:115 hand no factors on; refact does not rotate. */
const ignoresRopeFreqs = new Set(["cogvlm", "falcon-h1", "llada", "refact"]);

const usesLongAndShort = new Set([
  "apertus",
  "deci",
  "granite",
  "granite-swa",
  "granitemoe",
  "llama",
  "minicpm",
  "minicpm3",
  "mistral3",
  "pangu-embedded",
  "phi3",
  "phimoe",
  "step35",
]);

const ignoresLongAndShort = new Set(["refact"]);

/**
 * Of `rope_freqs.weight`, which any scaling but longrope reads. An architecture that the lists do not have is taken
 * to refuse, as most do.
 */
export function ropeFactorSupport(architecture: string): FactorSupport {
  return supportIn(usesRopeFreqs, ignoresRopeFreqs, architecture);
}

/** Of `rope_factors_long.weight` and `rope_factors_short.weight`, which scaling longrope reads. */
export function longropeFactorSupport(architecture: string): FactorSupport {
  return supportIn(usesLongAndShort, ignoresLongAndShort, architecture);
}

function supportIn(uses: ReadonlySet<string>, ignores: ReadonlySet<string>, architecture: string): FactorSupport {
  if (uses.has(architecture)) return "uses";
  return ignores.has(architecture) ? "loads-and-ignores" : "refuses";
}

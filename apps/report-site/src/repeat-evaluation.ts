/**
 * The command that asks the same again, where the record says it all. It does not where the encoding was changed by
 * flags, or where texts came from files that it knows by their hash alone.
 */
import { type EvaluationRecord, shellWord } from "@resonance-rope/contracts";
import * as z from "zod";

const passkeySchema = z.object({
  lengths: z.array(z.int()),
  depths: z.array(z.number()).nullable(),
  trials: z.int(),
  seed: z.int(),
});
const rulerSchema = z.object({
  lengths: z.array(z.int()),
  tasks: z.array(z.string()),
  samples: z.int(),
  seed: z.int(),
  prompt: z.string(),
  essay: z.null(),
  questions: z.null(),
});

/** Null where there is none. */
export function repeatEvaluation({ evaluation, model, protocol }: EvaluationRecord): string | null {
  const place = placeOf(model);
  const flags = flagsOf(evaluation, protocol);
  if (place === null || flags === null) return null;
  return [`npx resonance eval ${evaluation} --model ${shellWord(place)}`, ...flags, "--out runs"].join(" ");
}

/** A server's address opens the fingerprint; a GGUF is named by its file, and by more where flags changed it. */
function placeOf({ name, fingerprint }: EvaluationRecord["model"]): string | null {
  const [server] = /^https?:\/\/[^\s,]+/u.exec(fingerprint) ?? [];
  if (server !== undefined) return `${server}/v1`;
  return name.endsWith(".gguf") ? name : null;
}

function flagsOf(evaluation: EvaluationRecord["evaluation"], protocol: EvaluationRecord["protocol"]): string[] | null {
  if (evaluation === "passkey") {
    const { data } = passkeySchema.safeParse(protocol);
    if (data === undefined) return null;
    const { lengths, depths, trials, seed } = data;
    const at = depths === null ? [] : [`--depth ${depths.join(" ")}`];
    return [`--length ${lengths.join(" ")}`, ...at, `--trials ${trials}`, `--seed ${seed}`];
  }
  if (evaluation === "ruler") {
    const { data } = rulerSchema.safeParse(protocol);
    if (data === undefined) return null;
    const { lengths, tasks, samples, seed, prompt } = data;
    return [
      `--tasks ${tasks.map(shellWord).join(" ")}`,
      `--length ${lengths.join(" ")}`,
      `--samples ${samples}`,
      `--seed ${seed}`,
      `--prompt ${shellWord(prompt)}`,
    ];
  }
  return null;
}

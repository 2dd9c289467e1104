/** A GGUF under another position encoding: written beside the runs for as long as the model is in use. */
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { type LanguageModel, encodingName } from "@resonance-rope/contracts";
import { exportGguf, inspectModel } from "@resonance-rope/rope-interop/node";
import { makeFolder } from "@resonance-rope/run-store";
import type { EvaluationFlags } from "../plan/evaluation-flags.js";
import { encodingFromFlags } from "../plan/encoding-flags.js";

export const changesEncoding = ({ scaling, factor, resonance, wavelengths, target }: EvaluationFlags): boolean =>
  [scaling, factor, resonance, wavelengths, target].some((flag) => flag !== undefined);

/** @param load takes the path of a file that has the encoding that the flags ask for. */
export async function withEncoding(
  flags: EvaluationFlags,
  signal: AbortSignal,
  load: (path: string) => Promise<LanguageModel>,
): Promise<LanguageModel> {
  const { model: path, out } = flags;
  if (!changesEncoding(flags)) return load(path);
  const { description } = await inspectModel(path);
  await makeFolder(out, "--out");
  // Whatever is written under the name of another process is another's.
  const temporary = join(out, `.${process.pid}-${basename(path)}`);
  const { written, spec } = await exportGguf(path, temporary, encodingFromFlags(flags, description), { signal });
  const remove = async (): Promise<void> => {
    for (const part of written) await rm(part, { force: true });
  };
  try {
    const model = await load(written[0] ?? temporary);
    const dispose = (): Promise<void> => model.dispose().then(remove);
    return { ...model, name: `${basename(path)} (${encodingName(spec)})`, dispose };
  } finally {
    // Loaded, it needs its name no more; where a file in use cannot be removed, it goes when the model does.
    await remove().catch(() => {});
  }
}

/** All that the page says of a model and a choice; pure data, so that a page can be drawn with it. */
import type { RopeSpec } from "@resonance-rope/rope-core";
import { createRotaryEmbedding, criticalPair } from "@resonance-rope/rope-core";
import { encodingName } from "@resonance-rope/contracts";
import {
  type EncodedModel,
  type ModelDescription,
  type PositionRange,
  applyEncoding,
} from "@resonance-rope/rope-interop";
import { type EncodingChoice, chosenEncoding } from "./encoding-choice.js";
import { exportCommand, exportModel } from "./export-model.js";
import { type Fault, faultOf } from "./fault.js";
import { measureRanges } from "./measure-ranges.js";
import type { ModelFile } from "./model-file.js";

export interface ComparedEncoding {
  readonly label: string;
  readonly spec: RopeSpec;
  readonly wavelengthsTokens: readonly (number | null)[];
  readonly preCriticalPairs: number;
}

export interface Outcome extends EncodedModel {
  /** The model's own encoding, the new one with wavelengths as scaled, and the new one, each once. */
  readonly compared: readonly ComparedEncoding[];
  readonly files: readonly { readonly name: string; readonly length: number }[];
  readonly command: string;
}

export async function outcomeOf(
  model: ModelFile,
  description: ModelDescription,
  choice: EncodingChoice,
): Promise<Outcome | Fault> {
  try {
    const { encoding, flags } = chosenEncoding(choice, description);
    const { spec } = applyEncoding(description, encoding);
    const { files, ...said } = await exportModel(model, encoding);
    return {
      ...said,
      compared: comparedEncodings(description.spec, spec),
      files: files.map(({ name, length }) => ({ name, length })),
      command: exportCommand(model, flags),
    };
  } catch (error) {
    return faultOf(error);
  }
}

function comparedEncodings(own: RopeSpec, chosen: RopeSpec): ComparedEncoding[] {
  const specs = [own, { ...chosen, wavelengths: "as-scaled" } as const, chosen];
  const texts = specs.map((spec) => JSON.stringify(spec));
  return specs
    .filter((_, index) => texts.indexOf(texts[index] ?? "") === index)
    .map((spec) => {
      const embedding = createRotaryEmbedding(spec);
      const { preCriticalPairs } = criticalPair(embedding);
      return {
        label: `${encodingName(spec)}${spec === own ? ", as the model is" : ""}`,
        spec,
        wavelengthsTokens: [...embedding.wavelengthsTokens].map((tokens) => (Number.isFinite(tokens) ? tokens : null)),
        preCriticalPairs: preCriticalPairs.length,
      };
    });
}

/** Of every encoding, by doublings of the trained length up to the target. */
export async function rangesOf(
  { compared }: Pick<Outcome, "compared">,
  target: number,
  signal?: AbortSignal,
): Promise<readonly (readonly PositionRange[])[]> {
  const ranges: (readonly PositionRange[])[] = [];
  for (const { spec } of compared) ranges.push(await measureRanges(createRotaryEmbedding(spec), target, signal));
  return ranges;
}

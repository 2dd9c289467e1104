/** What a model's file says of positions: as `resonance inspect`. */
import { encodingName } from "@resonance-rope/contracts";
import { createRotaryEmbedding, criticalPair as criticalPairOf } from "@resonance-rope/rope-core";
import type { Inspection } from "@resonance-rope/rope-interop";
import type { VNode } from "preact";
import { wholeNumber, shortNumber } from "../../format-number.js";
import { FindingList } from "./finding-list.js";

export function ModelSummary({
  name,
  inspection: { description, findings },
}: {
  name: string;
  inspection: Omit<Inspection, "ranges">;
}): VNode {
  const { architecture, format, spec, contextLength, otherLayers } = description;
  const rotated = Math.trunc(spec.headDimension * spec.rotaryFraction);
  const { preCriticalPairs, criticalPair } = criticalPairOf(createRotaryEmbedding(spec));
  const facts: readonly (readonly [string, string])[] = [
    [
      "read as",
      format === "gguf"
        ? `a GGUF of ${architecture}, as llama.cpp computes it`
        : `${architecture}, as transformers computes it`,
    ],
    ["position encoding", `${encodingName(spec)}, base ${shortNumber(spec.base)}`],
    ["trained length", `${wholeNumber(spec.trainedLength)} tokens`],
    [
      "turn fully in it",
      `${preCriticalPairs.length} of ${rotated / 2} pairs; the critical pair is ${criticalPair + 1}, counted from 1`,
    ],
    ["the file allows", `${wholeNumber(contextLength)} positions`],
    [
      "dimensions a head",
      rotated === spec.headDimension
        ? `${rotated}, all of them rotated`
        : `${spec.headDimension}, of which ${rotated} rotate`,
    ],
    ...Object.entries(otherLayers).map(
      ([layer, other]) =>
        [layer.replaceAll("_", " "), `${encodingName(other)}, base ${shortNumber(other.base)}`] as const,
    ),
  ];
  return (
    <section aria-labelledby="model">
      <h2 id="model">{description.name ?? name}</h2>
      <dl class="facts">
        {facts.map(([what, text]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <FindingList findings={findings} none="Nothing to note about its positions." />
    </section>
  );
}

/** What a position encoding does within and beyond its trained length, in a drawing and a few sentences. */
import { encodingName } from "@resonance-rope/contracts";
import type { RopeMeasures } from "../measure-rope.js";
import { drawWavelengths } from "./draw-wavelengths.js";
import { formatCount, formatShort, formatWhole } from "./format-number.js";
import type { StreamColors } from "./stream-colors.js";

const drawingWidth = 52;
const wavelengthsShown = 12;

/** @param model what it is read from, to stand before the rest; undefined: from flags. */
export function describeRope(measures: RopeMeasures, colors: StreamColors, model?: string): string[] {
  const { spec, wavelengthsTokens } = measures.embedding;
  const rotated = 2 * wavelengthsTokens.length;
  return [
    [
      `  ${colors.bold(model ?? encodingName(spec))}`,
      ...(model === undefined ? [] : [encodingName(spec)]),
      `${spec.headDimension} dimensions a head${rotated < spec.headDimension ? `, ${rotated} of them rotated` : ""}`,
      `base ${formatShort(spec.base)}`,
      `trained to ${spec.trainedLength} tokens`,
    ].join(" · "),
    "",
    ...drawWavelengths(wavelengthsTokens, spec.trainedLength, { width: drawingWidth, colors }),
    "",
    ...withinTraining(measures),
    ...beyondTraining(measures),
  ];
}

function withinTraining({ embedding, critical, period, tested }: RopeMeasures): string[] {
  const { spec, wavelengthsTokens, attentionFactor } = embedding;
  const { criticalPair, preCriticalPairs, unscaled } = critical;
  const isPlain = spec.scaling.type === "none" && spec.wavelengths === "as-scaled";
  const before = isPlain ? "" : `; unscaled: ${unscaled.preCriticalPairs.length}`;
  const lines = [
    `  ${preCriticalPairs.length} of ${wavelengthsTokens.length} pairs turn fully within the trained length (critical pair ${criticalPair})${before}`,
  ];
  if (preCriticalPairs.length > 0) {
    const shown = preCriticalPairs.slice(0, wavelengthsShown).map((pair) => formatShort(wavelengthsTokens[pair] ?? 0));
    const more = preCriticalPairs.length > wavelengthsShown ? " …" : "";
    lines.push(`  their wavelengths: ${shown.join(", ")}${more} tokens`);
    if (period !== null)
      lines.push(`  each repeats exactly within the trained length; all together after ${formatWhole(period)} tokens`);
    if (tested !== undefined) {
      const gap = largestGap(tested.featureGap, preCriticalPairs);
      const words =
        gap === 0
          ? "exactly 0, for training saw their every rotation"
          : `${formatShort(gap)}, the largest step to a rotation that training saw`;
      const resonance = period === null && gap > 0 ? "; with --resonance exactly 0" : "";
      lines.push(`  at ${tested.length} tokens: feature gap ${words}${resonance}`);
    }
  }
  if (attentionFactor !== 1) lines.push(`  cosines and sines are multiplied by ${formatShort(attentionFactor)}`);
  return lines;
}

function beyondTraining({ embedding, tested }: RopeMeasures): string[] {
  const { spec, wavelengthsTokens, periodsTokens } = embedding;
  const { trainedLength, scaling } = spec;
  const post = [...wavelengthsTokens.keys()].filter((pair) => (wavelengthsTokens[pair] ?? 0) >= trainedLength);
  const leaving = post.filter((pair) => (periodsTokens[pair] ?? 0) > trainedLength);
  const staying = post.length - leaving.length;
  const lines: string[] = [];
  if (staying > 0)
    lines.push(
      `  ${formatCount(staying, "pair")} more: nothing new either, standing still or turning once in ${trainedLength} tokens`,
    );
  if (leaving.length > 0) {
    const gap =
      tested === undefined ? "" : ` (feature gap ${formatShort(largestGap(tested.featureGap, leaving))}, of at most 2)`;
    const help =
      scaling.type === "none" && tested !== undefined && tested.length > trainedLength
        ? `: only a scaling helps, for example --scaling yarn --factor ${Math.ceil(tested.length / trainedLength)}`
        : "";
    lines.push(`  ${formatCount(leaving.length, "pair")} beyond what training saw${gap}${help}`);
  }
  return lines;
}

const largestGap = (featureGap: Float64Array, pairs: readonly number[]): number =>
  Math.max(...pairs.map((pair) => featureGap[pair] ?? 0));

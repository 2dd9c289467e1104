/** What a model's file says of its position encoding: a drawing, what training saw, findings, what to type next. */
import { oneLine, shellWord } from "@resonance-rope/contracts";
import { type Finding, type Inspection, type PositionRange } from "@resonance-rope/rope-interop";
import type { RopeMeasures } from "../measure-rope.js";
import { describeRope } from "./describe-rope.js";
import { formatCount, formatShort } from "./format-number.js";
import type { StreamColors } from "./stream-colors.js";
import { table } from "./table.js";

export function describeInspection(
  location: string,
  { description, findings, ranges }: Inspection,
  measures: RopeMeasures,
  colors: StreamColors,
): string[] {
  const { name, architecture, contextLength, spec, otherLayers, format } = description;
  const model = [...(name === null ? [] : [name]), architecture].join(" · ");
  const others = Object.entries(otherLayers);
  return [
    ...describeRope(measures, colors, model),
    ...(contextLength === spec.trainedLength ? [] : [`  the file allows ${formatCount(contextLength, "position")}`]),
    ...others.map(([layer, { base, scaling }]) => `  ${layer}: base ${formatShort(base)}, scaling ${scaling.type}`),
    ...describeRanges(ranges),
    ...describeFindings(findings, colors),
    ...next(location, format, measures),
  ];
}

/** One line each, the code at its end for those who look it up. */
export function describeFindings(findings: readonly Finding[], colors: StreamColors): string[] {
  if (findings.length === 0) return [];
  const marks = { error: colors.red("✗"), warning: colors.yellow("!"), note: colors.dim("·") };
  return [
    "",
    ...findings.map(({ level, code, message }) => `  ${marks[level]} ${oneLine(message)}  ${colors.dim(code)}`),
  ];
}

function describeRanges(ranges: readonly PositionRange[]): string[] {
  if (ranges.length === 0) return [];
  const columns = [
    { title: "positions", align: "left", cell: ({ begin, end }: PositionRange) => `${begin}-${end - 1}` },
    { title: "pairs that repeat exactly", align: "right", cell: ({ exactPairs }: PositionRange) => String(exactPairs) },
    {
      title: "that land between seen rotations",
      align: "right",
      cell: ({ nearPairs, largestStep }: PositionRange) =>
        nearPairs === 0 ? "0" : `${nearPairs} (by up to ${formatShort(largestStep)})`,
    },
    { title: "that leave what training saw", align: "right", cell: ({ newPairs }: PositionRange) => String(newPairs) },
  ] as const;
  return ["", ...table(columns, ranges)];
}

function next(location: string, format: "hugging-face" | "gguf", { embedding, tested }: RopeMeasures): string[] {
  const { spec } = embedding;
  if (spec.wavelengths !== "as-scaled" || /^https?:/u.test(location)) return [];
  const grows = spec.scaling.type === "none" && tested !== undefined && tested.length > spec.trainedLength;
  const scaling = grows ? ` --scaling yarn --factor ${Math.ceil(tested.length / spec.trainedLength)}` : "";
  const [command, out] = format === "gguf" ? ["gguf", "resonance.gguf"] : ["hf", "resonance"];
  return ["", `  next: npx resonance export ${command} ${shellWord(location)}${scaling} --resonance --out ${out}`];
}

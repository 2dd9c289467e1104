/** A fine-tuning in sentences: what it would take, what came out, and all of a run that is shown. */
import { type FinetuningPlan, type FinetuningResult, encodingName } from "@resonance-rope/contracts";
import type { FinetuningContents } from "@resonance-rope/run-store";
import type { FinetuningEstimate } from "../finetuning/measure-finetuning.js";
import { formatDuration } from "./format-duration.js";
import { formatCount, formatShort, formatWhole } from "./format-number.js";

export function describeFinetuningEstimate(found: FinetuningEstimate, plan: FinetuningPlan): string[] {
  const { memory, secondsPerStep, secondsPerValidation, validationSequences } = found;
  const sequences = (count: number): string =>
    `${formatCount(count, "sequence")} of ${formatWhole(plan.length)} tokens`;
  const batches = formatCount(plan.batchSize, "sequence");
  return [
    `  data      ${formatWhole(found.tokens)} tokens of ${formatCount(found.documents, "document")}: ${sequences(found.sequences)}, taken ${formatShort(found.epochs)} times`,
    ...(validationSequences === 0 ? [] : [`  held out  ${sequences(validationSequences)}`]),
    `  memory    ${gigabytes(memory.estimatedBytes)} estimated, ${gigabytes(memory.measuredPeakBytes)} at the most so far`,
    `  step      ${formatDuration(secondsPerStep)}, ${batches} each, on ${found.backend}${validationSequences === 0 ? "" : `; a validation ${formatDuration(secondsPerValidation)}`}`,
    `  in all    ${formatDuration(found.seconds)} for ${formatCount(plan.steps, "step")}`,
  ];
}

export function describeFinetuned(plan: FinetuningPlan, result: FinetuningResult, directory: string): string[] {
  return [
    `  ${headline(plan)}: ${formatCount(result.steps, "step")}, ${formatShort(result.secondsPerStep)} s each on ${result.backend}`,
    ...perplexityLine(result),
    `  ${directory}`,
    ...result.written.map((name) => `    ${name}`),
  ];
}

export function describeFinetuningRun(
  { directory, record, result, metrics }: FinetuningContents,
  command: string,
): string[] {
  const { plan, machine, versions } = record;
  const step = metrics.at(-1)?.step ?? 0;
  const names = (files: FinetuningPlan["data"]): string => files.map(({ name }) => name).join(", ");
  const found = result ?? {
    perplexity: metrics.findLast((row) => row.type === "validation")?.perplexity ?? null,
    initialPerplexity: metrics.find((row) => row.type === "validation")?.perplexity ?? null,
  };
  return [
    `  ${record.runId} · ${result === null ? "unfinished" : "done"}`,
    `  ${headline(plan)}`,
    `  ${names(plan.data)} in sequences of ${formatWhole(plan.length)} tokens, ${formatWhole(plan.batchSize)} a step · step ${formatWhole(step)} of ${formatWhole(plan.steps)}`,
    ...(plan.validation.length === 0 ? [] : [`  held out: ${names(plan.validation)}`]),
    `  started ${record.startedAt} on ${record.backend}, ${formatCount(plan.threads, "thread")}, ${machine.processor} (${machine.platform}), node ${versions["node"] ?? "unknown"}${record.gitCommit === null ? "" : `, commit ${record.gitCommit.slice(0, 8)}`}`,
    "",
    ...perplexityLine(found),
    ...(result === null
      ? []
      : [
          `  ${formatShort(result.secondsPerStep)} s a step`,
          ...result.written.map((name) => `  ${directory}/${name}`),
        ]),
    "",
    ...(result === null ? [`  go on   npx resonance resume ${directory}`] : []),
    `  repeat  ${command}`,
  ];
}

const headline = ({ model, rope, adapterRank, seed }: FinetuningPlan): string =>
  `${model.name} in ${encodingName(rope)}, ${adapterRank === null ? "all weights" : `adapters of rank ${adapterRank}`}, seed ${seed}`;

const perplexityLine = ({
  perplexity,
  initialPerplexity,
}: Pick<FinetuningResult, "perplexity" | "initialPerplexity">): string[] =>
  perplexity === null || initialPerplexity === null
    ? []
    : [`  perplexity of the held-out text ${initialPerplexity.toFixed(3)} before, ${perplexity.toFixed(3)} after`];

const gigabytes = (bytes: number): string => `${formatShort(bytes / 1e9)} GB`;

/** A run in sentences: what it trains, where it ran, how far it is, what came out. */
import { encodingName } from "@resonance-rope/contracts";
import type { RunContents } from "@resonance-rope/run-store";
import { formatCount, formatPercent, formatShort, formatWhole } from "./format-number.js";

/** @param command that repeats the run; null if no words of the command line give its plan. */
export function describeRun({ directory, record, result, metrics }: RunContents, command: string | null): string[] {
  const { plan, machine, versions } = record;
  const last = metrics.at(-1);
  const evaluation = metrics.findLast((row) => row.type === "evaluation");
  const accuracies = result ?? evaluation;
  return [
    `  ${record.runId} · ${result === null ? "unfinished" : "done"}`,
    `  ${encodingName(plan.rope)} on ${plan.task}, rule ${plan.rule.type}, seed ${plan.seed} · preset ${plan.preset}, protocol ${plan.protocol}`,
    `  trained to ${plan.trainedLength} tokens, tested to ${plan.testedLength} · step ${formatWhole(result?.steps ?? last?.step ?? 0)} of ${formatWhole(plan.steps)}`,
    `  started ${record.startedAt} on ${record.backend}, ${formatCount(plan.threads, "thread")}, ${machine.processor} (${machine.platform}), node ${versions["node"] ?? "unknown"}${record.gitCommit === null ? "" : `, commit ${record.gitCommit.slice(0, 8)}`}`,
    "",
    ...(accuracies === undefined
      ? ["  not evaluated yet"]
      : [
          `  accuracy at trained positions ${formatPercent(accuracies.idAccuracy)}, beyond them ${formatPercent(accuracies.oodAccuracy)}, validation loss ${accuracies.validationLoss.toFixed(4)} nats${result === null ? ` at step ${formatWhole(evaluation?.step ?? 0)}` : ""}`,
        ]),
    ...(result === null ? [] : [`  ${formatShort(result.secondsPerStep)} s a step`]),
    "",
    ...(result === null ? [`  go on   npx resonance resume ${directory}`] : []),
    `  repeat  ${command ?? "no flags give this plan; its record.json holds it"}`,
  ];
}

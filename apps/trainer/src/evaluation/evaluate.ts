/** Runs an evaluation in front of a user: progress, Ctrl-C that keeps what was answered, and the report. */
import type { LanguageModel } from "@resonance-rope/contracts";
import { type Evaluation, estimateEvaluation, runEvaluation } from "@resonance-rope/llm-eval";
import { openAnswers, readAnswered, writeReport } from "@resonance-rope/run-store";
import type { EvaluationFlags } from "../plan/evaluation-flags.js";
import { describeEstimate, describeReport } from "../terminal/describe-report.js";
import { evaluationProgress } from "../terminal/evaluation-progress.js";
import { printJson } from "../terminal/print-json.js";
import { interrupted, stopOnSignals } from "../terminal/stop-on-signals.js";
import { describeMachine } from "../training/describe-machine.js";
import { openModel } from "./open-model.js";
import { writeRows } from "./write-rows.js";

/** @param needed tokens of the longest request. */
export async function evaluate(
  flags: EvaluationFlags,
  needed: number,
  evaluationOf: (model: LanguageModel) => Evaluation,
): Promise<void> {
  const { signal, release } = stopOnSignals("stopping after this request");
  let model: LanguageModel | null = null;
  try {
    model = await openModel(flags, needed, signal);
    const evaluation = evaluationOf(model);
    await (flags.dryRun === true ? estimate(evaluation, model, flags, signal) : run(evaluation, model, flags, signal));
  } catch (error) {
    if (!signal.aborted) throw error;
    process.exitCode = interrupted;
    process.stderr.write("  stopped; every answer so far is kept, and the same command goes on\n");
  } finally {
    await model?.dispose();
    release();
  }
}

async function run(
  evaluation: Evaluation,
  model: LanguageModel,
  flags: EvaluationFlags,
  signal: AbortSignal,
): Promise<void> {
  const { name, fingerprint } = model;
  const folder = await openAnswers(flags.out, {
    evaluation: evaluation.name,
    model: { name, fingerprint },
    protocol: evaluation.protocol,
    startedAt: new Date().toISOString(),
    // The fingerprint names the engine, and its version where that is known.
    ...describeMachine(fingerprint),
  });
  const progress = evaluationProgress(process.stderr, () => performance.now());
  try {
    process.stderr.write(`  ${folder.directory}\n`);
    const report = await runEvaluation(evaluation, model, folder.answers, {
      signal,
      onProgress: progress.show,
      ...(flags.limit === undefined ? {} : { limit: flags.limit }),
      ...(flags.concurrency === undefined ? {} : { concurrency: flags.concurrency }),
    });
    await writeReport(folder, report);
    if (flags.rows !== undefined) await writeRows(flags.rows, report.rows);
    progress.close();
    if (flags.json === true) printJson({ ...report, directory: folder.directory });
    else process.stdout.write(`${describeReport(report, folder.directory).join("\n")}\n`);
  } finally {
    progress.close();
    await folder.release();
  }
}

async function estimate(
  evaluation: Evaluation,
  model: LanguageModel,
  flags: EvaluationFlags,
  signal: AbortSignal,
): Promise<void> {
  const { name, fingerprint } = model;
  const key = { evaluation: evaluation.name, model: { name, fingerprint }, protocol: evaluation.protocol };
  const found = await estimateEvaluation(evaluation, model, await readAnswered(flags.out, key), {
    signal,
    ...(flags.limit === undefined ? {} : { limit: flags.limit }),
    ...(flags.rate === undefined ? {} : { tokensPerSecond: flags.rate }),
  });
  if (flags.json === true) printJson(found);
  else process.stdout.write(`${describeEstimate(found)}\n`);
}

export { runIdOf } from "./run-id-of.js";
export type { Run } from "./run.js";
export { isLocked } from "./lock.js";
export { makeFolder } from "./hold-folder.js";
export { clearFinished } from "./clear-finished.js";
export { createRun } from "./create-run.js";
export { openRun } from "./open-run.js";
export { type RunSummary, findRun } from "./find-run.js";
export { type RunContents, readRun } from "./read-run.js";
export { type RunListing, listRuns } from "./list-runs.js";
export type { UnreadableRun } from "./read-each-run.js";
export { type EvaluationListing, type EvaluationSummary, listEvaluations } from "./list-evaluations.js";
export { appendMetrics } from "./append-metrics.js";
export { truncateMetrics } from "./truncate-metrics.js";
export { readMetrics, streamMetrics } from "./read-metrics.js";
export type { JsonObject, JsonValue } from "./json-value.js";
export { writeCheckpoint } from "./write-checkpoint.js";
export { type Checkpoint, latestCheckpoint } from "./latest-checkpoint.js";
export { writeResult } from "./write-result.js";
export { writeAtomically } from "./write-atomically.js";
export { evaluationIdOf } from "./evaluation-id-of.js";
export { type EvaluationRun, openAnswers, readReport, writeReport } from "./evaluation-run.js";
export { readAnswered } from "./read-answered.js";
export { finetuningIdOf } from "./finetuning-id-of.js";
export {
  type FinetuningRun,
  appendFinetuningRows,
  openFinetuning,
  truncateFinetuningRows,
  writeFinetuningResult,
} from "./finetuning-run.js";
export {
  type FinetuningContents,
  type FinetuningSummary,
  isFinetuning,
  readFinetuning,
  readFinetuningSummary,
} from "./read-finetuning.js";
export { type FinetuningListing, listFinetunings } from "./list-finetunings.js";

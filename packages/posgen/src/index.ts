export { generateSequence, generateSequences } from "./generate-sequence.js";
export { type SequenceSet } from "./sequence-set.js";
export type { FarStart } from "./tasks/far-start.js";
export { farStarts } from "./tasks/far-starts.js";
export { parseRule } from "./parse-rule.js";
export { type MeanInterval, meanInterval } from "./mean-interval.js";
export { type PaperAccuracy, paperResults } from "./paper-results.js";
export { paperDatasetOptions, paperSetting, paperTask } from "./paper-setting.js";
export { type Dataset, type DatasetOptions, dataset } from "./dataset.js";
export { type SplitCounts } from "./splits/split-seeds.js";
export { type BatchRowsOptions, batchRows, stepsPerEpoch } from "./batch-rows.js";
export { contentHash } from "./content-hash.js";
export { writeJsonLines } from "./write-json-lines.js";
export { readJsonLines } from "./read-json-lines.js";
export { type NextTokens, alignPredictions, nextTokens, targetShift } from "./next-tokens.js";
export { taskOf } from "./task-of.js";
export { accuracyByPosition } from "./accuracy-by-position.js";
export { type AccuracySummary, summarizeAccuracy } from "./summarize-accuracy.js";
export { type AuditReport, type AuditedShortcut, audit } from "./audit/audit.js";
export {
  type FarTokenUse,
  type FarTokenUseOptions,
  type Followed,
  farTokenUse,
  requireFixedFarTokens,
} from "./audit/far-token-use.js";

export { oneLine } from "./one-line.js";
export { messageOf } from "./message-of.js";
export { canonicalJson } from "./canonical-json.js";
export { type ErrorKind, ResonanceError, type ResonanceErrorDetails } from "./resonance-error.js";
export { type RandomSource, randomSource } from "./random-source.js";
export { type ValidationContext, validate } from "./validate.js";
export { ropeSpecSchema } from "./rope-spec-schema.js";
export {
  type Rule,
  type SequenceTask,
  type TaskName,
  ruleSchema,
  sequenceTaskSchema,
  taskNames,
} from "./sequence-task.js";
export { type ModelConfig, modelConfigSchema } from "./model-config.js";
export {
  type OptimizerConfig,
  type Precision,
  type PresetName,
  type ProtocolName,
  type TrainingPlan,
  precisionNames,
  presetNames,
  protocolNames,
  trainingPlanSchema,
} from "./training-plan.js";
export {
  type BackendName,
  type MetricRow,
  type RunRecord,
  type RunResult,
  type StepRow,
  backendNames,
  metricRowSchema,
  runRecordSchema,
  runResultSchema,
} from "./run-record.js";
export { type FinetuningPlan, type NamedHash, finetuningPlanSchema } from "./finetuning-plan.js";
export {
  type FinetuningRecord,
  type FinetuningResult,
  type FinetuningRow,
  finetuningRecordSchema,
  finetuningResultSchema,
  finetuningRowSchema,
} from "./finetuning-record.js";
export type { GgufVocabulary } from "./gguf-vocabulary.js";
export { encodingName } from "./encoding-name.js";
export { scalingFlag } from "./scaling-flag.js";
export { type Flag, flagsOfScaling } from "./flags-of-scaling.js";
export { flagsOfWavelengths } from "./flags-of-wavelengths.js";
export { flagsOfPlan } from "./flags-of-plan.js";
export { ruleName } from "./rule-name.js";
export { wavelengthWords } from "./wavelength-words.js";
export { shellWord } from "./shell-word.js";
export { runFolderJsonSchema } from "./run-folder-json-schema.js";
export {
  type CallOptions,
  type ChatMessage,
  type GenerateOptions,
  type Generation,
  type LanguageModel,
  type LanguageModelCapabilities,
} from "./language-model.js";
export {
  type EvaluationItem,
  type EvaluationName,
  type EvaluationReport,
  type Metric,
  evaluationNames,
  evaluationReportSchema,
} from "./evaluation-report.js";
export { type EvaluationKey, type EvaluationRecord, evaluationRecordSchema } from "./evaluation-record.js";
export { type Answer, type AnswerStore, answerSchema } from "./answer.js";

export type { Evaluation, EvaluationRequest } from "./evaluation.js";
export { type Clock, systemClock } from "./clock.js";
export { type EvaluationProgress, type RunEvaluationOptions, runEvaluation } from "./run-evaluation.js";
export { type EstimateOptions, type EvaluationEstimate, estimateEvaluation } from "./estimate-evaluation.js";
export type { EvaluationSurvey, SurveyOptions } from "./survey-evaluation.js";
export { type OpenaiCompatibleOptions, openaiCompatible } from "./engines/openai-compatible.js";
export type { HttpRequest, HttpResponse, HttpTransport } from "./engines/http-transport.js";
export type { RequestOptions } from "./engines/server-connection.js";
export type { ModelTokenizer, ServerTokenizer } from "./engines/server-tokenizer.js";
export { ggufTokenizer } from "./engines/gguf-tokenizer.js";
export { type TokenizerFiles, huggingFaceTokenizer } from "./engines/hugging-face-tokenizer.js";
export { type PerplexityOptions, perplexity } from "./perplexity/perplexity.js";
export { type Window, windows } from "./perplexity/windows.js";
export { yarnLengths } from "./perplexity/yarn-lengths.js";
export type { PerplexityDocument } from "./perplexity/documents.js";
export { type DocumentFile, jsonLinesDocuments } from "./perplexity/json-lines-documents.js";
export { type ParquetFile, parquetDocuments } from "./perplexity/parquet-documents.js";
export { type PerplexityPreset, type PerplexityPresetName, perplexityPresets } from "./perplexity/presets.js";
export { type PasskeyOptions, passkey } from "./passkey/passkey.js";
export { wilsonInterval } from "./passkey/wilson-interval.js";
export { type LEvalOptions, lEval } from "./l-eval/l-eval.js";
export { type LEvalPromptName, lEvalPromptNames } from "./l-eval/prompts.js";
export { type LEvalProtocol, lEvalProtocols } from "./l-eval/score-answer.js";
export { type LEvalTaskName, lEvalTaskNames } from "./l-eval/task-of-path.js";
export { type LEvalDocument, type LEvalTask, readLEvalTask } from "./l-eval/read-l-eval-task.js";
export { type PredictionFile } from "./l-eval/read-predictions.js";
export { type PaperLEvalRow, paperLEval, paperLEvalTasks } from "./l-eval/paper-l-eval.js";
export { type LEvalScores, scoreLeval } from "./l-eval/score-leval.js";
export type { TaskSummary } from "./l-eval/summarize-task.js";
export { type RulerOptions, ruler } from "./ruler/ruler.js";
export {
  type RulerQuestionTaskName,
  type RulerTaskName,
  asksQuestions,
  rulerTaskNames,
} from "./ruler/ruler-task-names.js";
export type { RulerQuestion, RulerQuestions } from "./ruler/question-answering.js";
export { type RulerQuestionFile, readRulerQuestions } from "./ruler/read-ruler-questions.js";
export { metricsOfItems } from "./bootstrap/metrics-of-items.js";
export { type RatioColumn, type ResampleOptions, resampleRatios } from "./bootstrap/resample-ratios.js";
export { percentileInterval } from "./bootstrap/percentile-interval.js";
export { type Comparison, type MetricDifference, compareReports } from "./compare.js";
export type { Lines } from "./json-lines.js";

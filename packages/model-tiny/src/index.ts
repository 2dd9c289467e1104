export { loadCheckpoint, saveCheckpoint } from "./checkpoint.js";
export { type GenerateOptions, type Generator, type GeneratorOptions, createGenerator } from "./generator.js";
export type { LlamaConfig } from "./llama/llama-config.js";
export type { LlamaFile } from "./llama/llama-file.js";
export { type LlamaGenerateOptions, type LlamaGenerator, createLlamaGenerator } from "./llama/llama-generator.js";
export { type LlamaGradients, keptForGradientsBytes, llamaGradients } from "./llama/llama-gradients.js";
export type { LlamaGradientsOptions } from "./llama/llama-gradients-options.js";
export {
  type LlamaLanguageModel,
  type LlamaLanguageModelOptions,
  type LlamaTextOptions,
  type LlamaTokenizer,
  llamaLanguageModel,
} from "./llama/llama-language-model.js";
export { type LlamaParameter, llamaParameters } from "./llama/llama-parameters.js";
export {
  type LlamaModelOptions,
  type LlamaScorer,
  type LlamaScorerOptions,
  type ScoringOptions,
  createLlamaScorer,
  llamaLogProbabilities,
  scoredLogitTokens,
} from "./llama/llama-scorer.js";
export { trainedLogitTokens } from "./llama/llama-head.js";
export { type LlamaTraining, type LlamaTrainingOptions, createLlamaTraining } from "./llama/llama-training.js";
export { type Llama, type LoadLlamaWeightsOptions, loadLlamaWeights } from "./llama/load-llama-weights.js";
export { type PeftAdapter, readPeftAdapter, writePeftAdapter } from "./llama/peft-adapter.js";
export { learningRate } from "./learning-rate.js";
export { type ParameterShape, initializeParameters, parameterShapes } from "./parameters.js";
export { type Preset, presets } from "./presets.js";
export { type RotaryTensors, rotaryTensors } from "./rotary-tensors.js";
export { type Scorer, type ScorerOptions, type Scores, createScorer } from "./scorer.js";
export { type Batch, lossAndGradients } from "./train-step.js";
export { type StepReport, type Training, type TrainingOptions, createTraining } from "./training.js";
export { type TrainingState } from "./training-state.js";
export { loadWeights, saveWeights } from "./weights.js";

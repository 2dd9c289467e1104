export { loadCheckpoint, saveCheckpoint } from "./checkpoint.js";
export { learningRate } from "./learning-rate.js";
export { type ParameterShape, initializeParameters, parameterShapes } from "./parameters.js";
export { type Preset, presets } from "./presets.js";
export { type RotaryTensors, rotaryTensors } from "./rotary-tensors.js";
export { type Scorer, type ScorerOptions, type Scores, createScorer } from "./scorer.js";
export { type Batch, lossAndGradients } from "./train-step.js";
export { type StepReport, type Training, type TrainingOptions, createTraining } from "./training.js";
export { type TrainingState } from "./training-state.js";

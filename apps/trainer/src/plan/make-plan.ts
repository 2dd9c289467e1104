/** From what a user asked for to a complete TrainingPlan: the preset's sizes, the protocol's conventions, the overrides. */
import {
  type Precision,
  type PresetName,
  type ProtocolName,
  type Rule,
  type TaskName,
  type TrainingPlan,
  trainingPlanSchema,
  validate,
} from "@resonance-rope/contracts";
import { presets } from "@resonance-rope/model-tiny";
import { type RopeSpec, type Scaling, createRotaryEmbedding } from "@resonance-rope/rope-core";
import { protocols } from "./protocols.js";

export interface PlanRequest {
  readonly task: TaskName;
  readonly preset: PresetName;
  readonly protocol: ProtocolName;
  readonly seed: number;
  readonly threads: number;
  readonly rule: Rule;
  readonly farTokens: number;
  readonly nearTokens: number;
  readonly modulus: number;
  readonly trainedLength: number;
  readonly testedLength: number;
  readonly sequences: TrainingPlan["sequences"];
  /** The tested encoding's scaling, made for a preset's head dimension and these lengths. */
  readonly scaling: Scaling;
  readonly base: number;
  readonly wavelengths: RopeSpec["wavelengths"];
  readonly precision: Precision;
  /** Replaces what preset and protocol would choose. */
  readonly overrides: Readonly<
    Partial<{
      steps: number;
      batchSize: number;
      learningRate: number;
      layers: number;
      width: number;
      heads: number;
      headDimension: number;
      feedForwardWidth: number;
      dropout: number;
    }>
  >;
}

/** The plan, checked against its schema and its two position encodings resolved once, so that no bad plan starts. */
export function makePlan(request: PlanRequest): TrainingPlan {
  const { overrides, task, rule, farTokens, nearTokens, modulus, trainedLength, testedLength } = request;
  const preset = presets[request.preset];
  const protocol = protocols[request.protocol];
  const headDimension = overrides.headDimension ?? preset.headDimension;
  const rope: RopeSpec = {
    headDimension,
    base: request.base,
    trainedLength,
    rotaryFraction: 1,
    scaling: request.scaling,
    wavelengths: request.wavelengths,
    pairLayout: protocol.pairLayout,
  };
  const trainingRope = { ...rope, scaling: protocol.trainingScaling(request.scaling) };
  createRotaryEmbedding(rope);
  createRotaryEmbedding(trainingRope);
  const optimizer = protocol.optimizer(preset);
  const steps = overrides.steps ?? preset.steps;
  const plan: TrainingPlan = {
    task,
    rule,
    farTokens,
    nearTokens,
    modulus,
    split: protocol.split,
    sequences: request.sequences,
    trainedLength,
    testedLength,
    leadingToken: protocol.leadingToken,
    seedTargets: protocol.seedTargets,
    rope,
    trainingRope,
    model: {
      vocabularySize: modulus + 1,
      layers: overrides.layers ?? protocol.layers(preset),
      width: overrides.width ?? preset.model.width,
      heads: overrides.heads ?? preset.model.heads,
      feedForwardWidth: overrides.feedForwardWidth ?? preset.model.feedForwardWidth,
      dropout: overrides.dropout ?? preset.model.dropout,
      ...protocol.conventions,
    },
    optimizer: { ...optimizer, peakLearningRate: overrides.learningRate ?? optimizer.peakLearningRate },
    precision: request.precision,
    batchSize: overrides.batchSize ?? preset.batchSize,
    steps,
    evaluateEverySteps: Math.ceil(steps / 10),
    checkpointEverySteps: Math.ceil(steps / 20),
    preset: request.preset,
    protocol: request.protocol,
    seed: request.seed,
    threads: request.threads,
  };
  return validate(trainingPlanSchema, plan, { kind: "invalid-argument", where: "train", what: "training plan" });
}

/** A case that tooling/oracles/decoder_reference.py wrote: weights, a batch, and what PyTorch makes of them. */
import { readFileSync } from "node:fs";
import type { ModelConfig, OptimizerConfig } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type SafetensorsTensor, readSafetensors } from "@resonance-rope/rope-interop";
import type { Batch } from "../../src/index.js";

interface Recorded {
  readonly config: ModelConfig;
  readonly rope: RopeSpec;
  readonly optimizer: OptimizerConfig;
  readonly stepsInSchedule: number;
  /** By step, from 0; one entry where the case has no steps. */
  readonly losses: readonly number[];
  readonly gradientNorms: readonly number[];
  readonly learningRates: readonly number[];
}

export interface ReferenceCase extends Recorded {
  readonly batch: Batch;
  /** T. */
  readonly length: number;
  /** `weight`: before training; `gradient`: of the first step; `stepped`: the weight after the steps. */
  values(kind: "weight" | "gradient" | "stepped", name: string): Float32Array;
}

export const referenceCases = [
  "paper-half-split",
  "paper-interleaved",
  "released-code-half-split",
  "released-code-interleaved",
  "resonance-yarn",
  "partial-rotary",
] as const;

/** The cases that hold three optimiser steps. */
export const steppedCases = ["paper-half-split", "released-code-interleaved"] as const;

export function readReferenceCase(name: (typeof referenceCases)[number]): ReferenceCase {
  const { tensors, metadata } = readSafetensors(readFileSync(new URL(`${name}.safetensors`, import.meta.url)));
  const tensorOf = (tensor: string): SafetensorsTensor => {
    const found = tensors.get(tensor);
    if (found === undefined) throw new Error(`${name} holds no ${tensor}`);
    return found;
  };
  const data = <T>(tensor: string): T => tensorOf(tensor).data as T;
  const [batch, length] = tensorOf("tokens").shape as [number, number];
  return {
    ...(JSON.parse(metadata["case"] as string) as Recorded),
    batch: {
      inputs: data<Int32Array>("tokens"),
      targets: data<Int32Array>("targets"),
      targetWeights: data<Float32Array>("target_weights"),
      batch,
    },
    length,
    values: (kind, parameter) => data<Float32Array>(`${kind}.${parameter}`),
  };
}

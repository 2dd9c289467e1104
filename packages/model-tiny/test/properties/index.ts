/** Everything that holds on each backend; a backend's test file starts it and calls this. */
import { describe } from "vitest";
import { agreesWithPytorch } from "./agrees-with-pytorch.js";
import { dropoutMasks } from "./dropout-masks.js";
import { goesOnThroughACache } from "./goes-on-through-a-cache.js";
import { keepsNoTensors } from "./keeps-no-tensors.js";
import { llamaGoesOn } from "./llama-goes-on.js";
import { llamaGradientsOfPytorch } from "./llama-gradients-of-pytorch.js";
import { llamaKeepsNoTensors } from "./llama-keeps-no-tensors.js";
import { llamaKeepsWithinABound } from "./llama-keeps-within-a-bound.js";
import { llamaScoresAsTransformers } from "./llama-scores-as-transformers.js";
import { llamaTrains } from "./llama-trains.js";
import { positionsInTheDecoder } from "./positions-in-the-decoder.js";
import { resumesToTheSameBits } from "./resumes-to-the-same-bits.js";
import { scoresUnderTheTruePrefix } from "./scores-under-the-true-prefix.js";

/** @param isSlow leaves out what would take minutes. */
export function holdsOnEveryBackend(isSlow = false): void {
  describe("beside PyTorch", agreesWithPytorch);
  describe("dropout", dropoutMasks);
  describe("generating", goesOnThroughACache);
  describe("a LLaMA", () => llamaScoresAsTransformers(isSlow));
  describe("a LLaMA in generation", () => llamaGoesOn(isSlow));
  describe("a LLaMA's gradients", () => llamaGradientsOfPytorch(isSlow));
  if (!isSlow) describe("a LLaMA in training", llamaTrains);
  describe("a LLaMA that fails", llamaKeepsNoTensors);
  describe("what a LLaMA's layers keep", llamaKeepsWithinABound);
  describe("memory", keepsNoTensors);
  describe("positions", positionsInTheDecoder);
  describe("resuming", resumesToTheSameBits);
  describe("scoring", scoresUnderTheTruePrefix);
}

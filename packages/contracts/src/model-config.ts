/** The shape and conventions of a decoder-only transformer: what model-tiny builds. */
import * as z from "zod";

export interface ModelConfig {
  /** V, leading token included. */
  readonly vocabularySize: number;
  readonly layers: number;
  /** d_model; heads x head dimension may differ from it. */
  readonly width: number;
  /** H; the head dimension D stands in the RopeSpec. */
  readonly heads: number;
  readonly feedForwardWidth: number;
  /** Share of activations dropped after the embedding, inside attention, in the feed-forward layer and on each residual branch. */
  readonly dropout: number;
  /** Divide attention logits by sqrt(D), or leave them, as T5 does. */
  readonly attentionScale: "none" | "inverse-square-root";
  /** `tied`: the embedding is the head, and the hidden state is scaled by width^-0.5 before it, as T5 does. */
  readonly head: "separate" | "tied";
  /** `t5`: T5's standard deviations for each kind of weight; `normal`: 0.02 for all. */
  readonly initialization: "t5" | "normal";
  /** Added to the mean square in RMSNorm. */
  readonly normEpsilon: number;
}

export const modelConfigSchema: z.ZodType<ModelConfig> = z.strictObject({
  vocabularySize: z.int().min(2),
  layers: z.int().positive(),
  width: z.int().positive(),
  heads: z.int().positive(),
  feedForwardWidth: z.int().positive(),
  dropout: z.number().min(0).lt(1),
  attentionScale: z.enum(["none", "inverse-square-root"]),
  head: z.enum(["separate", "tied"]),
  initialization: z.enum(["t5", "normal"]),
  normEpsilon: z.number().positive(),
});

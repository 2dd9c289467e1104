export { RopeError, type RopeErrorDetails } from "./rope-error.js";
export type { PairLayout, RopeSpec, RotaryEmbedding, Scaling, WavelengthChoice } from "./rope-spec.js";

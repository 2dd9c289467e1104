/** Fields that several scalings share. */

/** s; at least 1, or it would shorten the context. */
export const factor = { from: 1 } as const;

/** The length in tokens that the model was first trained for; from 2, as LongRoPE divides by its logarithm. */
export const originalLength = { whole: true, from: 2, default: "trainedLength" } as const;

/** The length in tokens of the sequence that a table is made for. */
export const currentLength = { whole: true, from: 1 } as const;

/** Null: as the scaling's formula has it. */
export const attentionFactor = { above: 0, to: 1048576, default: null } as const;

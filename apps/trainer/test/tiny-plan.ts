/** A model of width 32 and little data, dropout on: every kind of state is in play, and it trains in a moment. */
export const tinyPlan: Readonly<Record<string, string | number>> = {
  threads: 1,
  "trained-length": 16,
  "tested-length": 32,
  "train-sequences": 300,
  "validation-sequences": 20,
  "test-sequences": 20,
  "batch-size": 8,
  width: 32,
  heads: 2,
  "head-dim": 8,
  "feed-forward": 64,
  dropout: 0.1,
};

/** The frequencies that an exported model must have, from Python and the papers' formulas alone. */
import { oraclePrograms } from "./oracle-programs.js";
import { runProgram } from "./run-program.js";

/** What a model was trained with, and how many times longer it is to be used. */
export interface TrainedRope {
  readonly headDimension: number;
  readonly base: number;
  readonly trainedLength: number;
  readonly factor: number;
}

export interface ExpectedRope {
  readonly angularFrequencies: readonly number[];
  readonly attentionFactor: number;
}

/** With the setting of that name. */
export async function expectedRope(python: string, rope: TrainedRope, setting: string): Promise<ExpectedRope> {
  const words = [rope.headDimension, rope.base, rope.trainedLength, rope.factor].map(String);
  const output = await runProgram(python, [oraclePrograms.scaledFrequencies, ...words]);
  const expected = (JSON.parse(output) as Record<string, ExpectedRope>)[setting];
  if (expected === undefined) throw new Error(`scaled_frequencies.py knows no ${setting}`);
  return expected;
}

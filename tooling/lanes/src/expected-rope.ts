/** The frequencies that an exported SmolLM2 must have, from Python and the papers' formulas alone. */
import { oraclePrograms } from "./oracle-programs.js";
import { runProgram } from "./run-program.js";
import { smolLm2Rope } from "./settings.js";

export interface ExpectedRope {
  readonly angularFrequencies: readonly number[];
  readonly attentionFactor: number;
}

/** By the names of the settings. */
export async function expectedRopes(python: string): Promise<Readonly<Record<string, ExpectedRope>>> {
  const { headDimension, base, trainedLength, factor } = smolLm2Rope;
  const words = [headDimension, base, trainedLength, factor].map(String);
  const output = await runProgram(python, [oraclePrograms.scaledFrequencies, ...words]);
  return JSON.parse(output) as Record<string, ExpectedRope>;
}

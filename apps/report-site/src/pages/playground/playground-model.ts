/** What the page is told of a trained model. */
import { type TrainingPlan, encodingName } from "@resonance-rope/contracts";
import type { ComparedLine } from "../../comparison.js";
import { encodingStyle } from "../../palette.js";
import { seriesOverSeeds } from "../../series-over-seeds.js";
import { spread } from "../../spread.js";

export interface PlaygroundModel {
  readonly plan: TrainingPlan;
  /** Over all test sequences, of the weights as they are on the page: rounded to float16. */
  readonly idAccuracy: number;
  readonly oodAccuracy: number;
  readonly accuracyByPosition: readonly (number | null)[];
  /** Of how many predictions, and how many of them the rounding changed. */
  readonly predictions: number;
  readonly predictionsChanged: number;
  /** The first test sequence, and what the model says to it. */
  readonly example: { readonly tokens: readonly number[]; readonly predictions: readonly number[] };
}

/** The model as figures draw it. */
export function lineOfModel({ plan, idAccuracy, oodAccuracy, accuracyByPosition }: PlaygroundModel): ComparedLine {
  const { trainedLength, testedLength, modulus, steps, rope, sequences } = plan;
  return {
    trainedLength,
    testedLength,
    modulus,
    steps,
    name: encodingName(rope),
    style: encodingStyle(rope),
    testSequences: sequences.test,
    idAccuracy: spread([idAccuracy]),
    oodAccuracy: spread([oodAccuracy]),
    accuracy: positionSeries(accuracyByPosition),
    training: [],
    validation: [],
    learning: [],
  };
}

/** Percent right by position counted from 1. */
export function positionSeries(byPosition: readonly (number | null)[]): ComparedLine["accuracy"] {
  return seriesOverSeeds([byPosition], (shares) =>
    shares.flatMap((share, index) => (share === null ? [] : [{ x: index + 1, y: 100 * share }])),
  );
}

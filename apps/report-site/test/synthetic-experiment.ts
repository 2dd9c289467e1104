/** Two encodings on two seeds: small enough to read its snapshots. */
import { type Experiment, reportData } from "../src/report-data.js";
import { trainingCurves } from "../src/training-curves.js";
import { syntheticRun } from "./run-folders.js";

export async function syntheticExperiment({
  trainingLoss,
  oodAccuracy,
}: { trainingLoss?: number; oodAccuracy?: number } = {}): Promise<Experiment> {
  const runs = [0, 1].flatMap((seed) =>
    (["as-scaled", "nearest-integer"] as const).map(async (wavelengths) => {
      const ood = wavelengths === "as-scaled" ? 0.3 : 0.7;
      const { record, metrics, result } = syntheticRun({ seed, wavelengths, ood: ood - 0.05 * seed, steps: 400 });
      if (result === null) throw new RangeError("syntheticExperiment: expected a run with a result");
      const rows = metrics.map((row, index) =>
        row.type === "step" && index < 3 && trainingLoss !== undefined ? { ...row, trainingLoss } : row,
      );
      const ofAll = oodAccuracy === undefined ? result : { ...result, oodAccuracy };
      return { record, result: ofAll, curves: await trainingCurves([rows], record.plan), place: 0 };
    }),
  );
  const [experiment] = reportData({ finished: await Promise.all(runs), unused: [] }).experiments;
  if (experiment === undefined) throw new RangeError("syntheticExperiment: expected one experiment");
  return experiment;
}

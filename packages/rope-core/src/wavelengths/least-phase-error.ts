import { requireNumber } from "../require-number.js";
import type { WavelengthDefinition } from "../wavelength-definition.js";

/** Every whole wavelength is tried, for every pair; L x P beyond this would take seconds. */
const MOST_TRIALS = 2 ** 25;

/**
 * The whole wavelength W from 1 to L whose rotations are nearest to those of lambda_j, on average over all
 * positions m, n below L' = `testedLength`: least mean of |e^(i (m-n) theta_j) - e^(2 pi i (m-n) / W)|^2,
 * which is 2 - 2 (sin(L' x) / (L' sin x))^2 with x half the difference of the frequencies. Where that
 * difference fills whole turns within L', every W is about equally far. A pair with lambda_j > L stays as scaled.
 */
export interface LeastPhaseError {
  readonly type: "least-phase-error";
  readonly testedLength: number;
}

export const leastPhaseError: WavelengthDefinition<LeastPhaseError> = {
  fields: { testedLength: { whole: true, from: 2, to: 2 ** 24 } },
  choose: ({ theta, wavelength, trainedLength, pairs }, { testedLength }) => {
    if (wavelength > trainedLength) return null;
    requireNumber("chooseWavelengths", "trainedLength x pairs", trainedLength * pairs, { to: MOST_TRIALS });
    let [nearest, largestAgreement] = [1, -1];
    for (let whole = 1; whole <= trainedLength; whole++) {
      const difference = theta / 2 - Math.PI / whole;
      // Whole half-turns change no absolute value, and sines near them lose digits.
      const half = difference - Math.PI * Math.round(difference / Math.PI);
      const agreement = half === 0 ? testedLength : Math.abs(Math.sin(testedLength * half) / Math.sin(half));
      if (agreement > largestAgreement) [nearest, largestAgreement] = [whole, agreement];
    }
    return nearest;
  },
};

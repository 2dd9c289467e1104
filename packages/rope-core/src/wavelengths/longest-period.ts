/** In tokens. Two periods of this size multiply exactly in float64, and the distance 1 / p^2 between fractions is float64's own. */
export const LONGEST_PERIOD: number = 2 ** 26;

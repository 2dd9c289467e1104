/** Accuracies are fractions on disk and percent in a table; a number that is not there is a dash. */
export const none = "–";

export const percent = (share, digits = 2) => (share === null ? none : (100 * share).toFixed(digits));

/** Of percent, so squared percent, as the paper prints it. */
export const percentVariance = (variance) => (variance === null ? none : (1e4 * variance).toFixed(2));

/** Of a mean accuracy: nothing below 0 or above 100 % is one. */
export const percentInterval = ({ low, high }) =>
  low === null ? none : `${percent(Math.max(0, low), 1)} to ${percent(Math.min(1, high), 1)}`;

/** Percentage points, with their sign. */
export function points(difference, digits = 1) {
  if (difference === null) return none;
  const text = (100 * difference).toFixed(digits);
  // A rounded 0 has no sign.
  return Number(text) > 0 ? `+${text}` : text.replace(/^-(0\.?0*)$/u, "$1");
}

/** The task, and the rule and the size of the vocabulary where a plan has several. */
export function settingOf({ task, rule, modulus }, cells) {
  const several = (key) => new Set(cells.map((cell) => cell[key])).size > 1;
  return [task, ...(several("rule") ? [rule] : []), ...(several("modulus") ? [`${modulus} tokens`] : [])].join(", ");
}

/** All that tells the settings of any plans apart. */
export const wholeSettingOf = ({ task, rule, modulus, protocol, preset, steps }) =>
  [task, rule, `${modulus} tokens`, protocol, preset, `${steps} steps`].join(", ");

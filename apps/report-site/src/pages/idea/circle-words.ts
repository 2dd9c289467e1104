/** What one sees on a pair's circle, in a sentence or two. */
import { wholeNumber } from "../../format-number.js";
import { type Circle, type PairRotations, chordDegrees } from "./pair-rotations.js";

/** A chord below this is rounding of the last digit, not a gap: a wavelength of 2.5 repeats after 5. */
const negligible = 1e-9;

export const hasGap = ({ gap }: Pick<PairRotations, "gap">): boolean => gap > negligible;

export function gapText(gap: number): string {
  return gap > negligible ? gap.toPrecision(3) : "0";
}

export function circleWords(circle: Circle, { gap, worst, wavelengthTokens }: PairRotations): string {
  const { trainedLength, beyond, resonance } = circle;
  const later = beyond === 1 ? "The one later position" : `All ${wholeNumber(beyond)} later positions`;
  if (!hasGap({ gap })) return `${later} ${beyond === 1 ? "lands" : "land"} exactly where a trained one stood.`;
  const landing = `Position ${worst.position} lands farthest from anything seen: ${chordDegrees(gap).toFixed(1)}° from position ${worst.nearest.position}.`;
  if (wavelengthTokens <= trainedLength) return landing;
  const why = `${trainedLength} tokens are less than one turn, so training never saw the rest of the circle`;
  return `${landing} ${why}${resonance ? ", and rounding cannot show it" : ""}.`;
}

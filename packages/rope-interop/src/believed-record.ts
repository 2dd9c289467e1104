/** An export's record, if the rest of the file still computes it. */
import type { RopeSpec } from "@resonance-rope/rope-core";
import { atBothLengths } from "./longrope-lists.js";
import { agreesWith } from "./resonance-record.js";

/**
 * @param targetLength in tokens; undefined: the record's own, or what the file allows.
 * @param computedAt what the file computes at a length.
 * @returns null where it computes something else, of a LongRoPE with two lists at either length.
 */
export function believedRecord(
  record: RopeSpec,
  targetLength: number | undefined,
  computedAt: (length: number | undefined) => RopeSpec,
): RopeSpec | null {
  // The file may follow the length of a sequence as the record does, or be fixed at the record's own.
  const candidates = [atLength(record, targetLength), record];
  const both = atBothLengths(record);
  if (both !== null && ![both.short, both.long].every((each) => agreesWith(each, computedAt(lengthOf(each)))))
    return null;
  const computed = computedAt(targetLength ?? lengthOf(record));
  return candidates.find((each) => agreesWith(each, computed)) ?? null;
}

const lengthOf = ({ scaling }: RopeSpec): number | undefined =>
  "currentLength" in scaling ? scaling.currentLength : undefined;

function atLength(spec: RopeSpec, targetLength: number | undefined): RopeSpec {
  if (targetLength === undefined || !("currentLength" in spec.scaling)) return spec;
  return { ...spec, scaling: { ...spec.scaling, currentLength: targetLength } };
}

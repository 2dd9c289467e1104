/** What a scaling multiplies cosines and sines by, so that attention stays as sharp over more tokens. */
import type { RopeSpec } from "./rope-spec.js";

/** The scaling's own where it states one; else YaRN's 0.1 ln(s) + 1, LongRoPE's sqrt(1 + ln(L / O) / ln(O)); else 1. */
export function attentionFactor({ scaling, trainedLength }: RopeSpec): number {
  if (scaling.type === "yarn") return scaling.attentionFactor ?? 0.1 * Math.log(scaling.factor) + 1;
  if (scaling.type !== "longrope") return 1;
  const { originalLength } = scaling;
  const extension = Math.max(1, trainedLength / originalLength);
  return scaling.attentionFactor ?? Math.sqrt(1 + Math.log(extension) / Math.log(originalLength));
}

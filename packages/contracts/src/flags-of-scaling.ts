/** A scaling's fields as the command line has them, every one spelled out. */
import type { Scaling } from "@resonance-rope/rope-core";
import { scalingFlag } from "./scaling-flag.js";

/** A flag and its value; a flag alone has none. */
export type Flag = readonly [name: string, value?: string | number];

/** Without `--scaling` itself, and without LongRoPE's lists, which a file holds. */
export function flagsOfScaling({ type, ...fields }: Scaling): Flag[] {
  return Object.entries<unknown>(fields).flatMap(([field, value]): Flag[] => {
    const name = scalingFlag(type, field);
    if (typeof value === "boolean") return value ? [] : [[name.replace("--", "--no-")]];
    return typeof value === "number" || typeof value === "string" ? [[name, value]] : [];
  });
}

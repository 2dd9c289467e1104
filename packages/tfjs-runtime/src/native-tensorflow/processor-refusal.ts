import { readFileSync } from "node:fs";

/**
 * Why bfloat16 products would not be faster than float32 ones on this processor, or null where they are: AVX512_BF16
 * or AMX-BF16 among its flags.
 * @param cpuInfo where Linux lists them
 */
export function processorRefusal(cpuInfo = "/proc/cpuinfo"): string | null {
  let flags: string[];
  try {
    flags = /^flags\s*:(.*)$/mu.exec(readFileSync(cpuInfo, "utf8"))?.[1]?.trim().split(/\s+/u) ?? [];
  } catch {
    return "an operating system that does not list its processor's flags";
  }
  const fast = flags.some((flag) => flag === "avx512_bf16" || flag === "amx_bf16");
  return fast ? null : "a processor with neither AVX512_BF16 nor AMX";
}

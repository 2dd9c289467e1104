import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { processorRefusal } from "../src/native-tensorflow/processor-refusal.js";

const folder = mkdtempSync(join(tmpdir(), "processor-refusal-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** As /proc/cpuinfo lists them, for two cores. */
function cpuInfo(flags: string): string {
  const path = join(folder, "cpuinfo");
  const core = `model name\t: a processor of avx512_bf16 in name\nflags\t\t: ${flags}\nvmx flags\t: amx_bf16\nbugs\t\t:\n\n`;
  writeFileSync(path, core.repeat(2));
  return path;
}

describe("processorRefusal", () => {
  it.each(["fpu sse avx512_bf16", "amx_bf16 fpu", "fpu avx512_bf16 amx_bf16 amx_tile"])(
    "a processor with the flags %s multiplies bfloat16",
    (flags) => expect(processorRefusal(cpuInfo(flags))).toBeNull(),
  );

  it.each(["fpu sse avx2", "fpu avx512f avx512_bf16x amx_tile amx_int8", ""])(
    "a processor with the flags '%s' is refused, with what it lacks",
    (flags) => expect(processorRefusal(cpuInfo(flags))).toBe("a processor with neither AVX512_BF16 nor AMX"),
  );

  it("a system without such a file is refused for that", () => {
    expect(processorRefusal(join(folder, "missing"))).toBe(
      "an operating system that does not list its processor's flags",
    );
  });
});

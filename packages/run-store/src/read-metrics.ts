/** metrics.jsonl: rows in the order in which they were appended. */
import { readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { type MetricRow, metricRowSchema, validate } from "@resonance-rope/contracts";
import { parseJson } from "./read-json-file.js";
import { codeOf, storageError } from "./storage-error.js";

export function metricsPath(directory: string): string {
  return join(directory, "metrics.jsonl");
}

/** The rows; none if nothing was appended. A last line without its end is being written, and left out. */
export async function readMetrics(directory: string): Promise<MetricRow[]> {
  const path = metricsPath(directory);
  const lines = (await readText(path)).split("\n").slice(0, -1);
  return lines.map((line, index) => {
    const what = `line ${index + 1} of ${path}`;
    const context = { kind: "invalid-file", where: "readMetrics", what } as const;
    return validate(metricRowSchema, parseJson(line, what, "readMetrics"), context);
  });
}

/** Cuts off a last line that has no end, so that the next row does not join it. */
export async function removeHalfLine(directory: string): Promise<void> {
  const path = metricsPath(directory);
  const text = await readText(path);
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) await truncate(path, Buffer.byteLength(whole));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "";
    throw storageError(error, { where: "readMetrics", action: "read", path });
  }
}

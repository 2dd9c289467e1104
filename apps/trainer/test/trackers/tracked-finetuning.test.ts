import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { scalarsOf } from "../../src/trackers/scalars-of.js";
import type { TrackedRow } from "../../src/trackers/tracker.js";
import { adapters, folder } from "../tiny-finetuning.js";
import { runInProcess } from "../usage-in-process.js";
import { misbehavingServer } from "./misbehaving-server.js";

const count = (text: string, part: string): number => text.split(part).length - 1;

it("TensorBoard has each of its rows once, told as it goes or after its end", { timeout: 120_000 }, async () => {
  const { url } = await misbehavingServer(() => 400);
  const [early, late] = [join(folder, "early"), join(folder, "late")];
  const words = adapters("tracked", { more: "--steps 4" });
  const { code, stdout, stderr } = await runInProcess([...words, "--tensorboard", early, "--mlflow", url]);
  expect(code).toBe(0);
  expect(count(stderr, "MLflow is told no more")).toBe(1);
  const { directory, runId } = JSON.parse(stdout) as { directory: string; runId: string };
  const { code: again } = await runInProcess(["resume", directory, "--tensorboard", late, "--json"]);
  expect(again).toBe(0);

  const lines = (await readFile(join(directory, "metrics.jsonl"), "utf8")).trim().split("\n");
  const rows = lines.map((line) => JSON.parse(line) as TrackedRow["row"]);
  expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(["validation", "step"]));
  const names = rows.flatMap((row) => scalarsOf(row).map(([name]) => name));
  for (const logs of [early, late]) {
    const [file = "", ...more] = await readdir(join(logs, runId));
    expect(more).toEqual([]);
    const events = await readFile(join(logs, runId, file), "latin1");
    for (const name of new Set(names)) expect([name, count(events, name)]).toEqual([name, count(names.join(), name)]);
    expect(count(events, "training/tokens")).toBe(1);
    expect(count(events, "| adapterRank | 4 |")).toBe(1);
  }
});

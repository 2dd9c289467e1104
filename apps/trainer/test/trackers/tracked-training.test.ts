import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../run-cli.js";
import { runInProcess } from "../usage-in-process.js";
import { temporaryFolder } from "./example-story.js";
import { misbehavingServer } from "./misbehaving-server.js";

const words =
  "train --task recursive --threads 1 --trained-length 16 --tested-length 32 --train-sequences 50 --validation-sequences 10 --test-sequences 10 --batch-size 4 --width 16 --heads 1 --head-dim 8 --feed-forward 16 --steps 10 --json";

/** All but times. */
async function numbersOf(runs: string): Promise<string> {
  const [run = ""] = await readdir(runs);
  const rows = (await readFile(join(runs, run, "metrics.jsonl"), "utf8")).trim().split("\n");
  return JSON.stringify(rows.map((row) => ({ ...(JSON.parse(row) as object), seconds: 0 })));
}

describe("a training whose trackers fail", () => {
  it("ends as one without, and each failure is said once", { timeout: 240_000 }, async () => {
    const folder = await temporaryFolder();
    const { url } = await misbehavingServer(() => 400);
    const file = join(folder, "file");
    await writeFile(file, "");
    const [plain, tracked] = [join(folder, "plain"), join(folder, "tracked")];
    const trackers = ["--tensorboard", file, "--mlflow", url];
    const [{ code, stdout, stderr }] = await Promise.all([
      runCli([...words.split(" "), "--out", tracked, ...trackers]),
      runCli([...words.split(" "), "--out", plain]),
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ steps: 10 });
    expect(stderr.match(/TensorBoard is told no more/gu)).toHaveLength(1);
    expect(stderr.match(/MLflow is told no more/gu)).toHaveLength(1);
    expect(await numbersOf(tracked)).toBe(await numbersOf(plain));
  });

  it("never begins where --mlflow is no address, or holds a password", async () => {
    const folder = await temporaryFolder();
    for (const address of ["mlruns", "databricks://profile", "http://me:s3cret@127.0.0.1:5000"]) {
      const { code, stderr } = await runInProcess([
        ...words.split(" "),
        "--out",
        join(folder, "runs"),
        "--mlflow",
        address,
      ]);
      expect(code).toBe(2);
      expect(stderr).toContain("--mlflow");
    }
    expect(await readdir(folder)).toEqual([]);
  });
});

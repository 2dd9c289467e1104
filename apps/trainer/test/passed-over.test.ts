import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runCli } from "./run-cli.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "resonance-passed-over-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it.skipIf(process.platform === "win32")(
  "training on a slower engine says once which faster one is damaged, and how to repair it",
  async () => {
    const installed = join(folder, `tensorflow-2.21.0-${process.platform}-${process.arch}-cpu`);
    await mkdir(installed, { recursive: true });
    await writeFile(join(installed, "complete"), JSON.stringify({ "tensorflow/library": 10 }));
    const stderr = await train();
    expect(stderr.match(/tensorflow did not start/gu)).toHaveLength(1);
    expect(stderr).toContain(join(installed, "tensorflow/library"));
    expect(stderr.match(/resonance doctor --install/gu)).toHaveLength(1);
  },
);

it("training on a portable engine says how a faster one is had", async () => {
  expect(await train()).toMatch(
    /^ {2}tfjs-backend-wasm .*, \d+ threads?\n {2}native TensorFlow is faster, .*: npx resonance doctor --install$/mu,
  );
});

/** Where nothing but what the test put there is installed. */
async function train(): Promise<string> {
  const words = "train --task semi-recursive --width 32 --heads 2 --head-dim 8 --feed-forward 64 --batch-size 8";
  const small =
    "--train-sequences 20 --validation-sequences 5 --test-sequences 5 --trained-length 16 --tested-length 32";
  const { code, stderr } = await runCli(
    [...words.split(" "), ...small.split(" "), "--steps", "1", "--out", join(folder, "runs")],
    { RESONANCE_CACHE: folder },
  );
  expect(code).toBe(0);
  return stderr;
}

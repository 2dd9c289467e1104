/**
 * A folder in which a page's commands are tried, in the page's order: with a tiny model under the names that pages
 * give to theirs, the repository's plans and results, runs that are done, and no native TensorFlow, so that every machine does the same.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { smolLM2 } from "../../../apps/trainer/test/models/smollm2.js";
import type { OwnCommand } from "../src/own-command.js";
import { root } from "../src/repository.js";

export interface Ended {
  readonly failed: boolean;
  readonly output: string;
}

/** Training is cut short, and of a tiny model: what is tried is the command, not what it comes to. */
const tinyTraining =
  "--steps 2 --trained-length 16 --tested-length 32 --width 32 --heads 2 --head-dim 8 --feed-forward 64 --batch-size 8 --train-sequences 64 --validation-sequences 16 --test-sequences 16 --threads 1";
const programs = {
  resonance: "apps/trainer/bin/resonance.js",
  "resonance-report": "apps/report-site/bin/resonance-report.js",
};

export async function practiceFolder(): Promise<{ try(command: OwnCommand): Promise<Ended> }> {
  const folder = await mkdtemp(join(tmpdir(), "resonance-docs-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(join(root, "apps/trainer/test/models/tiny-llama.gguf"), join(folder, "SmolLM2-135M.gguf"));
  await mkdir(join(folder, "SmolLM2-135M"));
  await writeFile(join(folder, "SmolLM2-135M/config.json"), JSON.stringify(smolLM2));
  await cp(join(root, "results/table-1/runs"), join(folder, "runs"), { recursive: true });
  for (const given of ["plans", "results/table-1/runs", "results/smollm2"])
    await cp(join(root, given), join(folder, given), { recursive: true });

  /** `runs/<id>` is the first run there. */
  const named = async (word: string): Promise<string> => {
    const [, parent] = /^(.+)\/<\w+>$/u.exec(word) ?? [];
    if (parent === undefined) return word;
    const [first = "none"] = await readdir(join(folder, parent));
    return `${parent}/${first}`;
  };
  return {
    async try({ program, words }) {
      const given = [
        ...(await Promise.all(words.map(named))),
        ...(words[0] === "train" ? tinyTraining.split(" ") : []),
      ];
      return new Promise((resolve) => {
        const env = { ...process.env, RESONANCE_CACHE: join(folder, "cache"), NO_COLOR: "1" };
        execFile(
          process.execPath,
          [join(root, programs[program]), ...given],
          { cwd: folder, env },
          (error, stdout, stderr) => resolve({ failed: error !== null, output: stdout + stderr }),
        );
      });
    },
  };
}

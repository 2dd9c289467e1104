/** Words of a command line, one a line of `COMMAND.txt`, each run a process: it ends with 0, 1 or 2 and without a trace. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Border, type Files, filesOf, textOf } from "../src/border.js";
import { onDisk } from "../src/on-disk.js";

const disk = onDisk();
const program = fileURLToPath(new URL("../../../apps/trainer/bin/resonance.js", import.meta.url));

/** None of them trains, downloads or serves, whatever its words are. */
const commands: Readonly<Record<string, string>> = {
  rope: "--head-dim 64 --trained-length 64 --scaling yarn --factor 4 --resonance --tested-length 256 --json",
  "posgen generate": "--task recursive --modulus 7 --seed-tokens 2,0,3,1 --length 12 --json",
  "posgen audit": "--task chain-of-thought --rule nonsingular-table:3 --modulus 5 --json",
  "runs list": "--out . --json",
  "runs show": "nowhere --json",
  inspect: "inspect.txt --target 4096 --json",
  "export hf": "export.txt --out out --scaling yarn --factor 2",
  "score leval": "score.txt --protocol strict",
  "eval compare": "one two --json",
};
/** Of one process, on a machine that is busy. */
const longestMilliseconds = 120_000;

export const border: Border = {
  refuses: [],
  share: 1 / 100,
  isSlow: true,
  words: [
    "--json",
    "--help",
    "--version",
    "--seed",
    "-1",
    "1e9",
    "0x10",
    "--",
    "=",
    "--factor=",
    "~",
    "$HOME",
    "../..",
  ],
  seeds: () =>
    Promise.resolve(
      Object.entries(commands).map(([command, words]) => filesOf({ [`${command}.txt`]: words.replaceAll(" ", "\n") })),
    ),
  read: (files) => disk.with(files, (folder) => runWords(files, folder)),
  dispose: disk.dispose,
};

async function runWords(files: Files, folder: string): Promise<void> {
  const [name = ""] = files.keys();
  // No argument of a process holds a zero, and no system takes them of any length.
  const words = textOf(files, name).replaceAll("\0", "").slice(0, 20_000).split("\n");
  const { code, stdout, stderr } = await run([...name.replace(".txt", "").split(" "), ...words], folder);
  if (code !== 0 && code !== 1 && code !== 2) throw new Error(`exit code ${code}: ${stderr.slice(0, 500)}`);
  if (/\n\s+at .*:\d+:\d+/u.test(stderr)) throw new Error(`a trace: ${stderr.slice(0, 500)}`);
  if (code !== 0 && stdout !== "") throw new Error(`words on stdout and code ${code}: ${stdout.slice(0, 200)}`);
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(words: readonly string[], cwd: string): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...words], { cwd, timeout: longestMilliseconds });
  const written = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].on("data", (data: Buffer) => (written[stream] += data.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...written }));
  });
}

/** Virtual environments of exactly the packages that a requirements file pins. */
import { join } from "node:path";
import { hashFiles } from "./hash-files.js";
import { makeOnce } from "./make-once.js";
import { runProgram, runToEnd } from "./run-program.js";

const candidates = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"];
/** Ends with 0 where a virtual environment can be made for what the requirements ask. */
const fits = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";

export interface PythonEnvironment {
  readonly what: string;
  readonly requirements: string;
  /** What pip installs but must not stay. */
  readonly unwanted?: readonly string[];
}

/** The environment's interpreter. */
export async function pythonEnvironment({ what, requirements, unwanted = [] }: PythonEnvironment): Promise<string> {
  const python = await findPython();
  const version = await runProgram(python, ["-c", "import sys; print('.'.join(map(str, sys.version_info[:3])))"]);
  const folder = await makeOnce(`python-${version.trim()}-${hashFiles([requirements])}`, what, async (place) => {
    await runProgram(python, ["-m", "venv", place]);
    const pip = ["-m", "pip", "--quiet", "--disable-pip-version-check"];
    await runProgram(interpreter(place), [...pip, "install", "--requirement", requirements]);
    if (unwanted.length > 0) await runProgram(interpreter(place), [...pip, "uninstall", "--yes", ...unwanted]);
  });
  return interpreter(folder);
}

function interpreter(environment: string): string {
  return process.platform === "win32" ? join(environment, "Scripts/python.exe") : join(environment, "bin/python");
}

async function findPython(): Promise<string> {
  for (const python of candidates) {
    const ended = await runToEnd(python, ["-c", fits]).catch(() => null);
    if (ended?.status === 0) return python;
  }
  throw new Error(
    "the lanes need Python 3.11 or later with venv and ensurepip on PATH (on Debian: python3-venv); found none",
  );
}

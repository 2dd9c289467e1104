import { hashFiles } from "./hash-files.js";
import { makeOnce } from "./make-once.js";
import { oraclePrograms } from "./oracle-programs.js";
import { runProgram } from "./run-program.js";

/** A folder for PYTHONPATH beside the oracles' environment, which has torch and transformers already. */
export function servingPackages(python: string): Promise<string> {
  const { servingRequirements: requirements } = oraclePrograms;
  return makeOnce(`serving-${hashFiles([requirements])}`, "llama.cpp's server, and FastAPI (150 MB)", async (place) => {
    const flags = ["--quiet", "--disable-pip-version-check", "--target", place, "--requirement", requirements];
    await runProgram(python, ["-m", "pip", "install", ...flags]);
  });
}

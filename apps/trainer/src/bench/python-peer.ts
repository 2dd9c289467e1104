/** The Python that PyTorch is measured in. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ContenderProgram } from "./contender.js";
import type { OurJob } from "./our-worker.js";

export interface PythonPeer {
  readonly python: string;
  /** Why torch.compile is left out, or null. */
  readonly compilerMissing: string | null;
}

/** The compiler that torch.compile looks for on a processor. */
const probe = `
import json, os, platform, shutil
import torch
compiler = os.environ.get("CXX", "clang++" if platform.system() == "Darwin" else "g++")
print(json.dumps(None if shutil.which(compiler) else f"no C++ compiler: {compiler} is not on the PATH"))
`;

/** The peer, or the reason why there is none and what to do. */
export function findPythonPeer(python: string): PythonPeer | string {
  const { status, stdout, error } = spawnSync(python, ["-c", probe], { encoding: "utf8" });
  if (error !== undefined) return `${python} does not start; name a Python that has torch with --python`;
  if (status !== 0)
    return `${python} has no torch: ${python} -m pip install torch, or name a Python that has it with --python`;
  return { python, compilerMissing: JSON.parse(stdout) as string | null };
}

export interface PeerJob extends Pick<OurJob, "shape" | "precision" | "threads"> {
  readonly work: "train" | "score";
  readonly compiled: boolean;
  /** On a card where this project's engine computes on one. */
  readonly device: "cpu" | "cuda";
}

/** PyTorch with the settings that make it fastest: freed memory kept, large pages, passive waiting. */
export function peerProgram(python: string, job: PeerJob): ContenderProgram {
  return {
    command: python,
    words: [fileURLToPath(new URL("../../peer/contender.py", import.meta.url)), JSON.stringify(job)],
    environment: {
      OMP_NUM_THREADS: String(job.threads),
      OMP_WAIT_POLICY: "PASSIVE",
      MALLOC_MMAP_THRESHOLD_: "8000000000",
      MALLOC_TRIM_THRESHOLD_: "16000000000",
      MALLOC_TOP_PAD_: "536870912",
      // As this project's tensors: tfjs-runtime's use-large-pages.ts.
      GLIBC_TUNABLES: "glibc.malloc.hugetlb=1",
      // Nothing is written beside an installed package.
      PYTHONDONTWRITEBYTECODE: "1",
    },
  };
}

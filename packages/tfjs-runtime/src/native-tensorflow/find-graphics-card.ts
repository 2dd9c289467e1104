/**
 * The NVIDIA card of this machine, as `nvidia-smi` describes it. That program comes with the driver and needs
 * no CUDA: where it is missing or finds nothing, there is no card to compute on.
 */
import { execFileSync } from "node:child_process";

export interface GraphicsCard {
  /** "NVIDIA H200" */
  readonly name: string;
  /** Version of the driver: "570.86.15". */
  readonly driver: string;
  /** In MiB; null where the driver does not say, as on cards that share the machine's memory. */
  readonly memoryMebibytes: number | null;
}

/** The first card, or null. */
export function findGraphicsCard(): GraphicsCard | null {
  try {
    const question = ["--query-gpu=name,driver_version,memory.total", "--format=csv,noheader,nounits"];
    // A card that sleeps takes seconds to answer, a driver that hangs never does.
    const answer = execFileSync("nvidia-smi", question, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 20_000,
    });
    const [name, driver, memory] = (answer.split("\n")[0] as string).split(", ");
    if (name === undefined || driver === undefined) return null;
    return { name, driver, memoryMebibytes: Number.isNaN(Number(memory)) ? null : Number(memory) };
  } catch {
    return null;
  }
}

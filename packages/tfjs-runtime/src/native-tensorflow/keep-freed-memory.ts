/**
 * Tells glibc to keep freed blocks for the next step instead of returning them to the system.
 *
 * A training step frees and takes the same large blocks again; mapped afresh, each costs a page
 * fault for every 4 kB, up to 40 % of the step. Elsewhere than on glibc this does nothing.
 */
import koffi from "koffi";

/** malloc.h: parameter, value. */
const settings = [
  [-4, 0], // M_MMAP_MAX: no block is mapped by itself
  [-1, 2 ** 31 - 1], // M_TRIM_THRESHOLD in bytes: freed memory at the top stays
  [-2, 64 * 2 ** 20], // M_TOP_PAD in bytes: what is asked from the system beyond the need
] as const;

export function keepFreedMemory(): void {
  if (process.platform !== "linux") return;
  try {
    const mallopt = koffi.load(null).func("int mallopt(int, int)");
    for (const [parameter, value] of settings) mallopt(parameter, value);
  } catch {
    // Not glibc (musl has no mallopt): the step is only slower.
  }
}

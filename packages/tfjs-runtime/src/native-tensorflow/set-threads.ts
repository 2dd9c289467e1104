/** Tells TensorFlow how many threads to compute with. It reads this once, when its library starts. */
export function setThreads(threads: number): void {
  process.env["TF_NUM_INTRAOP_THREADS"] = String(threads);
  process.env["TF_NUM_INTEROP_THREADS"] = String(threads);
  process.env["OMP_NUM_THREADS"] = String(threads);
}

/** TensorBoard and MLflow's server, as their users start them. */
import { join } from "node:path";
import { type ServedProgram, startServedProgram } from "./served-program.js";

export function startTensorBoard(python: string, logs: string): Promise<ServedProgram> {
  // It draws 1000 points of a curve by default; 0, "all" by its help, gives none.
  const whole = ["--samples_per_plugin", "scalars=100000"];
  return startServedProgram({
    what: "TensorBoard",
    program: python,
    words: (port) => ["-m", "tensorboard.main", "--logdir", logs, "--host", "127.0.0.1", "--port", port, ...whole],
    environment: {},
    upAt: "/data/runs",
  });
}

/** `scratch` takes its database. */
export function startMlflow(python: string, scratch: string): Promise<ServedProgram> {
  const places = ["--backend-store-uri", `sqlite:///${join(scratch, "mlflow.db")}`, "--artifacts-destination", scratch];
  return startServedProgram({
    what: "MLflow's server",
    program: python,
    words: (port) => ["-m", "mlflow", "server", ...places, "--host", "127.0.0.1", "--port", port, "--workers", "1"],
    environment: { MLFLOW_DISABLE_TELEMETRY: "true", MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false" },
  });
}

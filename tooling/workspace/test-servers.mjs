/**
 * `npm run test:servers`: exports models, has vLLM and other servers serve them on this machine's processor, and
 * measures them there, has TensorBoard and MLflow show a training, and SLURM and Ray do a sweep. Installs the servers
 * into the user's cache, once: 7.4 GB with what they are compared with. Needs Linux and Python 3.11 or later.
 */
import { runLane } from "./run-lane.mjs";

runLane("servers");

/** The script of the page "Playground". */
import "./without-eval.js";
import { Playground, type PlaygroundProps } from "../pages/playground/playground.js";
import { startWorkerMachine } from "./start-worker-machine.js";
import { takeOver } from "./take-over.js";

takeOver((props: PlaygroundProps) => <Playground {...props} startMachine={startWorkerMachine} />);

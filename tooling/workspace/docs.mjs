/** `npm run docs`: the reference of every package from its docstrings, into docs/api. A warning of typedoc fails it. */
import { installWorkspace, runPnpm } from "./run-step.mjs";

if (!(installWorkspace() && runPnpm(["--filter", "@resonance-rope/docs", "run", "reference"]))) process.exitCode = 1;

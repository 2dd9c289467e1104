/** Trains a model while one watches: how its loss falls, and at which positions it is right by now. */
import { messageOf } from "@resonance-rope/contracts";
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ComparedLine } from "../../comparison.js";
import { wholeNumber } from "../../format-number.js";
import { planParameterCount } from "../../plan-parameters.js";
import { livePlan } from "../../playground/live-plan.js";
import type { LiveStep } from "../../playground/train-live.js";
import { LiveFigures } from "./live-figures.js";
import { type LiveRun, noSteps, withSteps } from "./live-run.js";
import { liveStatus } from "./live-status.js";
import type { PlaygroundModel } from "./playground-model.js";
import type { PageMachine } from "./use-machine.js";

const milliseconds = 60_000;
/** Figures are drawn anew no more often than this. */
const millisecondsPerDrawing = 500;

export function LiveTraining({
  models,
  lines,
  machine,
}: {
  models: readonly [PlaygroundModel, ...PlaygroundModel[]];
  lines: readonly ComparedLine[];
  machine: PageMachine;
}): VNode {
  const plan = livePlan(models[0].plan);
  /** The last training with each encoding. */
  const [runs, setRuns] = useState<readonly LiveRun[]>(() => models.map(() => noSteps));
  const [model, setModel] = useState(models.length - 1);
  const [phase, setPhase] = useState<"idle" | "starting" | "training">("idle");
  const [problem, setProblem] = useState<string | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const train = async (): Promise<void> => {
    const controller = new AbortController();
    stop.current = controller;
    setPhase("starting");
    setProblem(null);
    setRuns((earlier) => earlier.map((run, index) => (index === model ? noSteps : run)));
    let undrawn: LiveStep[] = [];
    let drawn = Number.NEGATIVE_INFINITY;
    const draw = (): void => {
      const steps = undrawn;
      undrawn = [];
      setRuns((earlier) => earlier.map((run, index) => (index === model ? withSteps(run, steps) : run)));
    };
    try {
      const { train: start } = await machine.ready();
      await start({ model, milliseconds, signal: controller.signal }, (step) => {
        undrawn.push(step);
        if (step.step > 1 && step.milliseconds < drawn + millisecondsPerDrawing) return;
        drawn = step.milliseconds;
        setPhase("training");
        draw();
      });
      draw();
    } catch (error) {
      setProblem(`This did not work: ${messageOf(error)}`);
    }
    setPhase("idle");
  };

  const busy = phase !== "idle";
  const run = runs[model] ?? noSteps;
  const passed = run.steps.at(-1)?.milliseconds ?? 0;
  return (
    <section aria-labelledby="train">
      <h2 id="train">Train one yourself, for a minute</h2>
      <p>
        The same task and the same training sequences, but a smaller model, with {wholeNumber(planParameterCount(plan))}{" "}
        parameters, that sees {plan.batchSize} sequences of {plan.trainedLength} tokens a step, in this page. It starts
        from random weights, so it guesses first: watch when it finds the rule, and how far it carries.
      </p>
      <div class="controls ask">
        <fieldset disabled={busy}>
          <legend>Encoding</legend>
          {lines.map(({ name }, index) => (
            <label key={name}>
              <input
                type="radio"
                name="live-encoding"
                value={index}
                autocomplete="off"
                checked={index === model}
                onChange={() => setModel(index)}
              />
              {name}
            </label>
          ))}
        </fieldset>
        {busy ? (
          <button type="button" onClick={() => stop.current?.abort()}>
            Stop
          </button>
        ) : (
          <button type="button" onClick={() => void train()}>
            Train for a minute
          </button>
        )}
      </div>
      {busy && <progress aria-label="Of the minute" max={milliseconds} value={passed} />}
      <p class="progress" role="status" aria-live={phase === "training" ? "off" : "polite"}>
        {problem ?? (phase === "starting" ? "Starting …" : liveStatus(run, plan))}
      </p>
      <LiveFigures lines={lines} runs={runs} sequences={plan.sequences.validation} />
    </section>
  );
}

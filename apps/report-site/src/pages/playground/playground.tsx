/** The page on which two trained models answer, and a third is trained. */
import { messageOf } from "@resonance-rope/contracts";
import type { VNode } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { counted, percent, wholeNumber } from "../../format-number.js";
import { planParameterCount } from "../../plan-parameters.js";
import type { AnswerRequest, AnsweredSequence, MachineBackend } from "../../playground/machine.js";
import { sitePages } from "../../site-pages.js";
import { dependence, ruleWords, shortcutWarning, taskWords } from "../../task-words.js";
import { useHashState } from "../use-hash-state.js";
import { BackendChoice } from "./backend-choice.js";
import { LiveTraining } from "./live-training.js";
import { playgroundForm } from "./playground-form.js";
import { type PlaygroundModel, lineOfModel } from "./playground-model.js";
import { answerStatus } from "./answer-status.js";
import { PositionFigure } from "../position-figure.js";
import { SeedChoice } from "./seed-choice.js";
import { SequenceAnswers } from "./sequence-answers.js";
import { Tally } from "./tally.js";
import { type TriedSequences, sumOf, withTried } from "./tried-sequences.js";
import { type StartMachine, useMachine } from "./use-machine.js";

export interface PlaygroundProps {
  /** Trained alike but for their encoding. */
  readonly models: readonly [PlaygroundModel, ...PlaygroundModel[]];
  /** Absent where the page is drawn before its script runs. */
  readonly startMachine?: StartMachine;
}

/** Sequences that one press of the second button tries. */
const manySequences = 25;

export function Playground({ models, startMachine }: PlaygroundProps): VNode {
  const [{ plan, example }] = models;
  const { trainedLength, testedLength, modulus, sequences, seed: trainingSeed } = plan;
  const lengths = { seedLength: plan.farTokens + plan.nearTokens, trainedLength };
  const lines = useMemo(() => models.map(lineOfModel), [models]);
  const first = useMemo(() => exampleOf(models), [models]);
  const form = useMemo(
    () => playgroundForm(example.tokens.slice(0, lengths.seedLength), modulus),
    [example, lengths.seedLength, modulus],
  );
  const [{ seed, backend }, change] = useHashState(form);
  const plans = useMemo(() => models.map((model) => model.plan), [models]);
  const machine = useMachine(startMachine ?? null, plans, backend);

  const [shown, setShown] = useState<AnsweredSequence>(first);
  const [tried, setTried] = useState<TriedSequences>(() => withTried(new Map(), [first], lengths));
  const [status, setStatus] = useState(
    "Computed when the models were made. Draw another, or choose tokens, and this browser computes.",
  );
  /** The next test sequence to draw: the first one is the example. */
  const next = useRef(1);
  const seedOf = (tokens: ArrayLike<number>): number[] => Array.from(tokens).slice(0, lengths.seedLength);

  /** Counts questions: what answers an earlier one is not shown any more. */
  const asked = useRef(0);
  const ask = async (request: AnswerRequest): Promise<void> => {
    const turn = ++asked.current;
    const say = (text: string): void => {
      if (turn === asked.current) setStatus(text);
    };
    say("Computing …");
    try {
      const { engine, answer } = await machine.ready();
      const start = performance.now();
      const answered = await answer(request);
      const seconds = (performance.now() - start) / 1000;
      setTried((earlier) => withTried(earlier, answered, lengths));
      const last = answered.at(-1);
      if (last === undefined || turn !== asked.current) return;
      setShown(last);
      change({ seed: seedOf(last.tokens) });
      say(answerStatus(answered, { engine, seconds, trainedLength }));
    } catch (error) {
      say(`This did not work: ${messageOf(error)}`);
    }
  };
  const draw = (count: number): void => {
    const from = next.current;
    next.current += count;
    void ask({ from, count });
  };
  const wanted = seed.join();
  const answeredBy = useRef<MachineBackend | null>(null);
  useEffect(() => {
    // What is drawn sets the seed as well, and is there already.
    const there = wanted === seedOf(shown.tokens).join() && backend === answeredBy.current;
    answeredBy.current = backend;
    if (!there) void ask({ seedTokens: seed });
  }, [wanted, backend]);

  const warning = shortcutWarning(plan);
  const task = taskWords(plan.task).title.toLowerCase();
  return (
    <>
      <h1>Two tiny models, past the length they were trained on</h1>
      <p>
        Both learned the task “{task}” of <a href={sitePages.posGen.file}>PosGen</a> on sequences of {trainedLength}{" "}
        tokens: each token is made from {dependence(plan)}, {ruleWords(plan)}. They have{" "}
        {wholeNumber(planParameterCount(plan))} parameters each, the same training, and differ in one thing: how they
        encode positions. Here they go on to token {testedLength}.
      </p>
      <section aria-labelledby="answers">
        <h2 id="answers">Ask them</h2>
        <div class="controls ask">
          <SeedChoice seed={seed} modulus={modulus} onChange={(tokens) => change({ seed: tokens })} />
          <button type="button" onClick={() => draw(1)}>
            Draw another
          </button>
          <button type="button" onClick={() => draw(manySequences)}>
            Draw {manySequences}
          </button>
          <BackendChoice backend={backend} onChange={(chosen) => change({ backend: chosen })} />
        </div>
        <p class="note" role="status">
          {status}
        </p>
        <SequenceAnswers lines={lines} lengths={lengths} sequence={shown} />
        <h3>Over the {counted(tried.size, "sequence")} tried so far</h3>
        <Tally lines={lines} scores={sumOf(tried)} />
        <p class="note">
          “Draw” takes sequences that training never saw. What you choose yourself may be one of the{" "}
          {wholeNumber(sequences.train)} it saw.
        </p>
      </section>
      <section aria-labelledby="all">
        <h2 id="all">Over {wholeNumber(sequences.test)} sequences</h2>
        <p>
          These are two single models, of seed {trainingSeed}: another seed may turn out otherwise. Means over seeds are
          under <a href={sitePages.results.file}>Results</a>.
        </p>
        <PositionFigure
          comparison={{ id: "models", lines }}
          caption="Share of right next tokens at each position, given the true tokens before it. Nothing is smoothed."
        />
        {warning !== null && <p class="warning">{warning}</p>}
        <p class="note">
          The weights were rounded to float16 for this page, which changed{" "}
          {models
            .map(
              (model, index) =>
                `${percent(model.predictionsChanged / model.predictions, 2)} of ${lines[index]?.name}’s`,
            )
            .join(" and ")}{" "}
          predictions.
        </p>
      </section>
      <LiveTraining models={models} lines={lines} machine={machine} />
    </>
  );
}

function exampleOf(models: PlaygroundProps["models"]): AnsweredSequence {
  return {
    tokens: Int32Array.from(models[0].example.tokens),
    predictions: models.map(({ example }) => Int32Array.from(example.predictions)),
    trainedOn: false,
  };
}

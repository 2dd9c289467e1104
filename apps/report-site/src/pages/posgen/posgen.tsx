/** The page on which a reader makes the benchmark's sequences, token by token, and sees through them. */
import { generateSequence } from "@resonance-rope/posgen";
import type { VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import { figureSizes } from "../../figures/figure-size.js";
import { numberWord } from "../../format-number.js";
import { taskWords } from "../../task-words.js";
import { useHashState } from "../use-hash-state.js";
import { PosGenText } from "./posgen-text.js";
import { type PosGenState, posGenForm, seedLength, sequenceTask, shownLength, withinModulus } from "./posgen-state.js";
import { readSeed } from "./read-seed.js";
import { readBy, ruleInWords, sourcesOf, tokensAt } from "../../made-from.js";
import { Downloads } from "../downloads.js";
import { SequenceTable } from "../sequence-table.js";
import { SeedField } from "./seed-field.js";
import { viewShortcuts } from "./shortcut-answers.js";
import { shortcutSources } from "./shortcut-words.js";
import { SpelledOut } from "./spelled-out.js";
import { StepControls } from "./step-controls.js";
import { TaskControls } from "./task-controls.js";
import { TokenFigure } from "./token-figure.js";

export function PosGen(): VNode {
  const [state, change] = useHashState(posGenForm);
  /** What stands in the seed's field, where that is not the seed in use. */
  const [typed, setTyped] = useState<string | null>(null);
  const [playing, setPlaying] = useState(false);
  const { task: name, rule, modulus, seed, at } = state;
  const task = useMemo(() => sequenceTask({ task: name, rule, modulus }), [name, rule, modulus]);
  const tokens = useMemo(() => generateSequence(task, seed, shownLength), [task, seed]);
  const view = useMemo(() => (state.shortcut ? viewShortcuts(task, shownLength) : null), [task, state.shortcut]);

  const useSeed = (chosen: readonly number[]): void => {
    setTyped(null);
    change({ seed: chosen });
  };
  const changeTask = (fields: Partial<PosGenState>): void => {
    const { modulus: symbols = modulus } = fields;
    const asTyped = typed === null ? null : readSeed(typed, symbols, seedLength).seed;
    change({ ...fields, seed: asTyped ?? withinModulus(seed, symbols) });
  };

  const shortcut = view?.answers[at];
  const { title } = taskWords(name);
  const look = (index: number): void => change({ at: index });

  return (
    <>
      <h1>PosGen: token 10 000 is as hard as token 10</h1>
      <p>
        Every token of a sequence follows from a few earlier ones, by one rule that is the same at each position. The
        first {numberWord(seedLength)}, the seed, are drawn at random. A model that has learned the rule on short
        sequences knows all it needs for long ones; what goes wrong there is how it reads <b>positions</b>. This page
        shows the paper’s own example, its Figure 2, and any other. Tokens are counted from 1.
      </p>
      <div class="controls">
        <TaskControls state={state} onChange={changeTask} />
        <SeedField
          typed={typed ?? seed.join(" ")}
          modulus={modulus}
          length={seedLength}
          onType={(text) => {
            setTyped(text);
            const reading = readSeed(text, modulus, seedLength);
            if (reading.seed !== null) change({ seed: reading.seed });
          }}
          onDraw={useSeed}
        />
      </div>
      <figure class="sequence">
        {figureSizes.map((size) => (
          <TokenFigure
            key={size.name}
            size={size}
            tokens={tokens}
            modulus={modulus}
            seedTokens={seedLength}
            at={at}
            sources={sourcesOf(task, at)}
            shortcut={
              view && {
                sources: shortcut === undefined ? [] : shortcutSources(shortcut, at),
                answers: view.answers.map((answer) => answer !== undefined),
              }
            }
            title={`${title}: which tokens make token ${at + 1}`}
            description={`Tokens ${tokens.subarray(0, at + 1).join(" ")}. Token ${at + 1} is made from ${tokensAt(readBy(task, at))}: ${ruleInWords(task, tokens, at)}.`}
            onLook={look}
            onSeed={(index) => useSeed(seed.map((each, place) => (place === index ? (each + 1) % modulus : each)))}
          />
        ))}
        <button
          type="button"
          class="toggle"
          aria-pressed={state.shortcut}
          onClick={() => change({ shortcut: !state.shortcut })}
        >
          Show shortcuts
        </button>
        <StepControls
          at={at}
          first={seedLength}
          last={shownLength - 1}
          playing={playing}
          onLook={look}
          onPlay={setPlaying}
        />
        <SpelledOut task={task} tokens={tokens} at={at} view={view} quiet={playing} />
        <figcaption>
          Press a token to look at it, one of the seed (grey) to change it. <span class="rule-key">Lines above</span>:
          the tokens that the rule reads, the far one drawn thicker.
          {view !== null && (
            <>
              {" "}
              <span class="shortcut-key">Dashed lines below</span>: those that the shortcut reads. Underlined: tokens
              that it answers.
            </>
          )}
        </figcaption>
        <Downloads />
        <SequenceTable task={task} tokens={tokens} />
      </figure>
      <PosGenText />
    </>
  );
}

/** The token looked at, written out: by the rule, and by the shortcut where that is shown. */
import type { SequenceTask } from "@resonance-rope/contracts";
import type { VNode } from "preact";
import { readBy, ruleInWords, tokensAt } from "../../made-from.js";
import type { ShortcutView } from "./shortcut-answers.js";
import { ShortcutReport } from "./shortcut-report.js";
import { shortcutInWords, shortcutSources } from "./shortcut-words.js";

export function SpelledOut({
  task,
  tokens,
  at,
  view,
  quiet,
}: {
  task: SequenceTask;
  tokens: Int32Array;
  at: number;
  view: ShortcutView | null;
  /** While tokens follow one another by themselves, no screen reader could keep up. */
  quiet: boolean;
}): VNode {
  const read = readBy(task, at);
  const shortcut = view?.answers[at];
  return (
    <div class="spelled" role="status" aria-live={quiet ? "off" : "polite"}>
      <p>
        Token {at + 1} is made from {tokensAt(read)}: <b>{ruleInWords(task, tokens, at)}</b>.
      </p>
      {view !== null && (
        <>
          <p class="short">
            {shortcut === undefined ? (
              <>No shortcut answers token {at + 1}: it takes the rule.</>
            ) : (
              <>
                By the shortcut, from {tokensAt(shortcutSources(shortcut, at))}:{" "}
                <b>{shortcutInWords(shortcut, task, tokens, at)}</b>.
              </>
            )}
          </p>
          <ShortcutReport task={task} view={view} />
        </>
      )}
    </div>
  );
}

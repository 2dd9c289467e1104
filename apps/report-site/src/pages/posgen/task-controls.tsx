/** Which task, which rule, how many symbols. */
import { taskNames } from "@resonance-rope/contracts";
import type { ComponentChildren, VNode } from "preact";
import { taskWords } from "../../task-words.js";
import { Slider } from "../slider.js";
import { type PosGenState, modulusLimits } from "./posgen-state.js";

export function TaskControls({
  state: { task, rule, modulus },
  onChange,
}: {
  state: PosGenState;
  onChange: (fields: Partial<PosGenState>) => void;
}): VNode {
  return (
    <>
      <Group label="Task">
        {taskNames.map((name) => (
          <button key={name} type="button" aria-pressed={name === task} onClick={() => onChange({ task: name })}>
            {taskWords(name).title}
          </button>
        ))}
      </Group>
      <Group label="Rule">
        <button type="button" aria-pressed={rule === "sum"} onClick={() => onChange({ rule: "sum" })}>
          Sum modulo {modulus}
        </button>
        <button type="button" aria-pressed={rule === "table"} onClick={() => onChange({ rule: "table" })}>
          Random table
        </button>
      </Group>
      <Slider
        id="modulus"
        label="Modulus"
        text={`${modulus}: tokens 0 to ${modulus - 1}`}
        value={modulus}
        min={modulusLimits.from}
        max={modulusLimits.to}
        onChange={(symbols) => onChange({ modulus: symbols })}
      />
    </>
  );
}

function Group({ label, children }: { label: string; children: ComponentChildren }): VNode {
  return (
    <div class="group" role="group" aria-label={label}>
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

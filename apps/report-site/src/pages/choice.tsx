/** A labelled choice of one among a few. */
import type { VNode } from "preact";

export function Choice<Value extends string | number | null>({
  id,
  label,
  value,
  choices,
  text = String,
  onChange,
}: {
  id: string;
  label: string;
  value: Value;
  choices: readonly Value[];
  /** What a choice is called. */
  text?: (choice: Value) => string;
  onChange: (value: Value) => void;
}): VNode {
  return (
    <div class="choice">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value ?? ""}
        autocomplete="off"
        onChange={({ currentTarget }) => {
          const chosen = choices[currentTarget.selectedIndex];
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice ?? ""} selected={choice === value}>
            {text(choice)}
          </option>
        ))}
      </select>
    </div>
  );
}

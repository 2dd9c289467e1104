/** The form: how long, which scaling, which wavelengths, and their settings. */
import { encodingName } from "@resonance-rope/contracts";
import type { Scaling, SpecField, WavelengthType } from "@resonance-rope/rope-core";
import type { ModelDescription } from "@resonance-rope/rope-interop";
import type { VNode } from "preact";
import { wholeNumber } from "../../format-number.js";
import { scalingsOffered, wavelengthsOffered } from "./choice-form.js";
import { type ChoiceField, type EncodingChoice, fieldKey, scalingFields, wavelengthFields } from "./encoding-choice.js";

/** What is said of each behind its name. */
const wavelengthTitles: Readonly<Partial<Record<WavelengthType, string>>> = {
  "as-scaled": "as the scaling leaves them",
  "nearest-integer": "Resonance: whole numbers of tokens",
  "best-rational": "best rational: as exact, hardly moved",
};

export interface EncodingFormProps {
  readonly choice: EncodingChoice;
  readonly description: ModelDescription;
  onChange: (fields: Partial<EncodingChoice>) => void;
}

export function EncodingForm({ choice, description, onChange }: EncodingFormProps): VNode {
  const { trainedLength } = description.spec;
  const setTarget = (tokens: number): void => {
    if (Number.isFinite(tokens)) onChange({ target: Math.round(tokens) });
  };
  const fields = [
    ...scalingFields(choice.scaling).map((field) => ({ type: choice.scaling, ...field })),
    ...wavelengthFields(choice.wavelengths).map((field) => ({ type: choice.wavelengths, ...field })),
  ];
  return (
    <form class="encoding-form" onSubmit={(event) => event.preventDefault()}>
      <p>
        <label for="target">Target length, tokens</label>
        <input
          id="target"
          type="number"
          min={trainedLength}
          step={1}
          value={choice.target}
          onInput={({ currentTarget }) => setTarget(currentTarget.valueAsNumber)}
        />
      </p>
      <p>
        <label for="factor">Factor, of {wholeNumber(trainedLength)}</label>
        <input
          id="factor"
          type="number"
          min={1}
          step="any"
          value={Number((choice.target / trainedLength).toFixed(4))}
          onInput={({ currentTarget }) => setTarget(currentTarget.valueAsNumber * trainedLength)}
        />
      </p>
      <p>
        <label for="scaling">Scaling</label>
        <select
          id="scaling"
          value={choice.scaling}
          onChange={({ currentTarget }) => onChange({ scaling: currentTarget.value as EncodingChoice["scaling"] })}
        >
          <option value="own">{`its own: ${nameOf(description.spec.scaling.type)}`}</option>
          {scalingsOffered.map((type) => (
            <option key={type} value={type}>
              {type === "none" ? "none: plain RoPE" : nameOf(type)}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label for="wavelengths">Wavelengths</label>
        <select
          id="wavelengths"
          value={choice.wavelengths}
          onChange={({ currentTarget }) => onChange({ wavelengths: currentTarget.value as WavelengthType })}
        >
          {wavelengthsOffered.map((type) => (
            <option key={type} value={type}>
              {wavelengthTitles[type] ?? type.replaceAll("-", " ")}
            </option>
          ))}
        </select>
      </p>
      {fields.length > 0 && (
        <details open={fields.some(isNeeded)}>
          <summary>{fields.some(isNeeded) ? "Settings" : "Settings that usually stay as they are"}</summary>
          <div class="settings">
            {fields.map(({ type, ...field }) => (
              <Setting
                key={fieldKey(type, field.name)}
                type={type}
                {...field}
                text={choice.settings[fieldKey(type, field.name)] ?? ""}
                onChange={(text) => onChange({ settings: { ...choice.settings, [fieldKey(type, field.name)]: text } })}
              />
            ))}
          </div>
        </details>
      )}
      <p class="note">
        The command line has more: LongRoPE and wavelengths of your own, whose lists no form holds, and
        least-phase-error, which searches for minutes.
      </p>
    </form>
  );
}

const nameOf = (type: Scaling["type"]): string =>
  encodingName({ scaling: { type } as Scaling, wavelengths: "as-scaled" });

function Setting({
  type,
  name,
  field,
  text,
  onChange,
}: ChoiceField & { type: string; text: string; onChange: (text: string) => void }): VNode {
  const id = `setting-${type}-${name}`;
  const label = <label for={id}>{name.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`)}</label>;
  if ("length" in field)
    return (
      <p>
        {label}
        <select
          id={id}
          value={text || String(field[0])}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        >
          {field.map((value) => (
            <option key={String(value)} value={String(value)}>
              {value === true ? "yes" : value === false ? "no" : value}
            </option>
          ))}
        </select>
      </p>
    );
  return (
    <p>
      {label}
      <input
        id={id}
        type="number"
        step="any"
        value={text}
        placeholder={usually(field)}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </p>
  );
}

const isNeeded = ({ field }: ChoiceField): boolean => !("length" in field) && field.default === undefined;

function usually(field: Exclude<SpecField, readonly unknown[]>): string {
  if (field.default === undefined) return "a number is needed";
  if (field.default === null) return "as the formula has it";
  return field.default === "trainedLength" ? "the trained length" : String(field.default);
}

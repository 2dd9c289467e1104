/** Where a model comes in: a file that is dropped or chosen, a config that is pasted, or the example. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { exampleModel } from "./example-model.js";

export interface ModelChooserProps {
  onFiles: (files: readonly File[]) => void;
  onText: (text: string) => void;
  onExample: () => void;
}

export function ModelChooser({ onFiles, onText, onExample }: ModelChooserProps): VNode {
  const isOver = useDrop(onFiles);
  return (
    <section aria-label="Choose a model" class="chooser">
      <div class={isOver ? "drop over" : "drop"}>
        <label for="model-file">
          <strong>A config.json or a .gguf</strong>, dropped anywhere on this page or chosen here; of a split GGUF all
          parts at once
        </label>
        <input
          id="model-file"
          type="file"
          accept=".json,.gguf"
          multiple
          onChange={({ currentTarget }) => {
            onFiles([...(currentTarget.files ?? [])]);
            // So that the same file, changed, can be chosen again.
            currentTarget.value = "";
          }}
        />
        <p class="note">
          It stays on this machine: the page asks nothing of any network. Of a GGUF only the header is read, however
          large the file.
        </p>
      </div>
      <details>
        <summary>Or paste a config.json</summary>
        <label for="model-text">The text of a model's config.json</label>
        <textarea
          id="model-text"
          rows={8}
          spellcheck={false}
          autocomplete="off"
          onInput={({ currentTarget }) => {
            if (currentTarget.value.trim() !== "") onText(currentTarget.value);
          }}
        />
      </details>
      <p class="example">
        <button type="button" onClick={onExample}>
          Show {exampleModel.name}, the example
        </button>
      </p>
    </section>
  );
}

/** The whole page takes a file; the browser would otherwise open it in the page's place. */
function useDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const withFiles = (use: (event: DragEvent) => void) => (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      use(event);
    };
    const over = withFiles(() => setOver(true));
    const leave = ({ relatedTarget }: DragEvent): void => {
      if (relatedTarget === null) setOver(false);
    };
    const drop = withFiles(({ dataTransfer }) => {
      setOver(false);
      onFiles([...(dataTransfer?.files ?? [])]);
    });
    addEventListener("dragover", over);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, [onFiles]);
  return isOver;
}

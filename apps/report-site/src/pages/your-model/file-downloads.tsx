/** A button a file: makes it when asked, and says so when it cannot. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { saveFile } from "../../client/save-file.js";
import { wholeNumber } from "../../format-number.js";
import type { Outcome } from "./examine.js";
import { type Fault, faultOf } from "./fault.js";
import { FaultNote } from "./fault-note.js";

export interface FileDownloadsProps {
  readonly files: Outcome["files"];
  make: (index: number) => Promise<Blob>;
}

export function FileDownloads({ files, make }: FileDownloadsProps): VNode {
  const [making, setMaking] = useState<number | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const download = async (index: number, name: string): Promise<void> => {
    setMaking(index);
    setFault(null);
    try {
      saveFile(name, await make(index));
    } catch (error) {
      setFault(faultOf(error));
    }
    setMaking(null);
  };
  return (
    <div class="file-downloads" aria-live="polite">
      {files.map(({ name, length }, index) => (
        <button
          key={name}
          type="button"
          class="primary"
          disabled={making !== null}
          onClick={() => void download(index, name)}
        >
          {making === index ? `Making ${name} …` : `Download ${name}, ${wholeNumber(length)} bytes`}
        </button>
      ))}
      {fault !== null && <FaultNote title="The file was not made." fault={fault} />}
    </div>
  );
}

/** A toy model behind HTTP on loopback that can be told to drop requests. */
import { toyServer } from "@resonance-rope/toy-server";

export interface FailingServer {
  readonly url: string;
  /** After so many requests, drops so many. */
  lose(after: number, requests: number): void;
  close(): Promise<void>;
}

export async function failingServer(): Promise<FailingServer> {
  let [left, toLose] = [0, 0];
  const { url, close, requests } = await toyServer({
    kind: "vllm",
    misbehave(_, response) {
      // Kept for tests that count them; here they come for hours.
      (requests as unknown[]).length = 0;
      if (left > 0) left -= 1;
      else if (toLose > 0) {
        toLose -= 1;
        response.socket?.destroy();
        return true;
      }
      return undefined;
    },
  });
  return {
    url,
    close,
    lose(after, many) {
      [left, toLose] = [after, many];
    },
  };
}

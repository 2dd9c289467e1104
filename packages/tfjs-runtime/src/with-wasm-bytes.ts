/**
 * Starts tfjs's WebAssembly from bytes at hand, where nothing may be fetched: on a page opened from a file, or under a
 * policy that allows no connections.
 *
 * tfjs has no way in for bytes. It can be told to have its platform fetch the file, and the platform answers with them.
 */
import * as tf from "@tensorflow/tfjs-core";

/** TypeScript knows it from the DOM's types alone. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { compile(bytes: Uint8Array): Promise<unknown> };
};

/** @param bytes tfjs-backend-wasm-simd.wasm, the file of tfjs-backend-wasm that every browser since 2023 runs. */
export async function withWasmBytes(
  bytes: Uint8Array<ArrayBuffer>,
  setWasmPaths: (folder: string, usePlatformFetch: boolean) => void,
  start: () => Promise<boolean>,
): Promise<boolean> {
  // tfjs waits for ever for what does not compile, be it broken, too new for the browser or forbidden by a policy.
  await WebAssembly.compile(bytes);
  const environment = tf.env();
  // The file with threads is another one.
  environment.set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths("", true);
  const { platform } = environment;
  const answer = async (): Promise<Response> => new Response(bytes);
  environment.platform = Object.create(platform, { fetch: { value: answer } }) as typeof platform;
  try {
    return await start();
  } finally {
    environment.platform = platform;
  }
}

/** What a rewrite changes in a GGUF. Whatever is not named here is copied byte for byte. */
import type { GgufValue } from "./gguf-metadata.js";
import type { RowOrder } from "./row-order.js";

export interface GgufEdits {
  /** Old key to new. All else here names keys as they are after it. */
  readonly rename?: ReadonlyMap<string, string>;
  /** A key that is there keeps its place; a new one goes last. */
  readonly set?: ReadonlyMap<string, GgufValue>;
  readonly drop?: ReadonlySet<string>;
  /** Vectors of type F32. One that is there is overwritten and keeps its length; a new one goes last. */
  readonly tensors?: ReadonlyMap<string, Float32Array>;
  /** Tensors whose rows get another order. */
  readonly rows?: ReadonlyMap<string, RowOrder>;
}

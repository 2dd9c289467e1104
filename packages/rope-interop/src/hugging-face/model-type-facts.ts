/** What a model type adds to the fields of its config: defaults, and how its code turns pairs. */
import type { PairLayout } from "@resonance-rope/rope-core";
import type { JsonObject } from "./json-object.js";

export interface ModelTypeFacts {
  readonly hiddenSize: number;
  readonly heads: number;
  readonly contextLength: number;
  /**
   * `head_dim` where a config has none. Null: hidden size / heads, also for a `head_dim` of null. Absent: the
   * same, but transformers knows no such field and fails on a null.
   */
  readonly headDimension?: number | null;
  /** transformers takes `head_dim` as it stands beside YaRN, LongRoPE and dynamic scaling, and fails without one. */
  readonly isHeadDimensionRequired?: true;
  /** `qk_rope_head_dim`, which is D whatever `head_dim` says: only that part of each head turns. */
  readonly rotaryHeadDimension?: number;
  /** `global_head_dim`: D of the layers that attend to the whole sequence, where it differs. */
  readonly globalHeadDimension?: number;
  /** Top-level `original_max_position_embeddings`, which the type always has and which overrides a dictionary's. */
  readonly originalLength?: number;
  /** Absent: half-split. `rope_interleave`: interleaved unless the field of that name is false. */
  readonly pairLayout?: PairLayout | "rope_interleave";
  /** Its code computes plain RoPE itself and reads no scaling. */
  readonly isFixed?: true;
  /** Plain RoPE turns the rotated fraction; absent: it turns whole heads, and only a scaling minds the fraction. */
  readonly readsFraction?: true;
  /** `rope_type`s that its config takes besides `default`; absent: all. */
  readonly ropeTypes?: readonly string[];
  /** Requires `short_mscale` and `long_mscale` beside a scaling, and multiplies by them in place of the attention factor. */
  readonly hasOwnMagnitudes?: true;
  /** Reads `rope_parameters` alone. */
  readonly ignoresRopeScaling?: true;
  /** Takes `mrope` for `default`, as it was once called. */
  readonly readsMrope?: true;
  /** Without a dictionary the base is that of `rope`, whatever the top level says. */
  readonly ignoresTopLevelBase?: true;
  /** The rope dictionary of an empty config; of several layer types, one each. */
  readonly rope: JsonObject;
  /** Base and fraction that complete a config's own dictionary; absent: those of `rope`. */
  readonly given?: JsonObject;
}

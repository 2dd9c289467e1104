/**
 * The element types of a safetensors file (https://github.com/huggingface/safetensors), and what
 * holds each in JavaScript. Types that JavaScript has no number for come as their bits: F16 and BF16
 * as 16-bit words, the 8-bit floats as bytes. The format is little-endian, as are the typed arrays of
 * every machine that runs a browser.
 */

interface ArraysByDtype {
  BOOL: Uint8Array;
  U8: Uint8Array;
  I8: Int8Array;
  F8_E5M2: Uint8Array;
  F8_E4M3: Uint8Array;
  I16: Int16Array;
  U16: Uint16Array;
  F16: Uint16Array;
  BF16: Uint16Array;
  I32: Int32Array;
  U32: Uint32Array;
  F32: Float32Array;
  F64: Float64Array;
  I64: BigInt64Array;
  U64: BigUint64Array;
}

export type SafetensorsDtype = keyof ArraysByDtype;

/** The typed array that holds a dtype. */
export type SafetensorsData<D extends SafetensorsDtype = SafetensorsDtype> = ArraysByDtype[D];

interface ArrayConstructor<D extends SafetensorsDtype> {
  new (buffer: ArrayBuffer): SafetensorsData<D>;
  readonly BYTES_PER_ELEMENT: number;
}

const arrays: { readonly [D in SafetensorsDtype]: ArrayConstructor<D> } = {
  BOOL: Uint8Array,
  U8: Uint8Array,
  I8: Int8Array,
  F8_E5M2: Uint8Array,
  F8_E4M3: Uint8Array,
  I16: Int16Array,
  U16: Uint16Array,
  F16: Uint16Array,
  BF16: Uint16Array,
  I32: Int32Array,
  U32: Uint32Array,
  F32: Float32Array,
  F64: Float64Array,
  I64: BigInt64Array,
  U64: BigUint64Array,
};

/** Narrow to wide, in the reference library's order. */
export const safetensorsDtypes: readonly SafetensorsDtype[] = Object.keys(arrays) as SafetensorsDtype[];

/** A tensor, row-major; a test of `dtype` narrows `data`. A scalar has shape []. */
export type SafetensorsTensor = {
  [D in SafetensorsDtype]: { readonly dtype: D; readonly shape: readonly number[]; readonly data: SafetensorsData<D> };
}[SafetensorsDtype];

export function isSafetensorsDtype(name: unknown): name is SafetensorsDtype {
  return typeof name === "string" && Object.hasOwn(arrays, name);
}

/** Bytes of one element. */
export function bytesPerElement(dtype: SafetensorsDtype): number {
  return arrays[dtype].BYTES_PER_ELEMENT;
}

/** A typed array of its own memory over a copy of the bytes, whose length is a whole number of elements. */
export function copyElements(dtype: SafetensorsDtype, bytes: Uint8Array): SafetensorsData {
  // `slice` of a Node Buffer would be a view into a shared pool.
  const copy = Uint8Array.from(bytes);
  return new arrays[dtype](copy.buffer);
}

export function holdsDtype(data: unknown, dtype: SafetensorsDtype): boolean {
  return data instanceof arrays[dtype];
}

/**
 * Elements of a shape, multiplied from the left as the reference library does; null where a size is
 * not a whole number from 0 up, or where the product passes 2^53 on the way.
 */
export function elementCount(shape: readonly unknown[]): number | null {
  let count = 1;
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || (size as number) < 0) return null;
    count *= size as number;
    if (!Number.isSafeInteger(count)) return null;
  }
  return count;
}

/** What every estimate of memory counts with. */

/** Node and native TensorFlow before the first tensor. */
export const engineBytes = 480e6;
/** Of float32. */
export const bytesPerNumber = 4;

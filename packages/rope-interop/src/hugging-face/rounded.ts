/** Of engines' float32, which is good to 6e-8, no more is seen. */
const significantDigits = 10;

/**
 * A computed number as a config is to hold it. JavaScript engines differ in the last bits of powers and logarithms;
 * what they write does not.
 */
export const rounded = (value: number): number => Number(value.toPrecision(significantDigits));

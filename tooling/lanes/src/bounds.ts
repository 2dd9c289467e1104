/** How near two computations of the same must be. Each test prints how near they were. */

/** Float64 keeps 53 bits; the formulas are of a dozen operations. Relative. */
export const float64 = 1e-12;

/** Float32 keeps 24 bits, 6e-8 of a number; engines take a power and a quotient of such. Relative. */
export const float32 = 3e-7;

/** Nats. Engines that hold float32 add in different orders, and round an angle after hundreds of tokens differently. */
export const betweenEngines = 1e-3;

/** Nats. The reference has five decimals, of the same engine. */
export const sameEngine = 1e-4;

/** Relative. llama.cpp rounds activations to 8 bits where weights have 4: single tokens differ by tenths of nats, to both sides. */
export const perplexityQuantised = 5e-3;

/** Nats a token, the mean over thousands. */
export const lossSameWeights = 1e-4;

/** Nats a token. Weights of 8 or 16 bits, and in llama.cpp activations of as many. */
export const lossSavedSmaller = 2e-2;

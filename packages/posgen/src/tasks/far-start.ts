/**
 * The position p of the first of the j far tokens that make token l. The token is
 * h(x_p ... x_(p+j-1), x_(l-k) ... x_(l-1)), for l >= j + k = seedLength.
 * It begins at 0 and never moves more than one forward from one token to the next.
 */
export type FarStart = (position: number, seedLength: number) => number;

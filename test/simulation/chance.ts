/** One seeded source of chance: sfc32 (Doty-Humphrey's "small fast counting", 128 bits of state). */
export type Chance = {
  /** From 0 (inclusive) to 1 (exclusive). */
  fraction(): number;
  happens(probability: number): boolean;
  /** A whole number from `least` to `most`, both possible. */
  between(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  /** Small values often, large ones rarely, over orders of magnitude: durations and rates of failure. */
  skewed(least: number, most: number): number;
};

export const createChance = (seed: number): Chance => {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  // Neighbouring seeds start alike; a dozen rounds tell them apart.
  for (let round = 0; round < 12; round += 1) next();

  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    fraction: next,
    happens: (probability) => probability > 0 && next() < probability,
    between,
    pick: (from) => {
      const picked = from[Math.floor(next() * from.length)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    skewed: (least, most) => least * (most / least) ** next(),
  };
};

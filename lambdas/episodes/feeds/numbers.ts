/** The number of a season or an episode, or nothing. */
export const wholeNumber = (value: number | undefined): number | undefined => within(value, 100_000);

/** A length that a record takes, or nothing. */
export const usableSeconds = (value: number | undefined): number | undefined => within(value, 360_000);

const within = (value: number | undefined, most: number): number | undefined =>
  value !== undefined && Number.isInteger(value) && value >= 0 && value <= most ? value : undefined;

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that have a value: what is missing in a feed is absent from what is made of it, not undefined. */
export const present = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;

/** What the DNS answers. An empty list: it has no such record. */
export type Records = {
  readonly cname: (name: string) => Promise<readonly string[]>;
  readonly mx: (name: string) => Promise<readonly string[]>;
  /** Each record's strings joined, as a resolver shows them. */
  readonly txt: (name: string) => Promise<readonly string[]>;
};

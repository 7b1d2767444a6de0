/** Somebody of the demo, and what this person does before the episode comes out. */
export type Person = { readonly address: string; readonly does: 'stays' | 'never confirms' | 'leaves again' };

/** So that both kinds of people who must get nothing are there, also in the smallest run. */
const OTHERS_AT_LEAST = 2;
const OTHERS_SHARE = 0.04;

/** `subscribers` who stay, and beside them a few who never confirm and a few who leave again. */
export const people = (subscribers: number): readonly Person[] => {
  const others = Math.max(OTHERS_AT_LEAST, Math.round(subscribers * OTHERS_SHARE));
  const named = (count: number, name: string, does: Person['does']): readonly Person[] =>
    Array.from({ length: count }, (_, at) => ({ address: `${name}-${at + 1}@example.com`, does }));
  return [
    ...named(subscribers, 'reader', 'stays'),
    ...named(others, 'undecided', 'never confirms'),
    ...named(others, 'passing', 'leaves again'),
  ];
};

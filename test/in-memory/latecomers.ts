import type { Latecomers } from '../../lambdas/announcements/ports.ts';

export type InMemoryLatecomers = Latecomers & {
  /** Letter by `<announcement> <member>`. */
  readonly letters: ReadonlyMap<string, string>;
};

export const createInMemoryLatecomers = (): InMemoryLatecomers => {
  const letters = new Map<string, string>();
  return {
    letters,
    mark: async (id, member) => {
      if (letters.has(`${id} ${member}`)) return 'exists';
      letters.set(`${id} ${member}`, '~');
      return 'marked';
    },
    settle: async (id, member, letter) => void letters.set(`${id} ${member}`, letter),
  };
};

/** The promises, each with the name under which a broken one is reported. */
export const CHECKS = [
  'never twice',
  'the books balance',
  'every announcement closes or says what it waits for',
  'nobody who left is mailed',
  'paused and cancelled mean it',
  'the pace stays below the quota',
  'suppressed people stay suppressed',
  'closed means settled',
  'who lost the lease stops',
  'doubt has a cause',
  'doubt is small',
  'accepted is true',
  'an outcome stays',
  'nobody is forgotten',
  'evidence counts each member once',
  'everybody gets their own message',
  'the handlers do not fail of themselves',
] as const;
export type Check = (typeof CHECKS)[number];

export type Violation = { readonly check: Check; readonly what: string };

export type Violations = {
  readonly found: readonly Violation[];
  add(check: Check, what: string): void;
};

export const createViolations = (seen: (violation: Violation) => void): Violations => {
  const found: Violation[] = [];
  return {
    found,
    add: (check, what) => {
      const violation = { check, what };
      found.push(violation);
      seen(violation);
    },
  };
};

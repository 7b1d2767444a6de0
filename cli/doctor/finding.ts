export type Light = 'green' | 'amber' | 'red';

/** One line of the doctor: what was looked at, what was found, and the mend where there is one. */
export type Finding = {
  readonly what: string;
  readonly light: Light;
  readonly found: string;
  readonly mend?: string;
};

export const green = (what: string, found: string): Finding => ({ what, light: 'green', found });
export const amber = (what: string, found: string, mend: string): Finding => ({
  what,
  light: 'amber',
  found,
  mend,
});
export const red = (what: string, found: string, mend: string): Finding => ({
  what,
  light: 'red',
  found,
  mend,
});

/** Runs a check; one that cannot be made is a finding like any other, and the others go on. */
export const looked = async (
  what: string,
  look: () => Promise<readonly Finding[]>,
  mend = 'see that you have the rights docs/deploy.md lists, and try again',
): Promise<readonly Finding[]> => {
  try {
    return await look();
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message.split('\n', 1)[0]}` : String(error);
    return [amber(what, `could not be looked at (${text})`, mend)];
  }
};

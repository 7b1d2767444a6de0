import { spawn } from 'node:child_process';

/**
 * Opens a file in the person's browser. `BROWSER` names another program, as elsewhere. False when there is none: the
 * path is told anyway.
 */
export const showInBrowser = async (
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<boolean> => {
  const [program, ...words] = openerOf(environment['BROWSER']);
  return new Promise((resolve) => {
    const child = spawn(program, [...words, path], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
};

const openerOf = (named: string | undefined): readonly [string, ...string[]] => {
  if (named !== undefined && named !== '') return [named];
  if (process.platform === 'darwin') return ['open'];
  return process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
};

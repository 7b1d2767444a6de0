#!/usr/bin/env node
// The `announcer` command. The sources are TypeScript, which Node runs directly from 22.18 on; this file is plain
// JavaScript so that an older Node can start it, and goes on in the Node 24 that the `node` package installed.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir, constants } from 'node:os';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const command = fileURLToPath(new URL('announcer.ts', import.meta.url));

const version = (text) => text.split('.').map(Number);
const runsTypeScript = ([major, minor]) => major > 22 || (major === 22 && minor >= 18);

const bundledNode = () => {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    return ['bin/node', 'bin/node.exe'].map((name) => join(folder, name)).find((path) => existsSync(path));
  } catch {
    return undefined;
  }
};

const runIn = (node) => {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', command, ...process.argv.slice(2)], {
    stdio: 'inherit',
    // Stripped types and compiled code are kept: the second start takes half the time of the first.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'announcer-compile-cache'), ...process.env },
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`announcer: ${node} does not start (${error.message}); run npm ci again\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
};

const current = version(process.versions.node);
const bundled = current[0] >= 24 ? undefined : bundledNode();
if (current[0] >= 24) await import(pathToFileURL(command).href);
else if (bundled !== undefined) runIn(bundled);
else if (runsTypeScript(current)) runIn(process.execPath);
else {
  process.stderr.write(
    `announcer: needs Node 22.18 or newer and this is ${process.versions.node}; ` +
      'the Node 24 that comes with the project is missing: run npm ci in its folder\n',
  );
  process.exitCode = 1;
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Judgement = {
  readonly score: number;
  readonly rules: readonly string[];
  readonly report: string;
};

/** SpamAssassin with its local rules: no network, no learning. */
export const judge = (message: Uint8Array, date: Date): Judgement => {
  const received = `Received: from a8-31.smtp-out.amazonses.com (a8-31.smtp-out.amazonses.com [54.240.8.31]) by mx.reader.example with ESMTPS; ${date.toUTCString().replace('GMT', '+0000')}\r\n`;
  const home = mkdtempSync(join(tmpdir(), 'spamassassin-'));
  const run = spawnSync('spamassassin', ['--local', '--test-mode'], {
    input: Buffer.concat([Buffer.from(received), message]),
    env: { ...process.env, HOME: home },
    encoding: 'utf8',
  });
  if (run.error !== undefined || run.status !== 0)
    throw new Error(
      `npm run test:browser needs SpamAssassin and installs nothing by itself: apt-get install spamassassin (${run.error?.message ?? run.stderr})`,
    );
  const status = /^X-Spam-Status: [\s\S]*?(?=\n\S)/m.exec(run.stdout)?.[0].replace(/\s+/g, ' ') ?? '';
  const score = /score=(-?[\d.]+)/.exec(status)?.[1];
  if (score === undefined) throw new Error(`SpamAssassin gave no score: ${run.stdout.slice(0, 500)}`);
  const rules = /tests=([A-Z0-9_, ]+?)(?: autolearn| version|$)/.exec(status)?.[1] ?? '';
  return { score: Number(score), rules: rules.split(/[ ,]+/).filter(Boolean), report: status };
};

import { Hono } from 'hono';
import { describeFaults, parse } from '../../../lambdas/faults.ts';
import type { AcceptanceRecord } from './acceptance.ts';
import { Change, CLEAR_SKIES, type Conditions } from './conditions.ts';
import type { Mailbox } from './mailbox.ts';

export type Controlled = {
  readonly mailbox: Mailbox;
  readonly record: AcceptanceRecord;
  readonly conditions: () => Conditions;
  readonly change: (change: Change) => Conditions;
};

/** The JSON API of tests and of the chaos run: messages, the endpoint's own record, and the weather. */
export const createControl = ({ mailbox, record, conditions, change }: Controlled): Hono => {
  const app = new Hono();
  app.get('/newest', (c) => c.json({ newest: mailbox.list()[0]?.number ?? 0 }));
  app.get('/messages', (c) => {
    const to = c.req.query('to');
    return c.json(mailbox.list(to === undefined ? {} : { to }));
  });
  app.delete('/messages', (c) => {
    mailbox.clear();
    return c.body(null, 204);
  });
  app.get('/record', (c) => c.json({ ...record.counts(), acceptances: record.accepted }));
  app.get('/record/counts', (c) => c.json(record.counts()));
  app.delete('/record', (c) => {
    record.clear();
    return c.body(null, 204);
  });
  app.get('/conditions', (c) => c.json(conditions()));
  app.put('/conditions', async (c) => {
    const read = parse(Change, await c.req.json().catch(() => undefined));
    if (!read.ok) return c.json({ error: describeFaults('conditions', read.faults) }, 400);
    return c.json(change(read.value));
  });
  app.delete('/conditions', (c) => c.json(change(CLEAR_SKIES)));
  return app;
};

import type { Hono } from 'hono';
import { erasePerson } from '../../subscribers/preferences.ts';
import { answerFault, answerPage, answerProblem } from '../answers.ts';
import { readForm } from '../body.ts';
import { heldDataOf } from '../held-data.ts';
import { erasedPage, heldDataPage, nothingHeldPage } from '../pages/held-data.ts';
import type { WebPorts } from '../ports.ts';
import type { Web } from '../web.ts';
import { personOf } from './person.ts';

const PATH = '/s/:show/data/:token';

export const addHeldData = (app: Hono<Web>, ports: WebPorts): void => {
  app.get(PATH, async (c) => {
    const { person, voice } = await personOf(c, ports, c.req.param('token'));
    if (person.kind === 'forged') return answerProblem(c, 'invalid-link', voice);
    if (person.kind === 'not held') return answerPage(c, voice, nothingHeldPage(voice));
    const { memberships } = person;
    return c.req.query('format') === 'json'
      ? c.json(heldDataOf(memberships), 200, {
          'content-disposition': 'attachment; filename="held-data.json"',
        })
      : answerPage(c, voice, heldDataPage(voice, { memberships, unsure: false }));
  });

  app.post(PATH, async (c) => {
    const body = await readForm(c.req);
    if (body.kind === 'too large') return answerProblem(c, 'body-too-large', c.var.voice);
    if (body.kind === 'not a form') return answerProblem(c, 'unsupported-body', c.var.voice);
    const { person, voice } = await personOf(c, ports, c.req.param('token'));
    if (person.kind === 'forged') return answerProblem(c, 'invalid-link', voice);
    if (person.kind === 'not held') return answerPage(c, voice, erasedPage(voice));
    const { memberships } = person;
    if (body.fields.get('sure') !== 'yes')
      return answerFault(c, voice, 'invalid-fields', heldDataPage(voice, { memberships, unsure: true }));
    await erasePerson(ports, person);
    return answerPage(c, voice, erasedPage(voice));
  });
};

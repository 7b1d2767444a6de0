import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody } from '../http/read-body.ts';

const connections = new Agent({ keepAlive: true });

/** Plain http: fetch would take as long as the pages themselves, on the same processor. */
const ask = (method: 'GET' | 'POST', url: string, body = ''): Promise<string> =>
  new Promise((resolve, reject) => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': body.length };
    const headers = { Accept: 'text/html', ...(method === 'POST' ? form : {}) };
    const asked = request(url, { method, headers, agent: connections }, (response) => {
      resolve(pageOf(response, `${method} ${url}`));
    });
    asked.once('error', reject);
    asked.end(body);
  });

const pageOf = async (response: IncomingMessage, what: string): Promise<string> => {
  const page = (await readBody(response)).toString();
  const { statusCode = 0 } = response;
  if (statusCode >= 200 && statusCode < 300) return page;
  throw new Error(`${what} answered ${statusCode}: ${page.slice(0, 300)}`);
};

const post = (url: string, fields: Readonly<Record<string, string>>): Promise<string> =>
  ask('POST', url, new URLSearchParams(fields).toString());

/** Longer than the pages take for a robot's speed (WEB_SETTINGS.formSeconds). */
const READING_MS = 2_100;

/** The form as a visitor has it after reading the page: it may be sent for anybody who stands beside. */
export const readSignUpForm = async (signUpUrl: string): Promise<{ readonly stamp: string }> => {
  const stamp = /name="stamp" value="([^"]+)"/.exec(await ask('GET', signUpUrl))?.[1];
  if (stamp === undefined) throw new Error(`${signUpUrl} has no form to sign up with`);
  await sleep(READING_MS);
  return { stamp };
};

export const signUp = async (signUpUrl: string, form: { readonly stamp: string }, address: string) => {
  const page = await post(signUpUrl, { address, stamp: form.stamp, website: '' });
  if (page.includes('name="stamp"')) throw new Error(`signing up ${address}: the form came back`);
};

/** Follows the link of the confirmation mail and presses its button; gives the link to the preferences. */
export const confirm = async (confirmUrl: string): Promise<string> => {
  await ask('GET', confirmUrl);
  const preferences = /href="(\/s\/[^"]+\/preferences\/[^"]+)"/.exec(await post(confirmUrl, {}))?.[1];
  if (preferences === undefined) throw new Error(`${confirmUrl} did not confirm`);
  return new URL(preferences, confirmUrl).href;
};

export const leave = async (preferencesUrl: string): Promise<void> => {
  await post(preferencesUrl, { action: 'leave-all' });
};

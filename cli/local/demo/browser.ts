import { setTimeout as sleep } from 'node:timers/promises';

export type Page = { readonly status: number; readonly html: string };

const HTML = { Accept: 'text/html' };

const page = async (response: Response): Promise<Page> => {
  const html = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return { status: response.status, html };
};

const get = async (url: string): Promise<Page> => page(await fetch(url, { headers: HTML }));

const post = async (url: string, fields: Readonly<Record<string, string>> = {}): Promise<Page> =>
  page(await fetch(url, { method: 'POST', headers: HTML, body: new URLSearchParams(fields) }));

/** Longer than the pages take for a robot's speed (WEB_SETTINGS.formSeconds). */
const READING_MS = 2_100;

/** The form as a visitor has it after reading the page: it may be sent for anybody who stands beside. */
export const readSignUpForm = async (signUpUrl: string): Promise<{ readonly stamp: string }> => {
  const { html } = await get(signUpUrl);
  const stamp = /name="stamp" value="([^"]+)"/.exec(html)?.[1];
  if (stamp === undefined) throw new Error(`${signUpUrl} has no form to sign up with`);
  await sleep(READING_MS);
  return { stamp };
};

export const signUp = async (signUpUrl: string, form: { readonly stamp: string }, address: string) => {
  const { html } = await post(signUpUrl, { address, stamp: form.stamp, website: '' });
  if (html.includes('name="stamp"')) throw new Error(`signing up ${address}: the form came back`);
};

/** Follows the link of the confirmation mail and presses its button; gives the link to the preferences. */
export const confirm = async (confirmUrl: string): Promise<string> => {
  await get(confirmUrl);
  const { html } = await post(confirmUrl);
  const preferences = /href="(\/s\/[^"]+\/preferences\/[^"]+)"/.exec(html)?.[1];
  if (preferences === undefined) throw new Error(`${confirmUrl} did not confirm`);
  return new URL(preferences, confirmUrl).href;
};

export const leave = async (preferencesUrl: string): Promise<void> => {
  await post(preferencesUrl, { action: 'leave-all' });
};

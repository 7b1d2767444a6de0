import { setTimeout as sleep } from 'node:timers/promises';
import { createHttpClient } from '../http/client.ts';
import { askUntilAnswered } from '../http/repeating.ts';

const call = createHttpClient();
const HTML = { Accept: 'text/html' };
const FORM = { ...HTML, 'Content-Type': 'application/x-www-form-urlencoded' };

/** Every request here may be made twice: to sign up, to confirm or to leave once more changes nothing. */
const page = async (url: string, fields?: Readonly<Record<string, string>>): Promise<string> => {
  const request =
    fields === undefined
      ? ({ url, headers: HTML } as const)
      : ({ url, method: 'POST', headers: FORM, body: new URLSearchParams(fields).toString() } as const);
  const { status, body } = await askUntilAnswered(() => call(request));
  if (status === 200) return body.toString();
  throw new Error(`${url} answered ${status}: ${body.toString('utf8', 0, 300)}`);
};

/** Longer than the pages take for a robot's speed (WEB_SETTINGS.formSeconds). */
const READING_MS = 2_100;

/** The form as a visitor has it after reading the page: it may be sent for anybody who stands beside. */
export const readSignUpForm = async (signUpUrl: string): Promise<{ readonly stamp: string }> => {
  const stamp = /name="stamp" value="([^"]+)"/.exec(await page(signUpUrl))?.[1];
  if (stamp === undefined) throw new Error(`${signUpUrl} has no form to sign up with`);
  await sleep(READING_MS);
  return { stamp };
};

export const signUp = async (signUpUrl: string, form: { readonly stamp: string }, address: string) => {
  const answer = await page(signUpUrl, { address, stamp: form.stamp, website: '' });
  if (answer.includes('name="stamp"')) throw new Error(`signing up ${address}: the form came back`);
};

/** Follows the link of the confirmation mail and presses its button; gives the link to the preferences. */
export const confirm = async (confirmUrl: string): Promise<string> => {
  await page(confirmUrl);
  const preferences = /href="(\/s\/[^"]+\/preferences\/[^"]+)"/.exec(await page(confirmUrl, {}))?.[1];
  if (preferences === undefined) throw new Error(`${confirmUrl} did not confirm`);
  return new URL(preferences, confirmUrl).href;
};

export const leave = async (preferencesUrl: string): Promise<void> => {
  await page(preferencesUrl, { action: 'leave-all' });
};

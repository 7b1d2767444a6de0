import * as z from 'zod';
import { LANGUAGES } from '../../episodes/show.ts';

/** What the API takes and gives. The document under /api/openapi.json is made from these and from nothing else. */

const token = z.string().min(1).max(200).describe('The last part of the link in the mail.');
const day = z.iso.date().describe('A day, e.g. "2027-01-31". It begins at 0:00 UTC.');
const language = z.enum(LANGUAGES);

export const SignUp = z
  .strictObject({
    address: z.string().max(320).describe('The email address as it was typed.'),
    stamp: z
      .string()
      .max(100)
      .describe('From the form: GET …/form. It counts from two seconds after to a day.'),
    altcha: z
      .string()
      .max(4096)
      .optional()
      .describe('The solved challenge as ALTCHA gives it (JSON in base64), where the form came with one.'),
    language: language.optional().describe("Of the confirmation mail; the show's own without it."),
    website: z.string().max(2048).optional().describe('A trap for robots. Leave it out or empty.'),
  })
  .meta({ id: 'SignUp' });

export const Token = z.strictObject({ token }).meta({ id: 'Token' });

export const Leaving = z
  .strictObject({
    token,
    reason: z.string().max(1000).optional().describe('In the own words of the person.'),
  })
  .meta({ id: 'Leaving' });

export const Choices = z
  .strictObject({
    language: language.optional(),
    shows: z
      .array(
        z.discriminatedUnion('delivery', [
          z.strictObject({ show: z.string().max(60), delivery: z.enum(['on', 'off']) }),
          z.strictObject({ show: z.string().max(60), delivery: z.literal('paused'), until: day }),
        ]),
      )
      .max(200)
      .default([]),
  })
  .meta({ id: 'Choices' });

export const ShowView = z
  .object({
    show: z.string(),
    name: z.string(),
    language,
    website: z.url(),
    page: z.url().describe('The page to sign up on.'),
  })
  .meta({ id: 'Show' });

export const FormView = z
  .object({
    stamp: z.string(),
    usableAfterSeconds: z.int(),
    challenge: z
      .looseObject({})
      .optional()
      .describe("ALTCHA's challenge, version 2, where the show asks for proof of work."),
  })
  .meta({ id: 'Form' });

export const ChallengeView = z
  .looseObject({})
  .meta({ id: 'Challenge', description: "ALTCHA's challenge, version 2." });

export const Accepted = z
  .object({ status: z.literal('check-mail') })
  .meta({ id: 'Accepted', description: 'The same for everybody, whatever is known of the address.' });

export const Confirmed = z
  .object({ status: z.literal('confirmed'), preferencesToken: z.string() })
  .meta({ id: 'Confirmed' });

export const Left = z.object({ status: z.literal('left') }).meta({ id: 'Left' });

export const PreferencesView = z
  .object({
    address: z.string(),
    language,
    shows: z.array(
      z.object({
        show: z.string(),
        name: z.string(),
        status: z.enum(['none', 'pending', 'confirmed', 'unsubscribed', 'suppressed']),
        pausedUntil: z.iso.datetime().optional(),
      }),
    ),
  })
  .meta({ id: 'Preferences' });

export const HeldDataView = z
  .object({ subscriptions: z.array(z.looseObject({ show: z.string(), status: z.string() })) })
  .meta({ id: 'HeldData' });

export const EpisodesView = z
  .object({
    episodes: z.array(
      z.object({
        episode: z.string(),
        title: z.string(),
        publishedAt: z.iso.datetime().optional(),
        durationSeconds: z.int().optional(),
        number: z.int().optional(),
        page: z.url().describe('To read it in a browser.'),
      }),
    ),
    before: z.iso.datetime().optional().describe('Ask with this for the next page.'),
  })
  .meta({ id: 'Episodes' });

export const ProblemView = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    faults: z.array(z.object({ field: z.string(), rule: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });

import type { EpisodeSummary, PublishedEpisode, Show } from '../episodes/ports.ts';
import type { Topic } from '../episodes/episode.ts';
import type { Link } from '../episodes/fields.ts';
import type { Language } from '../episodes/show.ts';
import { links } from '../links.ts';
import { type Fonts, fontsOf } from './fonts.ts';
import { day, length, names, plainNumber, position } from './formats.ts';
import { NEUTRALS, type Palette, paletteOf } from './palette.ts';
import { preheaderOf } from './preheader.ts';
import { directionOf, WORDS } from './words/languages.ts';
import type { Words } from './words/words.ts';

/** Five are a reminder of what else there is; more is a catalogue. */
export const MAX_RECENT = 5;

/** What a template can show. docs/email.md explains each; a field that is absent is null, so that typos are found. */
export type TemplateFields = {
  readonly lang: Language;
  readonly dir: 'ltr' | 'rtl';
  /** The side a line starts on, and the other one: MJML and old clients know no logical properties. */
  readonly start: 'left' | 'right';
  readonly end: 'left' | 'right';
  readonly medium: 'email' | 'page';
  readonly subject: string;
  readonly preheader: string;
  readonly fonts: Fonts;
  readonly colours: Palette & typeof NEUTRALS;
  readonly show: {
    readonly name: string;
    readonly website: string;
    readonly logo: { readonly url: string; readonly alt: string } | null;
    readonly postalAddress: string | null;
  };
  readonly episode: {
    readonly title: string;
    readonly label: string | null;
    readonly date: string;
    readonly length: string | null;
    readonly guests: string | null;
    /** The team's own preheader, shown as a lead too: what an inbox promises stands in the email. */
    readonly lead: string | null;
    readonly artwork: { readonly url: string; readonly alt: string } | null;
    readonly button: Link;
    readonly summary: readonly string[];
    readonly topicsHeading: string;
    readonly topics: readonly TopicFields[];
    readonly links: readonly Link[];
    readonly callToAction: string | null;
    readonly credits: readonly { readonly role: string; readonly name: string }[];
  };
  readonly whereToListen: readonly Link[];
  readonly recent: readonly {
    readonly title: string;
    readonly url: string;
    readonly date: string | null;
    readonly length: string | null;
  }[];
  /** True when something was left out to stay under the size at which Gmail cuts. */
  readonly shortened: boolean;
  readonly words: {
    readonly colon: string;
    readonly links: string;
    readonly whereToListen: string;
    readonly credits: string;
    readonly recentEpisodes: string;
    readonly shortened: string;
    readonly why: string;
    readonly unsubscribe: string;
    readonly preferences: string;
    readonly readInBrowser: string;
    readonly subscribe: string;
  };
  readonly urls: {
    readonly browser: string;
    readonly subscribe: string;
    /** Null on the page, which knows nobody. */
    readonly unsubscribe: string | null;
    readonly preferences: string | null;
  };
  readonly preview: { readonly findings: readonly string[] } | null;
};

type TopicFields = { readonly text: string; readonly start: string | null; readonly url: string | null };

/** What the fields are made of. `tokens` are the placeholders, absent for the page. */
export type Content = {
  readonly publicUrl: string;
  readonly show: Show;
  readonly episode: PublishedEpisode;
  readonly recent: readonly EpisodeSummary[];
  readonly tokens?: { readonly unsubscribe: string; readonly preferences: string };
  readonly preview?: { readonly findings: readonly string[] };
};

export const fieldsOf = (content: Content): TemplateFields => {
  const { show, episode } = content;
  const words = WORDS[show.language];
  const dir = directionOf(show.language);
  const { text: preheader, lead } = preheaderOf(episode);
  return {
    lang: show.language,
    dir,
    start: dir === 'rtl' ? 'right' : 'left',
    end: dir === 'rtl' ? 'left' : 'right',
    medium: content.tokens === undefined ? 'page' : 'email',
    subject: subjectOf(episode),
    preheader,
    fonts: fontsOf(show.language),
    colours: { ...NEUTRALS, ...paletteOf(show.brand.colour) },
    show: {
      name: show.name,
      website: show.website,
      logo: show.brand.logo ?? null,
      postalAddress: show.postalAddress ?? null,
    },
    episode: { ...episodeFields(content), lead },
    whereToListen: show.whereToListen,
    recent: recentFields(content),
    shortened: false,
    words: wordsFor(words, show.name),
    urls: urlsOf(content),
    preview: content.preview ?? null,
  };
};

const wordsFor = (words: Words, showName: string): TemplateFields['words'] => ({
  colon: words.colon,
  links: words.links,
  whereToListen: words.whereToListen,
  credits: words.credits,
  recentEpisodes: words.recentEpisodes,
  shortened: words.shortened,
  why: words.why(showName),
  unsubscribe: words.unsubscribe,
  preferences: words.preferences,
  readInBrowser: words.readInBrowser,
  subscribe: words.subscribe,
});

/** One line, whatever white space a record holds. */
export const subjectOf = (episode: Pick<PublishedEpisode, 'subject' | 'title'>): string =>
  (episode.subject ?? episode.title).replace(/\s+/g, ' ').trim();

const urlsOf = ({ publicUrl, show, episode, tokens }: Content): TemplateFields['urls'] => {
  const to = links(publicUrl);
  return {
    browser: to.episode(show.showId, episode.episodeId),
    subscribe: to.show(show.showId),
    unsubscribe: tokens === undefined ? null : to.unsubscribe(show.showId, tokens.unsubscribe),
    preferences: tokens === undefined ? null : to.preferences(show.showId, tokens.preferences),
  };
};

const episodeFields = ({ publicUrl, show, episode }: Content): Omit<TemplateFields['episode'], 'lead'> => {
  const words = WORDS[show.language];
  const listenUrl = episode.pageUrl ?? episode.audioUrl;
  return {
    title: episode.title,
    label: labelOf(show, episode),
    date: day(episode.publishedAt, show.language, show.timeZone),
    length: episode.durationSeconds === undefined ? null : length(episode.durationSeconds, show.language),
    guests:
      episode.guests.length === 0
        ? null
        : words.withGuests(
            names(
              episode.guests.map(({ name }) => name),
              show.language,
            ),
          ),
    artwork: episode.artwork ?? null,
    button:
      listenUrl === undefined
        ? { label: words.read, url: links(publicUrl).episode(show.showId, episode.episodeId) }
        : { label: words.listen, url: listenUrl },
    summary: episode.summary,
    topicsHeading: episode.topicsLeadIn ?? words.inThisEpisode,
    topics: episode.topics.map((topic) => topicFields(topic, episode.audioUrl)),
    links: linksOf(show, episode),
    callToAction: episode.callToAction ?? null,
    credits: episode.credits,
  };
};

const labelOf = (show: Show, { number, season }: PublishedEpisode): string | null => {
  if (number === undefined) return null;
  const words = WORDS[show.language];
  const shown = plainNumber(number, show.language);
  return season === undefined
    ? words.episodeNumber(shown)
    : words.seasonAndEpisode(plainNumber(season, show.language), shown);
};

/** The episode's own links, then the guests' pages, the transcript and, beside a page, the audio: each address once. */
const linksOf = (show: Show, episode: PublishedEpisode): readonly Link[] => {
  const words = WORDS[show.language];
  const guests = episode.guests.flatMap(({ name, url }) => (url === undefined ? [] : [{ label: name, url }]));
  const transcript =
    episode.transcriptUrl === undefined ? [] : [{ label: words.transcript, url: episode.transcriptUrl }];
  const audio =
    episode.audioUrl === undefined || episode.pageUrl === undefined
      ? []
      : [{ label: words.audioFile, url: episode.audioUrl }];
  const added = [...guests, ...transcript, ...audio];
  return [
    ...episode.links,
    ...added.filter(
      (link, index) =>
        episode.links.every(({ url }) => url !== link.url) &&
        added.findIndex(({ url }) => url === link.url) === index,
    ),
  ];
};

/** A browser's own player starts at `#t=` (W3C Media Fragments); of a page nobody knows, so it gets no such link. */
const topicFields = (topic: Topic, audioUrl: string | undefined): TopicFields => {
  if (topic.startSeconds === undefined) return { text: topic.text, start: null, url: null };
  const jumps = audioUrl !== undefined && isAudioFile(audioUrl);
  return {
    text: topic.text,
    start: position(topic.startSeconds),
    url: jumps ? `${audioUrl}#t=${topic.startSeconds}` : null,
  };
};

const isAudioFile = (url: string): boolean => {
  const parsed = URL.parse(url);
  return (
    parsed !== null &&
    parsed.hash === '' &&
    /\.(?:mp3|m4a|m4b|aac|ogg|oga|opus|wav|flac)$/i.test(parsed.pathname)
  );
};

const recentFields = ({ publicUrl, show, episode, recent }: Content): TemplateFields['recent'] =>
  recent
    .filter(({ episodeId }) => episodeId !== episode.episodeId)
    .slice(0, MAX_RECENT)
    .map((other) => ({
      title: other.title,
      url: other.pageUrl ?? readableAt(publicUrl, other),
      date: other.publishedAt === undefined ? null : day(other.publishedAt, show.language, show.timeZone),
      length: other.durationSeconds === undefined ? null : length(other.durationSeconds, show.language),
    }));

/** What was never announced has no page of its own here: the show's has a list. */
const readableAt = (publicUrl: string, { showId, episodeId, announce }: EpisodeSummary): string =>
  announce === 'never' ? links(publicUrl).show(showId) : links(publicUrl).episode(showId, episodeId);

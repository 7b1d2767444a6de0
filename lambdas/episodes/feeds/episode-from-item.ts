import type { EpisodeId, ShowId } from '../../ids.ts';
import {
  type Episode,
  type EpisodeFile,
  EpisodeFile as EpisodeFileSchema,
  MAX_CREDITS,
  MAX_GUESTS,
  MAX_TITLE,
  MAX_TOPICS,
} from '../episode.ts';
import { addressOf } from '../show-notes/addresses.ts';
import { draftFromNotes } from '../show-notes/draft-from-notes.ts';
import type { DraftEpisode, NotesDraft } from '../show-notes/draft.ts';
import { guestsInTitle } from '../show-notes/guests.ts';
import { clean } from '../show-notes/reading.ts';
import type { FeedChapter, FeedItem } from './feed.ts';
import { canonical, fingerprint, identityOf } from './identity.ts';
import { present } from './present.ts';
import { unescapedNotes } from './unescape.ts';
import { invalidRecord } from '../../errors.ts';
import { parse } from '../../faults.ts';

/**
 * The episode that an item of a feed makes: what the feed states comes first, what its notes say fills in the rest.
 * `source` remembers the item and what was made of it, so that an edit by the team is told from one by the feed.
 */
export const episodeFromItem = (
  item: FeedItem,
  name: { readonly showId: ShowId; readonly episodeId: EpisodeId },
  guid: string = identityOf(item),
): EpisodeFile => {
  const content = contentOf(item);
  const read = parse(EpisodeFileSchema, { ...name, ...content });
  if (!read.ok) throw invalidRecord(`item "${content.title}" of the feed`, read.faults);
  return { ...read.value, source: { guid, contentHash: recordHash(read.value) } };
};

/** Of what a record says, apart from what publishing and scheduling change in it. */
export const recordHash = (record: Episode | EpisodeFile): string => {
  const {
    showId: _show,
    episodeId: _episode,
    source: _source,
    announce: _announce,
    publishedAt: _date,
    ...said
  } = record;
  const {
    status: _status,
    publishAt: _at,
    ...content
  } = { status: undefined, publishAt: undefined, ...said };
  return fingerprint(canonical(content), 32);
};

const contentOf = (item: FeedItem) => {
  const title = clipped(item.title, MAX_TITLE);
  const draft = draftFromNotes(unescapedNotes(item.notes), { title: item.title, base: item.link });
  const pageUrl = https(item.link);
  return {
    title,
    ...present({
      number: item.number,
      season: inRange(item.season, 10_000),
      publishedAt: item.publishedAt,
      durationSeconds: item.durationSeconds,
      audioUrl: https(item.audioUrl) ?? draft.episode.audioUrl,
      pageUrl,
      transcriptUrl: https(item.transcriptUrl),
      artwork: artworkOf(item, title) ?? draft.episode.artwork,
      topicsLeadIn: draft.episode.topicsLeadIn,
      callToAction: draft.callToAction ?? undefined,
    }),
    ...linksAndSummary(draft.episode, pageUrl),
    guests: guestsOf(item, draft),
    topics: topicsOf(item, draft.episode),
    credits: creditsOf(item, draft.episode),
  };
};

const https = (url: string | undefined): string | undefined => {
  const address = url === undefined ? undefined : addressOf(url);
  return address?.kind === 'https' ? address.url : undefined;
};

const clipped = (text: string, longest: number): string => {
  const one = clean(text);
  return one.length <= longest
    ? one
    : `${one
        .slice(0, longest - 1)
        .toWellFormed()
        .trimEnd()}…`;
};

const inRange = (value: number | undefined, most: number): number | undefined =>
  value !== undefined && value <= most ? value : undefined;

const artworkOf = (item: FeedItem, title: string): { url: string; alt: string } | undefined => {
  const url = https(item.artworkUrl);
  return url === undefined ? undefined : { url, alt: title };
};

/** A link whose address the notes lost leads to the episode's page; without a page its words go back to the text. */
const linksAndSummary = (episode: DraftEpisode, pageUrl: string | undefined) => {
  const links = episode.links.flatMap((link) => {
    const url = link.url ?? pageUrl;
    return url === undefined ? [] : [{ label: link.label, url }];
  });
  const lost = pageUrl === undefined ? episode.links.filter((link) => link.url === undefined) : [];
  const summary = [...episode.summary, ...lost.map((link) => link.label)];
  return { links, summary: summary.slice(0, Math.max(episode.summary.length, 30)) };
};

/** Who the feed says is a guest, who the title does, who the notes do: each once. */
const guestsOf = (item: FeedItem, draft: NotesDraft): { name: string; url?: string }[] => {
  const persons = item.persons.filter(({ role }) => role === 'guest');
  const named = [
    ...persons.map(({ name, url }) => ({ name: clipped(name, 200), ...present({ url: https(url) }) })),
    ...guestsInTitle(item.title).map(({ name }) => ({ name })),
    ...draft.episode.guests,
  ].filter(({ name }) => name !== '');
  const known = new Map<string, { name: string; url?: string }>();
  for (const guest of named) {
    const key = guest.name.toLowerCase();
    const before = known.get(key);
    if (before?.url === undefined) known.set(key, { ...guest, name: before?.name ?? guest.name });
  }
  return [...known.values()].slice(0, MAX_GUESTS);
};

/** Chapters of the feed are used where the notes name none of their own. */
const topicsOf = (item: FeedItem, episode: DraftEpisode): DraftEpisode['topics'] =>
  episode.topics.length > 0 ? episode.topics : topicsFromChapters(item.chapters);

export const topicsFromChapters = (chapters: readonly FeedChapter[]): DraftEpisode['topics'] =>
  chapters.slice(0, MAX_TOPICS).flatMap(({ title, startSeconds }) => {
    const text = clipped(title, 1000);
    return text === '' ? [] : [{ text, startSeconds }];
  });

const creditsOf = (item: FeedItem, episode: DraftEpisode): DraftEpisode['credits'] => {
  const stated = item.persons
    .filter(({ role }) => role !== 'guest')
    .map(({ name, role }) => ({ role: capitalised(clipped(role, 100)), name: clipped(name, 200) }))
    .filter(({ role, name }) => role !== '' && name !== '');
  const said = episode.credits.filter(({ name }) => stated.every((credit) => credit.name !== name));
  return [...stated, ...said].slice(0, MAX_CREDITS);
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

import { partOf } from './line-parts.ts';
import type { Line } from './reading.ts';
import { sectionOf } from './sections.ts';
import { SHORTEST_TIME, timeAtEdge, timeAtStart, type EdgeTime } from './times.ts';

/** For each line that names a point of the recording: when, and which stretch of the line says what is there. */
export type Chapters = ReadonlyMap<number, EdgeTime>;

type Candidate = { readonly index: number; readonly time: EdgeTime; readonly certain: boolean };

/**
 * A time at the end of a line may be a chapter, a train, or a verse. Candidates are judged together: those in
 * brackets, in a list or under a heading like "Chapters" stand on their own; bare ones need company whose times
 * rise.
 */
export const findChapters = (lines: readonly Line[]): Chapters => {
  const candidates = candidatesIn(lines);
  const chapters = new Map<number, EdgeTime>();
  for (const edge of ['start', 'end'] as const) {
    const group = candidates.filter((candidate) => candidate.time.edge === edge);
    const together = group.length >= 2 && rises(group);
    for (const { index, time, certain } of group) if (certain || together) chapters.set(index, time);
  }
  return chapters;
};

const candidatesIn = (lines: readonly Line[]): Candidate[] => {
  const candidates: Candidate[] = [];
  // Most lines stand above no time at all: what they say is looked up only when one comes.
  let above = { index: -1, underHeading: false };
  let scheduled: number | undefined;
  lines.forEach((line, index) => {
    const time = timeAtEdge(line.text);
    if (time === undefined || isQuotation(line, time)) return;
    if (isScheduled(lines[index - 1], scheduled === index - 1)) {
      scheduled = index;
      return;
    }
    const underHeading = isUnderHeading(lines, above, index);
    above = { index, underHeading };
    const listed = line.shape.kind !== 'plain' || line.strong || underHeading;
    const alone = time.setApart && line.text.length <= 200;
    candidates.push({
      index,
      time,
      certain: underHeading || (time.edge === 'start' ? listed || alone : listed && time.setApart),
    });
  });
  return candidates;
};

const SCHEDULE =
  /(?<!\p{L})(?:schedule|timetable|itinerary|show ?times|opening hours|zeitplan|ablaufplan|horario|horaires|расписание)(?!\p{L})/iu;

/** Times below "Schedule" are of the clock, and so are those that follow them. */
const isScheduled = (before: Line | undefined, beforeIsScheduled: boolean): boolean =>
  beforeIsScheduled || (before !== undefined && before.text.length <= 100 && SCHEDULE.test(before.text));

/** Whether a heading like "Chapters" stands above a line, and no gap between that comes without a time. */
const isUnderHeading = (
  lines: readonly Line[],
  last: { readonly index: number; readonly underHeading: boolean },
  index: number,
): boolean => {
  for (let before = index - 1; before > last.index; before -= 1) {
    const line = lines[before];
    if (line === undefined) return false;
    if (sectionOf(line.text)?.kind === 'topics') return true;
    if (line.gap) return false;
  }
  return last.underHeading;
};

/** A line that is a quotation and its time quotes somebody: it names no chapter. */
const isQuotation = (line: Line, time: EdgeTime): boolean => {
  const rest = line.text.slice(time.rest.start, time.rest.end).trim();
  return line.shape.kind === 'plain' && !line.strong && time.edge === 'end' && /^["“„«].*["”“»]$/u.test(rest);
};

/** At least four of five steps go forward: people mistype one time in a list, not all. */
const rises = (group: readonly Candidate[]): boolean => {
  let forward = 0;
  for (let index = 1; index < group.length; index += 1)
    if ((group[index]?.time.seconds ?? 0) >= (group[index - 1]?.time.seconds ?? 0)) forward += 1;
  return forward >= (group.length - 1) * 0.8;
};

const INNER = /(?<=\s)[[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?(?=[\s\-–—])/gu;
const LONGEST = 20_000;
/** `Timestamps: 0:00 Intro | 2:30 News` */
const LABEL = /^[^:：\d]{3,40}[:：]\s+(?=[[(]?\d)/u;
const separatorBefore = (text: string): number =>
  /\s*[|•·,;/–—-]+\s*$/u.exec(text.slice(-8))?.[0].length ?? 0;
/** A line with two times may compare two moments. */
const FEWEST = 3;

/** `0:00 Intro 1:30 News 5:10 Main`: chapters that lost their line breaks get them back. */
export const splitRunTogether = (line: Line): Line | Line[] => {
  if (line.text.length < FEWEST * SHORTEST_TIME || line.text.length > LONGEST) return line;
  const label = LABEL.exec(line.text.slice(0, 60))?.[0].length ?? 0;
  const first = timeAtStart(line.text.slice(label, label + 200));
  if (first === undefined) return line;
  const cuts = label === 0 ? [0] : [0, label];
  let seconds = first.seconds;
  for (const found of line.text.matchAll(INNER)) {
    const next = timeAtStart(line.text.slice(found.index, found.index + 200));
    if (found.index <= label || next === undefined || next.seconds <= seconds) continue;
    cuts.push(found.index);
    seconds = next.seconds;
  }
  if (cuts.length < FEWEST + (label === 0 ? 0 : 1)) return line;
  return cuts.map((cut, index) => {
    const end = cuts[index + 1] ?? line.text.length;
    const part = partOf(line, cut, end - separatorBefore(line.text.slice(cut, end)));
    return index === 0 ? part : { ...part, gap: false };
  });
};

import type { Part } from './parts.ts';

export type Topic = Extract<Part, { kind: 'topic' }>;
/** A topic of the record and the parts of the notes that went into it. */
export type FoldedTopic = {
  readonly text: string;
  readonly startSeconds: number | undefined;
  readonly parts: readonly Topic[];
};

/** Between a topic and what is nested in it: reads the same in every language and direction. */
const JOINER = ' • ';

/**
 * A record holds a flat list. While it fits, every bullet is a topic of its own; beyond that, the deepest level is
 * folded into the bullets above it, then the next, until the list fits or nothing is nested any more.
 */
export const foldTopics = (
  topics: readonly Topic[],
  most: number,
  longest: number,
): readonly FoldedTopic[] => {
  let folded: FoldedTopic[] = topics.map((topic) => ({
    text: topic.text,
    startSeconds: topic.startSeconds,
    parts: [topic],
  }));
  // Deeper than eight is somebody's indentation, not structure.
  const deepest = topics.reduce((depth, { level }) => Math.max(depth, level), 0);
  for (let level = Math.min(8, deepest); level > 0 && folded.length > most; level -= 1)
    folded = foldLevel(folded, level, longest);
  return folded;
};

const foldLevel = (topics: readonly FoldedTopic[], level: number, longest: number): FoldedTopic[] => {
  const folded: FoldedTopic[] = [];
  for (const topic of topics) {
    const parent = folded.at(-1);
    const depth = topic.parts[0]?.level ?? 0;
    const nested = depth >= level && topic.startSeconds === undefined;
    if (parent === undefined || !nested || (parent.parts[0]?.level ?? 0) >= depth) {
      folded.push(topic);
      continue;
    }
    const text = `${parent.text}${JOINER}${topic.text}`;
    if (text.length > longest) folded.push(topic);
    else folded[folded.length - 1] = { ...parent, text, parts: [...parent.parts, ...topic.parts] };
  }
  return folded;
};

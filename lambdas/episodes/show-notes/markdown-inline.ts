import { bareAddressAt } from './addresses.ts';
import { isHtmlElement } from './html-elements.ts';
import type { LineBuilder } from './line-builder.ts';
import { targetAfter } from './markdown-targets.ts';
import type { Aside, Image } from './reading.ts';

/** What a text holds beside its lines. */
export type Found = { readonly images: Image[]; readonly asides: Aside[] };

/**
 * Reads the inside of one line: links, emphasis, escapes, images and stray HTML tags become structure; every other
 * character stays text. Plain text goes the same way: what is not well-formed Markdown is left as it stands.
 * One walk, with stacks for what is open, so the time is linear in the length of the line.
 */
export const readInline = (
  notes: string,
  from: number,
  to: number,
  line: LineBuilder,
  found: Found,
): void => {
  const text = notes.slice(from, to);
  // A mark needs something to mark.
  if (text.length < 2 || !MARKED.test(text)) {
    line.add(text, from, to);
    return;
  }
  const tokens = tokenise(notes, from, to);
  pairLinks(notes, tokens, found.asides);
  pairEmphasis(tokens);
  emit(notes, tokens, line, found.images);
};

/** What any token but text starts with. Most lines have none of it. */
const MARKED = /[\\[\]!*_~`<]|https?:\/\/|www\./iu;

type Token = {
  kind: 'text' | 'url' | 'open' | 'openImage' | 'close' | 'emphasis' | 'mark' | 'image' | 'media';
  from: number;
  to: number;
  url?: string;
  /** Of emphasis: what it may do here, from the characters beside it. */
  mark?: string;
  canOpen?: boolean;
  canClose?: boolean;
  wordBefore?: boolean;
  wordAfter?: boolean;
  role?: 'opens' | 'closes';
};

const ESCAPABLE = new Set('\\`*_{}[]()#+-.!>~|"\'');
const TAG = /<\/?([a-z][a-z0-9]*)\b([^<>]*)>/iuy;
const AUTOLINK = /<((?:https?:\/\/)[^\s<>]{1,2048})>/iuy;
const WORD = /[\p{L}\p{N}]/u;

const tokenise = (notes: string, from: number, to: number): Token[] => {
  const tokens: Token[] = [];
  let textFrom = from;
  const push = (token: Token): number => {
    if (textFrom < token.from) tokens.push({ kind: 'text', from: textFrom, to: token.from });
    tokens.push(token);
    textFrom = token.to;
    return token.to;
  };
  let at = from;
  while (at < to) {
    const token = tokenAt(notes, at, from, to);
    if (token === undefined) at += 1;
    else if (token.kind === 'text') at = token.to;
    else at = push(token);
  }
  if (textFrom < to) tokens.push({ kind: 'text', from: textFrom, to });
  return tokens;
};

const tokenAt = (notes: string, at: number, from: number, to: number): Token | undefined => {
  const character = notes.charAt(at);
  switch (character) {
    case '\\':
      return ESCAPABLE.has(notes.charAt(at + 1)) && at + 1 < to
        ? { kind: 'mark', from: at, to: at + 1, role: 'opens' }
        : undefined;
    case '[':
      return isEscaped(notes, at, from) ? undefined : { kind: 'open', from: at, to: at + 1 };
    case '!':
      return notes.charAt(at + 1) === '[' && at + 1 < to && !isEscaped(notes, at, from)
        ? { kind: 'openImage', from: at, to: at + 2 }
        : undefined;
    case ']':
      return isEscaped(notes, at, from) ? undefined : { kind: 'close', from: at, to: at + 1 };
    case '*':
    case '_':
    case '~':
    case '`':
      return isEscaped(notes, at, from) ? undefined : emphasisAt(notes, at, from, to);
    case '<':
      return tagAt(notes, at, to);
    case 'h':
    case 'H':
    case 'w':
    case 'W':
      return urlAt(notes, at, from, to);
    default:
      return undefined;
  }
};

/** An odd number of backslashes before it. Looks back at most 8: more are art, not escapes. */
const isEscaped = (notes: string, at: number, from: number): boolean => {
  let slashes = 0;
  while (slashes < 8 && at - slashes - 1 >= from && notes.charAt(at - slashes - 1) === '\\') slashes += 1;
  return slashes % 2 === 1;
};

const emphasisAt = (notes: string, at: number, from: number, to: number): Token => {
  const character = notes.charAt(at);
  let end = at + 1;
  while (end < to && notes.charAt(end) === character) end += 1;
  const before = at > from ? notes.charAt(at - 1) : ' ';
  const after = end < to ? notes.charAt(end) : ' ';
  const wordBefore = WORD.test(before);
  const wordAfter = WORD.test(after);
  // A single tilde is "about", and an underscore inside a word is part of a name.
  const plain = (character === '~' && end - at < 2) || (character === '_' && wordBefore && wordAfter);
  return {
    kind: 'emphasis',
    from: at,
    to: end,
    // Longer runs are art, and one key for them all keeps no thousands of stacks.
    mark: notes.slice(at, Math.min(end, at + 4)),
    wordBefore,
    wordAfter,
    canOpen: !plain && end - at <= 3 && !/\s/.test(after),
    canClose: !plain && end - at <= 3 && !/\s/.test(before),
  };
};

const tagAt = (notes: string, at: number, to: number): Token | undefined => {
  AUTOLINK.lastIndex = at;
  const auto = AUTOLINK.exec(notes);
  if (auto?.[1] !== undefined && AUTOLINK.lastIndex <= to)
    return { kind: 'url', from: at, to: AUTOLINK.lastIndex, url: auto[1] };
  TAG.lastIndex = at;
  const tag = TAG.exec(notes);
  if (tag?.[1] === undefined || TAG.lastIndex > to || !isHtmlElement(tag[1])) return undefined;
  const source = /\s(?:src|href)\s*=\s*["']?(https?:\/\/[^\s"'<>]+)/i.exec(tag[2] ?? '')?.[1];
  return source === undefined
    ? { kind: 'mark', from: at, to: TAG.lastIndex }
    : { kind: 'media', from: at, to: TAG.lastIndex, url: source };
};

const urlAt = (notes: string, at: number, from: number, to: number): Token | undefined => {
  if (at > from && WORD.test(notes.charAt(at - 1))) return undefined;
  const found = bareAddressAt(notes, at);
  if (found === undefined) return undefined;
  if (found.address === undefined || at + found.address.length > to)
    return { kind: 'text', from: at, to: Math.min(at + found.looked, to) };
  const bare = withinLink(found.address, notes.slice(Math.max(from, at - 3), at));
  // An underscore may end an address, unless it ends the emphasis around it.
  const address = notes.charAt(at - 1) === '_' && bare.endsWith('_') ? bare.slice(0, -1) : bare;
  return { kind: 'url', from: at, to: at + address.length, url: address };
};

/** In `[https://a](https://b)`, the brackets belong to the link, not to the addresses. */
const withinLink = (address: string, before: string): string => {
  const bracket = address.indexOf('](');
  if (bracket > 0) return address.slice(0, bracket);
  if (!/\]\(<?$/.test(before)) return address;
  let depth = 0;
  for (let position = 0; position < address.length; position += 1) {
    if (address.charAt(position) === '(') depth += 1;
    if (address.charAt(position) === ')') depth -= 1;
    if (depth < 0) return address.slice(0, position);
  }
  return address;
};

/** `[label](target)`: the bracket that closes looks for its partner on a stack. */
const pairLinks = (notes: string, tokens: Token[], asides: Aside[]): void => {
  const open: Token[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) continue;
    if (token.kind === 'open' || token.kind === 'openImage') open.push(token);
    if (token.kind !== 'close') continue;
    const partner = open.pop();
    if (partner === undefined) continue;
    const target = targetAfter(notes, token.to);
    if (target === undefined || !consume(tokens, index + 1, target.to)) continue;
    partner.role = 'opens';
    partner.url = target.url;
    if (target.title !== undefined) asides.push(target.title);
    token.role = 'closes';
    token.to = target.to;
    if (partner.kind === 'openImage') token.kind = 'image';
  }
};

/** Takes the tokens up to a position into the link's target. False if one reaches beyond it. */
const consume = (tokens: Token[], index: number, to: number): boolean => {
  for (let next = index; next < tokens.length; next += 1) {
    const token = tokens[next];
    if (token === undefined || token.from >= to) return true;
    if (token.to > to) {
      if (token.kind !== 'text') return false;
      token.from = to;
      return true;
    }
    token.kind = 'mark';
    token.to = token.from;
  }
  return true;
};

const pairEmphasis = (tokens: readonly Token[]): void => {
  const open = new Map<string, Token[]>();
  for (const token of tokens) {
    if (token.kind !== 'emphasis') continue;
    const key = token.mark ?? '';
    const stack = open.get(key) ?? [];
    const opener = stack.at(-1);
    // 2*3*4 is arithmetic: emphasis inside a word needs a free side.
    if (token.canClose && opener !== undefined && !(opener.wordBefore && token.wordAfter)) {
      stack.pop();
      opener.role = 'opens';
      token.role = 'closes';
    } else if (token.canOpen) {
      stack.push(token);
      open.set(key, stack);
    }
  }
};

const emit = (notes: string, tokens: readonly Token[], line: LineBuilder, images: Image[]): void => {
  let strong = 0;
  let image: { from: number; alt: string; url: string } | undefined;
  for (const token of tokens) {
    const text = notes.slice(token.from, token.to);
    if (image !== undefined && token.kind !== 'image') {
      image.alt += token.kind === 'text' || token.kind === 'url' ? text : '';
      continue;
    }
    switch (token.kind) {
      case 'text':
        line.add(text, token.from, token.to, strong > 0);
        break;
      case 'url':
        line.addBareUrl(token.url ?? text, token.url ?? text, token.from, token.to, strong > 0);
        break;
      case 'open':
        if (token.role === 'opens') line.openAnchor(token.url ?? '');
        else line.add(text, token.from, token.to, strong > 0);
        break;
      case 'close':
        if (token.role === 'closes') {
          line.closeAnchor();
          line.covers(token.from, token.to);
        } else line.add(text, token.from, token.to, strong > 0);
        break;
      case 'openImage':
        if (token.role === 'opens') image = { from: token.from, alt: '', url: token.url ?? '' };
        else line.add(text, token.from, token.to, strong > 0);
        break;
      case 'image':
        if (image !== undefined) images.push({ ...image, to: token.to });
        image = undefined;
        break;
      case 'emphasis':
        if (token.role === undefined) line.add(text, token.from, token.to, strong > 0);
        else if (text.length >= 2) strong += token.role === 'opens' ? 1 : -1;
        break;
      case 'media':
        line.openAnchor(token.url ?? '');
        line.closeAnchor();
        break;
      case 'mark':
        break;
      default:
        token.kind satisfies never;
    }
  }
};

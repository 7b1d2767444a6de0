import { draftFromNotes } from '../../../lambdas/episodes/show-notes/draft-from-notes.ts';
import { processorSeconds } from '../../bounds.ts';

// Prints, as a line of JSON, the seconds of processor time that a draft from a megabyte of each of these takes.
// A program of its own: in a process that has run other tests, the collector has their objects to walk through too.

const MEGABYTE = 1_000_000;

const REPEATED: Readonly<Record<string, string>> = {
  prose: 'A sentence about glass, and how it is made. ',
  paragraphs: 'A sentence about glass, and how it is made.\n\n',
  bullets: '• A bullet about glass, and how it is made\n',
  chapters: '00:12:34 A chapter about glass, and how it is made\n',
  links: 'Label of a link: https://glass.example/slides/42\n',
  Markdown: '- **Bold** and [a link](https://glass.example/slides) in _prose_\n',
  HTML: '<p>A <b>sentence</b> about <a href="https://glass.example">glass</a> &amp; fire.</p>',
  Hebrew: 'משפט על זכוכית ועל האופן שבו היא נעשית. ',
  // As many lines as a megabyte can have words on: what costs something for each line costs most here.
  letters: 'a\n',
  'empty bullets': '*\n',
  'short chapters': '0:00 a\n',
};

const bar = Number(process.argv[2]);
const seconds = Object.entries(REPEATED).map(([name, unit]): [string, number] => {
  const notes = unit.repeat(Math.ceil(MEGABYTE / unit.length)).slice(0, MEGABYTE);
  return [name, processorSeconds(() => draftFromNotes(notes), bar)];
});
console.log(JSON.stringify(Object.fromEntries(seconds)));

/** Cuts a text at white space into pieces of at most so many characters; a word longer than that is cut too. */
export const splitText = (text: string, longest: number): string[] => {
  const pieces: string[] = [];
  let at = 0;
  while (text.length - at > longest) {
    const end = cutBefore(text, at, at + longest);
    pieces.push(text.slice(at, end).trim());
    at = end;
  }
  pieces.push(text.slice(at).trim());
  return pieces.filter((piece) => piece !== '');
};

/** The last sentence end in the second half, or else the last space there, or else in the middle of a word. */
const cutBefore = (text: string, from: number, to: number): number => {
  const half = from + ((to - from) >> 1);
  for (let at = to; at > half; at -= 1)
    if (text.charAt(at) === ' ' && '.!?…。'.includes(text.charAt(at - 1))) return at;
  const space = text.slice(half, to + 1).lastIndexOf(' ');
  if (space > 0) return half + space;
  const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(to - 1));
  return splitsPair ? to - 1 : to;
};

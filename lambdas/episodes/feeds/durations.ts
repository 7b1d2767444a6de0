/** `1:02:03`, `62:03`, `3723`, `00:04:49.0`, `1h 2m 3s`, `62 min`, `PT1H2M3S`: whole seconds, or undefined. */
export const secondsOfDuration = (written: string): number | undefined => {
  const text = written.trim().toLowerCase();
  if (text.length > 40) return undefined;
  const seconds = clock(text) ?? number(text) ?? units(text);
  // A record takes up to 100 hours; a hundred thousand seconds more are milliseconds or a mistake.
  return seconds !== undefined && seconds <= 360_000 ? seconds : undefined;
};

const clock = (text: string): number | undefined => {
  const found = /^(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})(?:[.,]\d*)?$/u.exec(text);
  if (found === null) return undefined;
  const [hours, minutes, seconds] = [found[1] ?? '0', found[2] ?? '0', found[3] ?? '0'].map(Number);
  if (hours === undefined || minutes === undefined || seconds === undefined) return undefined;
  if (seconds > 59 || (hours > 0 && minutes > 59)) return undefined;
  return hours * 3600 + minutes * 60 + seconds;
};

/** A fraction is cut off, as it is in a player's display. */
const number = (text: string): number | undefined => {
  const found = /^(\d{1,7})(?:[.,]\d*)?$/u.exec(text);
  return found === null ? undefined : Number(found[1]);
};

const units = (text: string): number | undefined => {
  const found =
    /^(?:pt)?\s*(?:(\d{1,3})\s*(?:h|hrs?|hours?|std\.?|stunden?)[\s,]*)?(?:(\d{1,4})\s*(?:m|mins?|minutes?|minuten?)[\s.,]*)?(?:(\d{1,5})(?:\.\d+)?\s*(?:s|secs?|seconds?|sekunden?))?\.?$/u.exec(
      text,
    );
  if (found === null) return undefined;
  const [hours, minutes, seconds] = found.slice(1, 4);
  if (hours === undefined && minutes === undefined && seconds === undefined) return undefined;
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
};

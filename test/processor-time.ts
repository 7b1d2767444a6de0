/**
 * The processor time of some work in seconds: the least of up to three attempts, as a busy machine makes the caches
 * cold and each attempt dearer, never cheaper. It stops at the first attempt below the bar.
 */
export const processorSeconds = (work: () => void, bar: number): number => {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && least >= bar; attempt += 1) {
    const before = process.cpuUsage().user;
    work();
    least = Math.min(least, (process.cpuUsage().user - before) / 1e6);
  }
  return least;
};

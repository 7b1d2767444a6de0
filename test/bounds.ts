/**
 * The processor time of this thread for some work, in seconds: the least of up to five attempts, as a busy machine
 * makes the caches cold and each attempt dearer, never cheaper. It stops at the first attempt below the bar.
 */
export const processorSeconds = (work: () => unknown, bar: number): number =>
  leastOf(() => {
    const before = process.threadCpuUsage().user;
    work();
    return (process.threadCpuUsage().user - before) / 1e6;
  }, bar);

/**
 * By how many bytes the heap is larger after some work than before: what it keeps, and what it threw away since the
 * collector last ran. The least of up to five attempts, as the first also pays for compiled code.
 */
export const heapGrowth = (work: () => unknown, bar: number): number =>
  leastOf(() => {
    const before = process.memoryUsage().heapUsed;
    work();
    return process.memoryUsage().heapUsed - before;
  }, bar);

const ATTEMPTS = 5;

const leastOf = (measure: () => number, bar: number): number => {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && least >= bar; attempt += 1) least = Math.min(least, measure());
  return least;
};

const MB = 1024 * 1024;

/** Samples the memory of this process, ten times a second, and tells by how much it grew at most. */
export const watchMemory = (): { readonly megabytesMore: () => number } => {
  // With what went before still on the heap, growth would be hidden in its holes.
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 100);
  return {
    megabytesMore: () => {
      clearInterval(sampling);
      return (Math.max(peak, process.memoryUsage.rss()) - before) / MB;
    },
  };
};

const MB = 1024 * 1024;

/** Samples the memory of this process, ten times a second, and tells the most it had. */
export const watchMemory = (): { readonly peakMegabytes: () => number } => {
  let peak = process.memoryUsage.rss();
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 100);
  return {
    peakMegabytes: () => {
      clearInterval(sampling);
      return Math.max(peak, process.memoryUsage.rss()) / MB;
    },
  };
};

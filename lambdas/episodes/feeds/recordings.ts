type Enclosed = { readonly url?: string | undefined; readonly type?: string | undefined };

/** The file to listen to: a feed may enclose a film and a PDF as well. */
export const playable = (files: readonly Enclosed[]): string | undefined => {
  const found =
    files.find(({ type }) => /^audio\//iu.test(type ?? '')) ??
    files.find(({ url }) => /\.(?:mp3|m4a|ogg|opus|aac|wav|flac)(?:\?|$)/iu.test(url ?? '')) ??
    files.find(({ type }) => /^video\//iu.test(type ?? ''));
  return found?.url ?? files.find(({ url }) => url !== undefined)?.url;
};

/** Pictures that a record names by an https URL and that this machine has: shown from here, so that it works offline. */
export type Artwork = { readonly urlPrefix: string; readonly folder: string };

/**
 * The message's HTML for the frame: links open outside of it, and known pictures come from this machine.
 * The kept message itself is never changed.
 */
export const framed = (htmlPart: string, artwork: Artwork | undefined): string => {
  const shown = artwork === undefined ? htmlPart : htmlPart.replaceAll(artwork.urlPrefix, '/artwork/');
  return shown.replace(/<head(\s[^>]*)?>/i, (head) => `${head}<base target="_blank">`);
};

/** No script, nothing from elsewhere but pictures, whatever the message holds. */
export const FRAME_POLICY =
  "default-src 'none'; img-src http://127.0.0.1:* https: data:; style-src 'unsafe-inline'";

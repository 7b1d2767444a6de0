/** The environment `production` is plainly EpisodeAnnouncer, where the command line looks unless told otherwise. */
export const stackNameOf = (environment: string): string =>
  environment === 'production' ? 'EpisodeAnnouncer' : `EpisodeAnnouncer-${environment}`;

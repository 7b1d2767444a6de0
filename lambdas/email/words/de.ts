import type { Words } from './words.ts';

export const de: Words = {
  colon: ': ',
  listen: 'Folge anhören',
  read: 'Mehr zur Folge',
  episodeNumber: (number) => `Folge ${number}`,
  seasonAndEpisode: (season, number) => `Staffel ${season}, Folge ${number}`,
  withGuests: (guests) => `mit ${guests}`,
  inThisEpisode: 'In dieser Folge',
  links: 'Links',
  transcript: 'Transkript',
  audioFile: 'Audiodatei',
  whereToListen: 'Hier zu hören',
  credits: 'Mitwirkende',
  recentEpisodes: 'Frühere Folgen',
  shortened: 'Diese E-Mail wurde gekürzt. Im Browser lesen Sie sie vollständig.',
  why: (show) => `Sie erhalten diese E-Mail, weil Sie Ihr Abonnement von ${show} bestätigt haben.`,
  unsubscribe: 'Abbestellen',
  preferences: 'Einstellungen',
  readInBrowser: 'Im Browser lesen',
  subscribe: 'Neue Folgen per E-Mail erhalten',
  confirmSubject: (show) => `Bitte bestätigen: Abonnement von ${show}`,
  confirmHeading: 'Bitte bestätigen Sie Ihr Abonnement',
  confirmRequest: (show) =>
    `Jemand, hoffentlich Sie selbst, hat neue Folgen von ${show} für diese Adresse bestellt. Wenn Sie das möchten, bestätigen Sie es bitte.`,
  confirmButton: 'Abonnement bestätigen',
  confirmAddress: 'Falls der Button nicht funktioniert, öffnen Sie diese Adresse:',
  confirmExpiry: (hours) => `Der Link ist ${hours} gültig.`,
  confirmIgnore:
    'Falls Sie das nicht waren, brauchen Sie nichts zu tun: Ohne Bestätigung wird nichts abonniert.',
};

import type { Words } from './words.ts';

export const pl: Words = {
  colon: ': ',
  listen: 'Posłuchaj odcinka',
  read: 'Więcej o odcinku',
  episodeNumber: (number) => `Odcinek ${number}`,
  seasonAndEpisode: (season, number) => `Sezon ${season}, odcinek ${number}`,
  withGuests: (guests) => `gościnnie: ${guests}`,
  inThisEpisode: 'W tym odcinku',
  links: 'Linki',
  transcript: 'Transkrypcja',
  audioFile: 'Plik audio',
  whereToListen: 'Gdzie słuchać',
  credits: 'Twórcy',
  recentEpisodes: 'Poprzednie odcinki',
  shortened: 'Ta wiadomość została skrócona. Całość przeczytasz w przeglądarce.',
  why: (show) =>
    `Otrzymujesz tę wiadomość, ponieważ subskrypcja „${show}” na ten adres została potwierdzona.`,
  unsubscribe: 'Wypisz się',
  preferences: 'Ustawienia',
  readInBrowser: 'Czytaj w przeglądarce',
  subscribe: 'Otrzymuj nowe odcinki e-mailem',
  confirmSubject: (show) => `Potwierdź subskrypcję: ${show}`,
  confirmHeading: 'Potwierdź subskrypcję',
  confirmRequest: (show) =>
    `Ktoś, mamy nadzieję, że Ty, poprosił o wysyłanie na ten adres nowych odcinków „${show}”. Jeśli tego chcesz, potwierdź.`,
  confirmButton: 'Potwierdzam subskrypcję',
  confirmAddress: 'Jeśli przycisk nie działa, otwórz ten adres:',
  confirmExpiry: (hours) => `Link działa przez ${hours}.`,
  confirmIgnore: 'Jeśli to nie Ty, nie musisz nic robić: subskrypcja nie zostanie uruchomiona.',
};

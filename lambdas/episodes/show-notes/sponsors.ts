/** A line that by itself is about a sponsor. */
const SPONSOR_LINE =
  /^(?:[\p{Extended_Pictographic}\uFE0F\s]{0,4})(?:(?:today['’]s|this (?:week|month|episode)['’]s|our|episode|thanks to (?:our|today['’]s)|thank you to our|a big thanks to our)\s+)?(?:episode\s+)?sponsors?(?: (?:of|for) (?:this|today['’]s|the) \w{1,12})?\s?(?::|is\s|are\s|–|—|-\s)/iu;
const SPONSORED =
  /^(?:(?:this|today['’]s) (?:episode|show|podcast|week|edition|issue)(?: of [^.]{1,60})? (?:is|was|comes|has been) (?:also )?(?:sponsored|brought|supported|presented|made possible|powered)|(?:sponsored|brought to you|presented|powered|made possible|supported) by\b|support for (?:this|the|today['’]s) .{1,40}comes from|werbung:|anzeige:|diese (?:folge|episode|sendung) wird (?:unterstützt|präsentiert|gesponsert)|(?:este episodio|programa) (?:está )?patrocinado|patrocinado por|(?:cet épisode est )?sponsorisé par|(?:этот )?(?:выпуск|эпизод) (?:спонсирует|создан при поддержке)|спонсор выпуска|реклама:|בחסות|הפרק בחסות|اسپانسر)/iu;
/** What hosts of podcasts add to every episode. */
const ADVERTISING =
  /^(?:learn more about your ad[- ]choices|advertising inquiries|see (?:privacy policy|acast\.com\/privacy)|privacy & opt-out|hosted on acast|hosted by (?:simplecast|acast)|our gdpr privacy policy|to learn more about listener data|powered and distributed by simplecast|want to advertise)/iu;
/** `בחסות` */
const SHORTEST = 5;
/** One pattern of the three: most lines are none of these, and one look at their start says so. */
const ABOUT_SPONSORS = new RegExp(
  [SPONSOR_LINE, SPONSORED, ADVERTISING].map((pattern) => pattern.source).join('|'),
  'iu',
);
/** The subject of a chapter or a bullet. */
const SPONSOR_SLOT =
  /^(?:\[?ads?\]?\s?(?:break|read)?|sponsor(?:s|ed)?(?: (?:break|message|segment|slot|read|by|message from .{1,40}))?|advert(?:isement)?|werbung|publicidad|publicité|реклама|спонсор(?:ы)?|ספונסר|חסות|patrocinador(?:es)?)\s?(?:[:|–—-]|$|by\b)/iu;

export const isSponsorLine = (text: string): boolean =>
  text.length >= SHORTEST && ABOUT_SPONSORS.test(text.slice(0, 200));

export const isSponsorSlot = (text: string): boolean => SPONSOR_SLOT.test(text.slice(0, 100));

/** A line that by itself is about a sponsor. */
const SPONSOR_LINE =
  /^(?:[\p{Extended_Pictographic}\uFE0F\s]{0,4})(?:(?:today['’]s|this (?:week|month|episode)['’]s|our|episode|thanks to (?:our|today['’]s)|thank you to our|a big thanks to our)\s+)?(?:episode\s+)?sponsors?(?: (?:of|for) (?:this|today['’]s|the) \w{1,12})?\s?(?::|is\s|are\s|–|—|-\s)/iu;
const SPONSORED =
  /^(?:(?:this|today['’]s) (?:episode|show|podcast|week|edition|issue)(?: of [^.]{1,60})? (?:is|was|comes|has been) (?:also )?(?:sponsored|brought|supported|presented|made possible|powered)|(?:sponsored|brought to you|powered|made possible|supported) by\b|presented by(?! (?:\p{Lu}[\p{L}'’-]+ ){1,2}\p{Lu}[\p{L}'’-]+(?:,| and |\.?$))|(?:thanks|thank you) to .{1,60} for (?:sponsoring|supporting)|check out (?:our|today['’]s) sponsors?\b|in partnership with\b|support for (?:this|the|today['’]s) .{1,40}comes from|werbung:|anzeige:|diese (?:folge|episode|sendung) wird (?:unterstützt|präsentiert|gesponsert)|(?:este episodio|programa) (?:está )?patrocinado|patrocinado por|(?:cet épisode est )?sponsorisé par|(?:этот )?(?:выпуск|эпизод) (?:спонсирует|создан при поддержке)|спонсор выпуска|реклама:|בחסות|הפרק בחסות|اسپانسر)/iu;
/** What hosts of podcasts add to every episode. */
const ADVERTISING =
  /^(?:learn more about your ad[- ]choices|advertising inquiries|see (?:privacy policy|acast\.com\/privacy)|privacy & opt-out|hosted on acast|(?:hosted (?:by|on)|gehostet (?:auf|von)|hébergé par|alojado en|hospedado (?:por|em|na)) (?:simplecast|acast|ausha|podbean|libsyn|spreaker|buzzsprout|rss\.com|captivate|podigee)|learn more about (?:your ad[- ]choices|sponsor message choices)|see \S{4,80} for (?:more )?(?:privacy )?information|see \S{4,80} for (?:privacy|information about our collection)|this podcast uses the following third[- ]party services|(?:dieser podcast wird vermarktet|hier findet ihr alle .{1,40}werbepartner|(?:infos|informationen|rabatte|angebote|du möchtest|ihr möchtet|mehr (?:zu|über)) .{0,60}werbepartner)|our gdpr privacy policy|to learn more about listener data|powered and distributed by simplecast|want to advertise)/iu;
/** `בחסות` */
const SHORTEST = 5;
/** One pattern of the three: most lines are none of these, and one look at their start says so. */
const ABOUT_SPONSORS = new RegExp(
  [SPONSOR_LINE, SPONSORED, ADVERTISING].map((pattern) => pattern.source).join('|'),
  'iu',
);
/** `Use promo code GLASS for 20 % off`: whoever says so is paid for it. */
const PROMO =
  /(?:\b(?:[Pp]romo|[Dd]iscount|[Cc]oupon|[Oo]ffer|[Rr]eferral) code\b|\b(?:[Uu]se|[Ww]ith|[Ee]nter)(?: the| my| our)? code\b|\bmit dem (?:Rabatt)?[Cc]ode\b|\bcon el código\b|\bavec le code\b)[:\s]+["“'‘]?[\p{Lu}\p{N}]{3,}/u;
/** Without something to gain, "reasoning with code LLMs" is a topic. */
const GAIN =
  /\d\s?%|[$€£]\s?\d|\d\s?(?:€|euro|dollars)|\b(?:off|free|discount|save|saves|trial|gratis|gratuite?|rabatt|descuento)\b/iu;
const LONGEST_PROMO = 600;

/** The subject of a chapter or a bullet. */
const SPONSOR_SLOT =
  /^(?:\[?ads?\]?\s?(?:break|read)?|sponsor(?:s|ed)?(?: (?:break|message|segment|slot|read|by|message from .{1,40}))?|advert(?:isement)?|werbung|publicidad|publicité|реклама|спонсор(?:ы)?|ספונסר|חסות|patrocinador(?:es)?)\s?(?:[:|–—-]|$|by\b)/iu;

export const isSponsorLine = (text: string): boolean =>
  text.length >= SHORTEST &&
  (ABOUT_SPONSORS.test(text.slice(0, 200)) ||
    (text.length <= LONGEST_PROMO && PROMO.test(text) && GAIN.test(text)));

export const isSponsorSlot = (text: string): boolean => SPONSOR_SLOT.test(text.slice(0, 100));

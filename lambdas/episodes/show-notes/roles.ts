/** Words that make a role. Stems end in a star. */
const ROLE_WORDS = new Set(
  `producer producers produced producing production produce host hosts hosted hosting co-host co-hosts cohost
  editor editors edited editing edit audio mastering mastered mastering mixed mixing mix sound engineer engineers
  engineered engineering music musical theme transcript transcripts transcription transcriptions transcribed
  transcriber researcher researchers researched research artwork illustration illustrator illustrations
  photography photographer photo photos script scripted writer writers written narrator narrated narration
  presenter presented presenters recorded recording recordist composer composed composition director directed
  direction jingle showrunner reporter reported translation translated translator translators mixer voiceover
  voice-over announcer voiced soundtrack score scored fact-checking fact-checker fact-check booker booking
  videographer filmed interviewer interviewed moderation moderator moderatorin redaktion redakteur redakteurin
  schnitt musik ton tontechnik produktion produzent produzentin produziert regie sprecher sprecherin gestaltung
  aufnahme technik transkript transkription titelmusik producción productor productora producido edición editado
  música guion guión presentación presentadora presentador locución sonido dirección dirigido montaje grabación
  realización réalisation réalisé réalisée réalisateur montage musique mixage présentation présenté présentée
  rédaction prise animation transcriptions habillage produzione produttore montaggio musica regia produção edição
  apresentação trilha productie montage presentatie muziek продюсер продюсеры монтаж музыка ведущий ведущие ведущая
  звук звукорежиссёр звукорежиссер редактор расшифровка озвучка продакшн ведучий ведучі звукорежисер הפקה עריכה
  עורך עורכת מוזיקה מוסיקה תמלול הגשה מגיש מגישה מגישים הקלטה סאונד מפיק מפיקה עיצוב موسیقی تدوین تهیه‌کننده
  تهیه کننده گوینده تصویر کارگردان نویسنده ویرایش صداگذاری إنتاج تقديم إعداد موسيقى مونتاج هندسة ведуча ведучий монтувала presentado presentada conduce conducono conduzione musiche
  prowadzenie prowadzący prowadząca montaż realizacja muzyka dźwięk programledare producent ljud ljudtekniker musik klippning klippare redaktör vært værter
  programleder klipp lyd tekniker tuottaja juontaja äänitys leikkaus moderátor střih moderuje zvuk hudba režie sunan sunucu kurgu yapımcı
  müzik ses montaj produser creator created creators fact-checked checked adapted narrates voice voices
  主播 剪辑 制作 监制 后期 音乐 主持人 主持 嘉宾主持 制作人 策划 編集 編集者 出演 制作 企画 音楽 司会 プロデューサー ディレクター 構成 ミックス
  진행 편집 제작 연출 음악 designer`
    .split(/\s+/)
    .filter((word) => word !== 'کننده' && word !== 'prise'),
);

/** Words that may stand beside them. */
const BESIDE = new Set(
  `executive associate senior junior assistant co lead head chief supervising technical additional original
  post-production post design designer designed art cover show series story stories social media video web graphics
  graphic intro outro opening closing background studio audio and & of by the our for with / + fact checking checker
  und von durch der die y de del la el por et par du des da do di e и автор לפרק המוזיקה podcast episode song songs
  title titel logo website team manager management coordinator coordination assistance support help created creator
  digital additional field podcast's co-ordinator lektorat content dialogue story camera live remote managing deputy consulting contributing development archive archival guest voice presentación originale originali ansvarig utgivare پس‌زمینه لوپ پیانو cast effects design sounddesign بازبینی`.split(
    /\s+/,
  ),
);

/** Of words that make no role by themselves. */
const PHRASE =
  /^(?:(?:cover|podcast|show|episode|series|original) (?:art|design|image)|logo(?: design)?|graphic design|web(?:site)? design|(?:special |additional |many )?thanks)$/u;

/** At most six words, all of them known from credits, and at least one that makes a role by itself. */
export const isRole = (text: string): boolean => {
  const words = text
    .toLowerCase()
    .split(/[\s,/]+/u)
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > 6) return false;
  if (PHRASE.test(words.join(' '))) return true;
  return (
    words.some((word) => ROLE_WORDS.has(word)) &&
    words.every((word) => ROLE_WORDS.has(word) || BESIDE.has(word))
  );
};

/** Whether a word may stand in the name of a role. */
export const isRoleWord = (word: string): boolean => {
  const lower = word.toLowerCase();
  return ROLE_WORDS.has(lower) || BESIDE.has(lower);
};

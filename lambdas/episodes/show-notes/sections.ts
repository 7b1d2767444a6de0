/** What a heading, or a line that ends in a colon, says about the lines below it. */
export type SectionKind =
  | 'topics'
  | 'links'
  | 'sponsors'
  | 'credits'
  | 'guests'
  | 'episodes'
  | 'subscribe'
  | 'about';

/**
 * `generic` headings ("Links", "Timestamps") say nothing beyond the kind: once the lines below are in their place,
 * the heading has done its work. Others ("Ada on the web") carry content and are kept in the record.
 */
export type Section = { readonly kind: SectionKind; readonly generic: boolean };

export const sectionOf = (heading: string): Section | undefined => {
  if (heading.length > 120 || heading.length < 2) return undefined;
  const words = normalised(heading);
  for (const [kind, patterns] of GENERIC)
    if (patterns.some((pattern) => pattern.test(words))) return { kind, generic: true };
  for (const [kind, pattern] of SPECIFIC) if (pattern.test(words)) return { kind, generic: false };
  return undefined;
};

/** Lower case, without emoji, marks and the colon at its end. */
const normalised = (heading: string): string =>
  heading
    .normalize('NFC')
    .toLowerCase()
    .replace(/\p{Extended_Pictographic}|\u200D|[\uFE0F*_#=~"“”«»]/gu, ' ')
    .replace(/[’`]/gu, "'")
    .replace(/[\s\u200c]+/gu, ' ')
    .replace(/^[\s\p{P}]+|[\s:：.\-–—…!]+$/gu, '')
    .trim();

/** A whole heading made of these words alone. Each list: English, then whatever languages it is cheap in. */
const whole = (...alternatives: readonly string[]): RegExp =>
  new RegExp(`^(?:${alternatives.join('|')})$`, 'u');

const COVER =
  '(?:cover(?:ed)?|discuss(?:ed)?|talk(?:ed)? about|explore[d]?|get into|touch(?:ed)? on|chat(?:ted)? about|dig into|dive into|look at)';
const EPISODE = '(?:episode|show|edition|issue|conversation|interview|podcast)';

const GENERIC: readonly (readonly [SectionKind, readonly RegExp[]])[] = [
  [
    'topics',
    [
      whole(
        '(?:episode |show |podcast )?chapters?(?: markers?| list)?',
        '(?:episode |show )?time ?-?stamps?(?: below| and topics)?',
        'time ?codes?',
        'time ?line',
        '(?:main |key |other )?topics?(?: (?:covered|discussed|include|in this episode|of the week|list))?',
        `(?:(?:also )?in|on) (?:this|today's)(?: week's)? ${EPISODE}(?:,? (?:we|i|they|you'll)(?: also| will)? (?:${COVER}|hear|learn)(?: about)?)?`,
        `(?:also |and )?(?:we|i|they)(?:'ll| will)?(?: also)? ${COVER}`,
        `(?:also )?what (?:we|you|i|they)(?:'ll| will|'re going to)?(?: also)? (?:${COVER}|learn|hear|find)(?: about)?(?: (?:in|on) (?:this|today's) ${EPISODE})?`,
        `things we ${COVER}`,
        `(?:things|subjects|points|questions) (?:covered|discussed|we ${COVER})(?: include)?`,
        '(?:episode |show |key |main )?highlights?',
        '(?:key |main |top )?take-?aways?',
        '(?:key |main |talking )points',
        'agenda|outline|rundown|run ?down|contents|table of contents|discussed|we cover|plus|also|and more|sections',
        "what(?:'s| is) (?:inside|in (?:this|today's) (?:episode|show|issue))|inside(?: this episode)?",
        "kapitel(?:marken|liste|übersicht)?|themen(?: der (?:folge|sendung))?|inhalt(?:sverzeichnis)?|zeitmarken|in dieser (?:folge|episode|ausgabe)(?: (?:geht es um|sprechen wir über))?|darum geht(?: es|'s)|wir sprechen über|außerdem",
        'cap[ií]tulos|marcas de tiempo|temas(?: tratados| del episodio)?|en este episodio(?: hablamos de)?|hablamos de|contenidos?|minutaje|índice',
        'chapitres?|sommaire|au programme|dans cet épisode|thèmes?|sujets?(?: abordés)?|minutage|nous parlons de|au menu',
        'capitoli|argomenti|in questo episodio|in questa puntata|neste episódio|tópicos|assuntos|in deze aflevering|onderwerpen|hoofdstukken|rozdziały|w tym odcinku|tematy',
        'таймкоды?|тайминги?|темы(?: выпуска)?|содержание|оглавление|в (?:этом )?выпуске|о чем говорим|о чём говорим|главы',
        'розділи|таймкоди|теми|у цьому випуску|зміст|章节|目次|チャプター|トピックス?|タイムスタンプ|今回の(?:トピック|内容|話題)|時間軸|时间轴|时间戳|时间线|章節|本期内容|本期话题|内容提要|챕터|타임스탬프|목차|이번 에피소드(?:에서는)?',
        'i (?:dette )?(?:avsnittet|afsnit(?:tet)?|episoden)|kapitler?|ämnen|emner|tidsstämplar|tidskoder|jaksossa|aiheet|luvut|bölümler|konular|zaman damgaları|bu bölümde|kapitoly|témata|v (?:této epizodě|tomto díle)|fejezetek|témák|capitole|subiecte|κεφάλαια|θέματα',
        'פרקים|נושאים|בפרק(?: הזה)?|על מה דיברנו|מה בפרק|תוכן העניינים|חותמות זמן',
        'فصل ها|فصلها|فهرست|موضوعات|در این (?:قسمت|اپیزود)|پاورقی|سرفصل ها|المحاور|في هذه الحلقة|الفصول|المواضيع',
      ),
    ],
  ],
  [
    'links',
    [
      whole(
        `(?:(?:show|episode|useful|related|further|all|more|relevant|other|important|external|quick|helpful|additional|selected) )*(?:links?|resources?|references?|reading|sources?|bibliography|citations?)(?: (?:and|&) (?:links?|resources?|references?|further reading|reading|notes|sources?))?(?: (?:mentioned|discussed|from|in|for|to|on)(?: (?:in|on|from))?(?: (?:this|the|today's))?(?: ${EPISODE})?)?`,
        `(?:things |books |people |also )?mentioned(?: (?:in|on) (?:this|the|today's) ${EPISODE})?`,
        'learn more|read more|find out more|further reading|resources we like|show ?notes? (?:and|&) links|picks?|mentions?|social(?: media)?(?: links)?|socials',
        'links? (?:zur|zu der|der|aus der) (?:folge|sendung|episode)|weiterführende links|quellen|ressourcen|shownotes und links|erwähnt(?: in der folge)?',
        'enlaces(?: de interés| mencionados)?|recursos|referencias|más información|fuentes',
        "liens?(?: (?:utiles|mentionnés|de l'épisode))?|ressources|références|pour aller plus loin|en savoir plus|sources",
        'link utili|collegamenti|risorse|referências|links (?:úteis|citados)|koppelingen|bronnen|linki|źródła',
        'ссылки(?: (?:выпуска|из выпуска|к выпуску))?|материалы|полезные ссылки|источники|посилання|джерела',
        'קישורים|לינקים|מקורות|לקריאה נוספת|پیوند ?ها|لینک ?ها|منابع|مطالعه بیشتر|روابط|الروابط|مصادر|المصادر|(?:関連|参考)?リンク|参考|相关链接|链接|本期提到|参考资料|링크|참고 ?(?:자료|링크)?',
        'länkar(?: i avsnittet)?|lenker|links i afsnittet|kilder|källor|linkit|lähteet|bağlantılar|linkler|kaynaklar|odkazy|zdroje|linkek|források|legături|resurse|σύνδεσμοι',
        "background reading|recommended reading|(?:books?|articles?|papers?|studies|research) (?:mentioned|referenced|discussed|cited)(?: (?:in|on) (?:this|the|today's) (?:episode|show))?|references? (?:and|&) (?:further )?reading",
      ),
    ],
  ],
  [
    'sponsors',
    [
      whole(
        `(?:our |today's |this (?:week's|month's|episode's) |episode |show |a word from our |thanks to our |thank you to our |support our |about our )*(?:sponsors?|sponsorship|advertisers?)(?: (?:of|for) (?:this|the|today's) ${EPISODE})?(?: (?:and|&) (?:offers|deals|partners))?`,
        `(?:(?:this|today's) (?:${EPISODE}|week) (?:is|was) )?(?:sponsored|brought to you|supported|presented|made possible|powered) by`,
        '(?:sponsor )?(?:offers|deals|promo codes?|discount codes?|promotions?)|ads?|advertisements?|advertising|our partners|partners',
        'werbung|sponsoren|werbepartner|unterstützt (?:von|durch)|diese folge wird (?:unterstützt|präsentiert) von|anzeige|partner',
        'patrocinador(?:es|a|as)?|patrocinado por|publicidad|sponsorisé par|partenaires?|publicité|sponsor|patrocínio|reclame|sponsorzy',
        'спонсоры?(?: выпуска)?|реклама|партн[её]ры|спонсори|ספונסרים?|חסות|נותני החסות|حامی(?:ان)?|اسپانسر|حامی مالی|الرعاة|برعاية|スポンサー|赞助商|本期赞助|스폰서|sponsorer|sponsorlar|reklam(?:a|y)?|sponzoři',
      ),
    ],
  ],
  [
    'credits',
    [
      whole(
        '(?:episode |show |production )?credits?|(?:the |our |production )?team|crew|production|thanks|thank you|thanks to|special thanks(?: to)?|acknowledge?ments',
        '(?:creators?|hosts?|people) (?:and|&) guests?|hosts? (?:and|&) (?:guests?|crew)',
        'mitwirkende|team|dank an|abspann|créditos|equipo|crédits|équipe|remerciements|crediti|ringraziamenti|créditos|colofon',
        'титры|команда|над выпуском работали|благодарности|титри|קרדיטים|תודות|عوامل|دست اندرکاران|تشکر|スタッフ|クレジット|制作团队|工作人员|크레딧|제작진|medverkande|medvirkende|tekijät|künye|ficha técnica|twórcy',
      ),
    ],
  ],
  [
    'guests',
    [
      whole(
        "(?:our |today's |special |this week's |episode |featured |about (?:the|our) )*guests?(?: (?:today|this week|speakers?|info))?",
        '(?:our )?(?:guests?|speakers?|panell?ists?|contributors?)(?: (?:and|&) (?:guests?|speakers?))?|featuring|with',
        'gäste?|zu gast|unsere gäste|invitad[oa]s?|invité[es]*|les invités|ospiti|ospite|convidad[oa]s?|gasten|goście|gość',
        'гост[ьи]|гости выпуска|в гостях|гість|гості|אורחים?|אורחת|אורח בפרק|מתארחים|مهمان(?:ان)?|مهمان این قسمت|ضيوف|ضيف الحلقة|ゲスト|今回のゲスト|嘉宾|本期嘉宾|게스트|출연자?|gäster|gäst|gjester?|gæster?|vieraat|vieras|konuklar?|hosté',
      ),
    ],
  ],
  [
    'episodes',
    [
      whole(
        '(?:our )?(?:other|previous|recent|past|related|more|earlier|latest|recommended|further) episodes?(?: (?:of|from|you might like).{0,30})?',
        'weitere folgen|frühere folgen|andere folgen|otros episodios|episodios (?:anteriores|relacionados)|autres épisodes|épisodes précédents|другие выпуски|предыдущие выпуски|פרקים קודמים|قسمت های (?:قبلی|دیگر)',
      ),
    ],
  ],
  [
    'subscribe',
    [
      whole(
        '(?:how to )?subscribe(?: now| here| today| to (?:the|our) (?:show|podcast))?|abonnieren|suscríbete|suscribirse|abonnez-vous|подписаться|подписка|iscriviti|inscreva-se|הרשמה|اشتراک',
      ),
    ],
  ],
  [
    'about',
    [
      whole(
        `about (?:this|the|today's) ${EPISODE}|(?:episode |show )?(?:summary|description|overview|synopsis|notes|show ?notes|intro(?:duction)?)`,
        'beschreibung|zusammenfassung|zum inhalt|shownotes|sendungsnotizen|descripción|resumen|sinopsis|notas(?: del episodio)?|description|résumé|descrizione|descrição|resumo|beschrijving|opis',
        "(?:this week's|today's|this|new|latest) episode|(?:this|today's) (?:show|issue)",
        'описание|о выпуске|о чем выпуск|заметки|опис|תקציר|על הפרק|תיאור|توضیحات|درباره این قسمت|خلاصه|الوصف|概要|简介',
      ),
    ],
  ],
];

/** Headings with content of their own. */
const SPECIFIC: readonly (readonly [SectionKind, RegExp])[] = [
  [
    'sponsors',
    /(?:^|\s)(?:our|today's|this (?:week|episode)'s|the|these|following) (?:sponsors?|advertisers)(?: below)?$/u,
  ],
  [
    'sponsors',
    /^(?:recommended podcasts?|more from (?:our|the) network|(?:also|more) from (?:our|the)|from our network|our other (?:shows|podcasts)|check out our other|you might also (?:like|enjoy)|a word from)\b/u,
  ],
  [
    'links',
    /(?:^|\s)(?:on the web|online|im netz|im web|en la web|sur le web)$|^(?:follow|connect with|where to find|find|contact|reach) (?!out)\S|^(?:stay|get|keep) in touch|^(?:contact|say hi|connect|follow|social)$|^(?:ways to support|support)\s\S/u,
  ],
  ['topics', /(?:^|\s)(?:cover|discuss|talk about|explore|include|learn about|chat about)$/u],
];

const CALLS: readonly RegExp[] = [
  /^(?:help )?support .{1,80}by subscribing\b/iu,
  /^subscribe:/iu,
  /^get (?:this|the|every|each|all|new|our) .{0,40}by subscribing\b/iu,
  /^(?:(?:please|and|so|also|you can|be sure to|make sure (?:to|you)|don['’]t forget to|remember to|if you (?:like|liked|love|loved|enjoy|enjoyed|are enjoying|have enjoyed) .{1,80}?,? (?:please )?(?:be sure to |make sure to |consider )?|(?:(?:do|did) you )?(?:like|love|enjoy) .{1,40}\?|want more\??|never miss an episode[:,.!–—-]*)\s*)*(?:(?:like,? )?(?:follow|rate|review|like)(?:,| and| &) (?:review|rate|subscribe|follow|share|leave)\b|(?:leave|give|write|drop) (?:us |me |the show |the podcast )?(?:an? )?(?:(?:five|5)[- ]star )?(?:review|rating|five|5)|rate (?:us|the show|this podcast|the podcast)\b|subscrib(?:e|ing) (?:to|on|in|now|today|here|via|at|by|using|wherever|for|and|so|with|if|or|free|anywhere|with)\b|subscribe[.!]?$)/iu,
  /^(?:listen|follow|rate|like|review)(?:,| and| &|,? rate| us)* (?:and |& )?(?:subscribe|rate and review|leave (?:us )?a review)\b/iu,
  /^(?:please )?(?:leave|give) (?:us|the show) a (?:review|rating|five)/iu,
  /^type .{1,60} into your podcast/iu,
  /^(?:jetzt )?(?:abonnier(?:e|en|t)|abonnieren sie)\b/iu,
  /^(?:suscr[ií]bete|suscríbanse|suscríbase|abonnez-vous|abonne-toi|iscriviti|iscrivetevi|inscreva-se|assine|abonneer je|subskrybuj|zasubskrybuj)(?![\p{L}])/iu,
  /^(?:подпи(?:шитесь|сывайтесь|шись|сывайся)|підпи(?:шіться|суйтесь|суйтеся))(?![\p{L}])/iu,
  /^(?:הירשמו|הרשמו|עקבו אחרינו|تابعونا|اشترك(?:وا)?|مشترک شوید|ما را دنبال کنید|购订阅|订阅|購読|欢迎(?:订阅|关注)|구독|подпис(?:ка|аться) на|prenumerera|abonner på|tilaa podcast|abone ol|odebírejte|iratkozz fel)/iu,
];
/** One pattern of them all: most lines are none of these, and one look at their start says so. */
const CALL = new RegExp(CALLS.map((call) => call.source).join('|'), 'iu');
const LETTER = /^\p{L}/u;
/** `🔔 Subscribe` */
const MARKS = /^(?:[\s\p{Extended_Pictographic}¡¿"“«]|\uFE0F|\u200D)+/u;
/** Longer ones are about something else as well. */
const LONGEST = 600;

/** A call to subscribe. "Subscribe 10 took place in Cologne" is none: what follows the verb decides. */
export const isCallToSubscribe = (text: string): boolean => {
  if (text.length > LONGEST) return false;
  const start = text.slice(0, 200);
  return CALL.test(LETTER.test(start) ? start : start.replace(MARKS, ''));
};

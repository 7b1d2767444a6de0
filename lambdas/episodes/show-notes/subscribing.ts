const CALLS: readonly RegExp[] = [
  /^get (?:this|the|every|each|all|new|our) .{0,40}by subscribing\b/iu,
  /^(?:(?:please|and|so|also|you can|be sure to|make sure (?:to|you)|don['’]t forget to|remember to|if you (?:like|liked|enjoy|enjoyed) .{1,80}?,? (?:please )?(?:be sure to |make sure to |consider )?|want more\??|never miss an episode[:,.!–—-]*)\s*)*(?:subscrib(?:e|ing) (?:to|on|in|now|today|here|via|at|by|using|wherever|for|and|so|with|if|or|free|anywhere|with)\b|subscribe[.!]?$)/iu,
  /^(?:listen|follow|rate|like|review)(?:,| and| &|,? rate| us)* (?:and |& )?(?:subscribe|rate and review|leave (?:us )?a review)\b/iu,
  /^(?:please )?(?:leave|give) (?:us|the show) a (?:review|rating|five)/iu,
  /^type .{1,60} into your podcast/iu,
  /^(?:jetzt )?(?:abonnier(?:e|en|t)|abonnieren sie)\b/iu,
  /^(?:suscr[ií]bete|suscríbanse|suscríbase|abonnez-vous|abonne-toi|iscriviti|iscrivetevi|inscreva-se|assine|abonneer je|subskrybuj|zasubskrybuj)(?![\p{L}])/iu,
  /^(?:подпи(?:шитесь|сывайтесь|шись|сывайся)|підпи(?:шіться|суйтесь|суйтеся))(?![\p{L}])/iu,
  /^(?:הירשמו|הרשמו|עקבו אחרינו|تابعونا|اشترك(?:وا)?|مشترک شوید|ما را دنبال کنید|购订阅|订阅|購読)/iu,
];
/** One pattern of them all: most lines are none of these, and one look at their start says so. */
const CALL = new RegExp(CALLS.map((call) => call.source).join('|'), 'iu');
/** Longer ones are about something else as well. */
const LONGEST = 600;

/** A call to subscribe. "Subscribe 10 took place in Cologne" is none: what follows the verb decides. */
export const isCallToSubscribe = (text: string): boolean =>
  text.length <= LONGEST && CALL.test(text.slice(0, 200));

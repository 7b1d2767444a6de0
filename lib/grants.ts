import type { Parts } from './parts.ts';

/** Who may do what: the whole of it, function by function. Each grant sets the variable and the permission together. */
export const grantAll = (parts: Parts): void => {
  grantAnnounce(parts);
  grantPlan(parts);
  grantSend(parts);
  grantEvidence(parts);
  grantSweep(parts);
  grantWeb(parts);
  grantEpisodes(parts);
};

const grantAnnounce = ({ functions, catalog, announcements, planQueue, failedEvents, web }: Parts): void => {
  const { announce } = functions;
  catalog.feeds(announce, failedEvents);
  catalog.grantRead(announce);
  announcements.grantCreate(announce);
  planQueue.grantSend(announce, 'planQueueUrl');
  web.tell(announce);
};

const grantPlan = (parts: Parts): void => {
  const { functions, announcements, subscribers, planQueue, sendQueue } = parts;
  const { plan } = functions;
  announcements.grantWork(plan);
  // A plan without members closes at once, and leaves the list of open announcements.
  announcements.grantRelease(plan);
  plan.setting('retentionDays', String(parts.configuration.retentionDays));
  subscribers.grantWalk(plan);
  planQueue.grantSend(plan, 'planQueueUrl');
  sendQueue.grantSend(plan, 'sendQueueUrl');
};

const grantSend = (parts: Parts): void => {
  const { send } = parts.functions;
  parts.announcements.grantWork(send);
  parts.announcements.grantRelease(send);
  parts.subscribers.grantLookUp(send);
  parts.sendQueue.grantSend(send, 'sendQueueUrl');
  parts.keys.grantUse(send);
  parts.mail.grantSend(send);
  parts.mail.grantReadQuota(send);
  send.setting('senders', String(parts.configuration.senders));
  send.setting('retentionDays', String(parts.configuration.retentionDays));
};

const grantEvidence = ({ functions, announcements, subscribers, configuration }: Parts): void => {
  const { evidence } = functions;
  announcements.grantWork(evidence);
  announcements.grantRelease(evidence);
  subscribers.grantSuppress(evidence);
  evidence.setting('retentionDays', String(configuration.retentionDays));
};

const grantSweep = (parts: Parts): void => {
  const { sweep } = parts.functions;
  parts.catalog.grantRead(sweep);
  parts.catalog.grantListShows(sweep);
  parts.catalog.grantReadSchedule(sweep);
  parts.catalog.grantPublish(sweep);
  parts.announcements.grantWork(sweep);
  parts.announcements.grantRelease(sweep);
  parts.planQueue.grantSend(sweep, 'planQueueUrl');
  parts.sendQueue.grantSend(sweep, 'sendQueueUrl');
  parts.mail.grantReadQuota(sweep);
  parts.web.tell(sweep);
  sweep.setting('senders', String(parts.configuration.senders));
  sweep.setting('doubtPolicy', parts.configuration.doubtPolicy);
  sweep.setting('retentionDays', String(parts.configuration.retentionDays));
};

const grantWeb = (parts: Parts): void => {
  const { functions, catalog, subscribers, announcements, keys, mail, web, configuration } = parts;
  functions.web.setting('signUpsPerSource', String(configuration.signUpsPerSource));
  catalog.grantRead(functions.web);
  catalog.grantListShows(functions.web);
  subscribers.grantManage(functions.web);
  announcements.grantRead(functions.web);
  announcements.grantMarkLatecomers(functions.web);
  keys.grantUse(functions.web);
  mail.grantSend(functions.web);
  web.tell(functions.web);
};

const grantEpisodes = ({ functions, catalog, mail, web }: Parts): void => {
  catalog.grantPublish(functions.publish);
  catalog.grantRead(functions.preview);
  mail.grantSend(functions.preview);
  web.tell(functions.preview);
  catalog.grantListShows(functions.feedPoll);
  catalog.grantImport(functions.feedPoll);
  // What it reads was written by strangers: it sends nothing itself.
  functions.preview.grantInvocation(functions.feedPoll, 'previewFunction');
};

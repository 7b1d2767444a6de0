import { readEnvironment, SETTINGS } from '../aws/environment.ts';
import type { Surroundings } from '../aws/surroundings.ts';
import { wireMailer, wireTables } from '../aws/wiring.ts';
import { sendPreview } from '../email/preview-sending.ts';
import { createRenderer } from '../email/rendering.ts';
import { createPreviewHandler } from '../handlers/preview.ts';
import { createLinkProbe } from '../network/link-probe.ts';
import { entry, type Handler } from './entry.ts';

const { catalogTable, publicUrl, configurationSet } = SETTINGS;
const shape = { catalogTable, publicUrl, configurationSet };

export const wirePreview = async (surroundings: Surroundings): Promise<Handler> => {
  const settings = readEnvironment(shape, surroundings.environment);
  const deps = {
    publicUrl: settings.publicUrl,
    renderer: createRenderer(),
    catalog: wireTables(surroundings).catalog(settings.catalogTable),
    mailer: wireMailer(surroundings, settings.configurationSet),
    clock: surroundings.clock,
  };
  const probe = createLinkProbe();
  return createPreviewHandler({
    send: (request, checkLinks) => sendPreview(checkLinks ? { ...deps, probe } : deps, request),
  });
};

export const handler = entry(wirePreview);

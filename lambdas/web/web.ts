import type { Voice } from './pages/layout.ts';

/** What API Gateway says about a request beside the request itself, as far as the pages use it. */
export type Gateway = {
  readonly requestContext?: { readonly http?: { readonly sourceIp?: string } };
  /** What it says is no request: another one stands for it, and is refused. */
  readonly unreadable?: true;
};

export type Web = {
  Bindings: Gateway;
  Variables: {
    /** Under /s/:show, when the show exists. */
    voice: Voice;
  };
};

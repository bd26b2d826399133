/**
 * The two scripts this page may ever start, named literally: under Trusted Types a worker and the service worker are
 * the only script addresses we hand to the browser, and no caller can add a third.
 */
import workerUrl from "../../worker/worker.ts?worker&url";

const allowed: ReadonlySet<string> = new Set([workerUrl, "/sw.js"]);

type ScriptPolicy = { createScriptURL(url: string): unknown };
type TrustedTypesFactory = {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy;
};

function makePolicy(): ScriptPolicy | undefined {
  const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  return factory?.createPolicy("loket", {
    createScriptURL: (url) => {
      if (!allowed.has(url)) throw new TypeError("not a script of ours");
      return url;
    },
  });
}

const policy = makePolicy();
/** Where a browser lacks Trusted Types the plain address is what it takes. */
const trusted = (url: string): string => (policy ? (policy.createScriptURL(url) as string) : url);

export const trustedWorkerUrl = (): string => trusted(workerUrl);
export const trustedServiceWorkerUrl = (): string => trusted("/sw.js");

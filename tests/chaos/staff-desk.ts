/** A verifier of the district office without a browser: decides on cases through the staff API. Knows no tablet. */
import type { CaseActionRequest, CaseDetail, CaseList } from "../../src/protocol/staff/staff-api.ts";
import { staffPaths } from "../../src/protocol/staff/staff-api.ts";
import type { District } from "../journey/support/district.ts";
import type { Prng } from "../simulation/prng.ts";

const patienceMs = 20_000;

export class StaffDesk {
  readonly #district: District;
  readonly #chance: Prng;
  #cookie: string | undefined;

  constructor(district: District, chance: Prng) {
    this.#district = district;
    this.#chance = chance;
  }

  /** Decides on one open case, if there is one. Gives what was done; rejects when the server is away. */
  async decide(): Promise<string | undefined> {
    const list = (await this.#get(`${staffPaths.cases}?${openStages}`)) as CaseList;
    if (list.items.length === 0) return undefined;
    const { application } = this.#chance.pick(list.items);
    const path = staffPaths.case.replace(":application", application);
    const found = (await this.#get(path)) as CaseDetail;
    const request = this.#choose(found);
    if (!request) return undefined;
    const done = await this.#ask("POST", staffPaths.caseActions.replace(":application", application), request);
    return `${found.slipCode} ${request.action}: ${done.status}`;
  }

  #choose({ version, allowed }: CaseDetail): CaseActionRequest | undefined {
    const possible = allowed.filter((action) => action !== "ask-correction" && action !== "reject");
    if (possible.length === 0) return undefined;
    const action = this.#chance.pick(possible);
    return action === "ready-for-pickup" ? { version, action, place: "Balai desa" } : { version, action };
  }

  async #get(path: string): Promise<unknown> {
    const answer = await this.#ask("GET", path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  }

  async #ask(method: "GET" | "POST", path: string, body?: unknown): Promise<Response> {
    this.#cookie ??= await this.#signIn();
    return this.#send(method, path, body, { cookie: this.#cookie });
  }

  async #signIn(): Promise<string> {
    const answer = await this.#send("POST", "/api/auth/sign-in/email", this.#district.admin, {});
    const [cookie] = answer.headers.getSetCookie();
    if (cookie === undefined) throw new Error(`sign-in: ${answer.status}`);
    return cookie.split(";")[0] ?? "";
  }

  #send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return fetch(new URL(path, this.#district.url), {
      method,
      headers: { "x-loket": "1", "content-type": "application/json", ...headers },
      signal: AbortSignal.timeout(patienceMs),
      ...sent,
    });
  }
}

const openStages = ["received", "corrected", "accepted", "ready-for-pickup"].map((stage) => `stage=${stage}`).join("&");

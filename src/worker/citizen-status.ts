/**
 * What may be said of a slip before any PIN: what lies in the clear on this tablet, and the district's public word. Reads
 * no vault, keeps nothing of what was asked.
 */
import { fromUtf8 } from "../base/bytes.ts";
import { parseJson } from "../base/json.ts";
import { tapWaitMsMax } from "../base/limits.ts";
import { slipCode } from "../domain/slip/slip-code.ts";
import { endpoints } from "../protocol/endpoints.ts";
import { bytesOfHex } from "../store/log/rows.ts";
import { listEntries, photosMissing, shownState } from "./outbox.ts";
import type { Tablet } from "./tablet.ts";
import { loadSyncState } from "./tablet.ts";
import type { StatusAtDistrict, StatusHere } from "./counter-api.ts";
import type { WorkerApi } from "./worker-api.ts";

/** The calls of the door that need no PIN, over the tablet once it is opened. */
export function citizenCalls(
  opened: Promise<{ readonly tablet: Tablet }>,
): Pick<WorkerApi, "statusHere" | "statusAtDistrict"> {
  return {
    statusHere: async (code) => statusHere((await opened).tablet, code),
    statusAtDistrict: async (code) => statusAtDistrict((await opened).tablet, code),
  };
}

/** What this tablet knows of the application behind a slip code (nine characters, unformatted). */
async function statusHere(tablet: Tablet, code: string): Promise<StatusHere> {
  const enrolment = tablet.enrolled()?.enrolment;
  const state = enrolment && (await loadSyncState(tablet, enrolment));
  const rows = await listEntries(tablet);
  const row = rows.find(({ applicationId }) => slipCode(bytesOfHex(applicationId)) === code);
  const told = row && (await tablet.database.get("cases", row.applicationId));
  return {
    lastHeardAt: state?.lastReplyAt,
    entry: row && { state: shownState(row), photosMissing: photosMissing(row, state) },
    stage: told && { stage: told.stage, at: told.at },
  };
}

/** What the district says of it to anybody. A person stands and waits: an answer that hangs is no answer. */
async function statusAtDistrict({ world }: Tablet, code: string): Promise<StatusAtDistrict> {
  const late = world.timer.sleep(tapWaitMsMax).then(() => ({ kind: "offline" }) as const);
  const answer = await Promise.race([world.http.get(`${endpoints.track}/${encodeURIComponent(code)}`), late]);
  if (answer.kind === "offline") return answer;
  if (answer.status === 429) return { kind: "busy" };
  if (answer.status === 404) return { kind: "unknown" };
  const told = answer.status === 200 ? readAnswer(fromUtf8(answer.body) ?? "", code) : undefined;
  return told ? { kind: "stage", ...told } : { kind: "offline" };
}

/** A captive portal answers 200 as well: only an answer about this very code counts. */
function readAnswer(text: string, code: string): { readonly stage: string; readonly at: number } | undefined {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || !("code" in value) || value.code !== code) return undefined;
  if (!("stage" in value) || typeof value.stage !== "string") return undefined;
  if (!("at" in value) || typeof value.at !== "number") return undefined;
  return { stage: value.stage, at: value.at };
}

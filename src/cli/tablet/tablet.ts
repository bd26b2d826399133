/** The headless tablet as a whole: enrols on first use, appends what was asked for, exchanges until all is receipted. */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import type { Clock, Timer } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import type { Result } from "../../base/result.ts";
import { err, ok } from "../../base/result.ts";
import { openKeyring } from "../../crypto/district-words.ts";
import type { Configuration } from "../../domain/configuration/configuration.ts";
import { firstSyncState } from "../../sync/custody.ts";
import type { Appender } from "./append.ts";
import { makeAppender } from "./append.ts";
import { newestConfiguration } from "./configuration-cache.ts";
import { enrolAt } from "./district-client.ts";
import { makeFolder } from "./files.ts";
import { checkFilingFile, readFilingFile } from "./filing-file.ts";
import type { Enrolled, TabletKeys } from "./identity.ts";
import { openKeys, readEnrolled, writeEnrolled } from "./identity.ts";
import { Journal } from "./journal.ts";
import type { TabletLog } from "./log-port.ts";
import { makeLogPort } from "./log-port.ts";
import type { Memory } from "./memory.ts";
import { readMemory, rebuiltMemory, writeMemory } from "./memory.ts";
import { NoticeFile } from "./notice-file.ts";
import type { Plan, PlanItem, Request } from "./plan.ts";
import { beginPlan, endPlan, isSameRequest, itemsOf, readPlan } from "./plan.ts";
import { makeSample } from "./samples.ts";
import { syncAll } from "./sync-all.ts";

export type TabletOptions = {
  /** Without a slash at its end. */
  readonly server: string;
  readonly folder: string;
  readonly code: string | undefined;
  readonly request: Request;
  /** Milliseconds without any progress after which the tablet gives up for this time. */
  readonly patienceMs: number;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  readonly say: (line: string) => void;
  readonly stop: AbortSignal;
};

export type TabletReport = {
  readonly device: string;
  readonly entries: readonly {
    readonly digest: string;
    readonly log: string;
    readonly seq: number;
    /** As in the receipt, or "saved" while there is none. */
    readonly state: string;
  }[];
  /** Entries not yet complete. */
  readonly unreceipted: number;
};

type OpenTablet = {
  readonly keys: TabletKeys;
  readonly enrolled: Enrolled;
  readonly journal: Journal;
  readonly log: TabletLog;
};

/**
 * One run. What was appended is never appended twice for the same request, however often the run was killed. Failures:
 * `not-enrolled` (no code given), those of enrolment and configuration, and those of a file that is no application; then
 * nothing of the request was lost and the run can be said again.
 */
export async function runTablet(options: TabletOptions): Promise<Result<TabletReport>> {
  makeFolder(options.folder);
  const tablet = await openTablet(options);
  if (!tablet.ok) return tablet;
  const appended = await appendRequest(tablet.value, options);
  if (!appended.ok) return appended;
  await syncAll({ ...options, ...tablet.value });
  const report = makeReport(tablet.value);
  if (report.unreceipted === 0) endPlan(options.folder);
  return ok(report);
}

async function openTablet(options: TabletOptions): Promise<Result<OpenTablet>> {
  const { folder } = options;
  const keys = await openKeys(folder);
  const enrolled = readEnrolled(folder) ?? (await enrolNow(options, keys));
  if ("ok" in enrolled) return enrolled;
  const journal = Journal.open(folder);
  const notices = NoticeFile.open(folder);
  const memory = rememberOrRebuild(options, enrolled, journal, notices);
  if (!memory.ok) return memory;
  notices.keep(memory.value.notices, memory.value.state.stand);
  return ok({ keys, enrolled, journal, log: makeLogPort(folder, journal, notices, memory.value) });
}

/** A memory that is lost or does not read is made anew from the files beside it, and said so. */
function rememberOrRebuild(
  { folder, say }: TabletOptions,
  { keyring }: Enrolled,
  journal: Journal,
  notices: NoticeFile,
): Result<Memory> {
  const memory = readMemory(folder);
  if (memory?.ok === true) return memory;
  if (keyring === undefined) return memory ?? err("not-enrolled", "the state folder has lost its memory");
  const digests = journal.lines().flatMap((line) => (line.isPurged ? [] : [line.digest]));
  const rebuilt = rebuiltMemory(keyring, digests, notices);
  writeMemory(folder, rebuilt);
  say(`memory lost: ${digests.length} entries and ${rebuilt.notices.length} notices found again`);
  return ok(rebuilt);
}

/** Memory first, then the certificate: whoever finds a certificate finds the keyring too. */
async function enrolNow(
  options: TabletOptions,
  keys: TabletKeys,
): Promise<Enrolled | Extract<Result<never>, { ok: false }>> {
  if (options.code === undefined) return err("not-enrolled", "give --code on first use");
  const answer = await enrolAt(options.server, options.code, keys);
  if (!answer.ok) return answer;
  const { enrolled, keyring } = answer.value;
  writeMemory(options.folder, { state: firstSyncState(keyring), custody: new Map(), notices: [] });
  writeEnrolled(options.folder, enrolled);
  options.say(`enrolled as ${toHex(enrolled.device)}`);
  return enrolled;
}

/** What an earlier run left unfinished comes first; the same request again is that one, not a new one. */
async function appendRequest(tablet: OpenTablet, options: TabletOptions): Promise<Result<true>> {
  const { folder, request } = options;
  const unfinished = readPlan(folder);
  const appended = unfinished === undefined ? ok(true as const) : await appendPlan(unfinished, tablet, options);
  const isKnown = unfinished !== undefined && isSameRequest(unfinished, request);
  if (!appended.ok || isKnown || request.files.length + request.samples === 0) return appended;
  const checked = await checkFiles(tablet, options);
  return checked.ok ? appendPlan(beginPlan(folder, request, options.random), tablet, options) : checked;
}

/** Before anything is appended: one bad file must not leave the others half done. */
async function checkFiles(tablet: OpenTablet, options: TabletOptions): Promise<Result<true>> {
  if (options.request.files.length === 0) return ok(true);
  const ready = await readyToAppend(tablet, options);
  if (!ready.ok) return ready;
  for (const path of options.request.files) {
    const parts = { ...ready.value, random: options.random, filedAt: options.clock.now() };
    const checked = await checkFilingFile(path, parts);
    if (!checked.ok) return err(checked.code, `${path}: ${checked.detail ?? ""}`);
  }
  return ok(true);
}

async function appendPlan(plan: Plan, tablet: OpenTablet, options: TabletOptions): Promise<Result<true>> {
  const missing = itemsOf(plan).filter(({ draftId }) => !tablet.journal.hasDraft(draftId));
  if (missing.length === 0) return ok(true);
  const ready = await readyToAppend(tablet, options);
  if (!ready.ok) return ready;
  for (const { item, draftId } of missing) {
    if (options.stop.aborted) return err("stopped", "asked to end");
    const filing = await makeFiling(item, tablet, ready.value, options);
    if (!filing.ok) return filing;
    await ready.value.appender.append(filing.value, draftId);
  }
  options.say(`appended ${missing.length}`);
  return ok(true);
}

type Ready = { readonly configuration: Configuration; readonly appender: Appender };

async function readyToAppend(tablet: OpenTablet, options: TabletOptions): Promise<Result<Ready>> {
  const { rootKey, regency } = tablet.enrolled;
  const ring = await openKeyring((await tablet.log.loadState()).keyring, rootKey, regency);
  if (!ring.ok) return ring;
  const trust = { ring: ring.value, regency };
  const configuration = await newestConfiguration(options.server, options.folder, trust);
  if (!configuration.ok) return configuration;
  const parts = { ...options, ...tablet, ring: ring.value, configuration: configuration.value };
  return ok({ configuration: configuration.value, appender: await makeAppender(parts) });
}

async function makeFiling(item: PlanItem, tablet: OpenTablet, ready: Ready, options: TabletOptions) {
  const parts = {
    ...ready,
    village: tablet.enrolled.village,
    random: options.random,
    filedAt: options.clock.now(),
  };
  return item.kind === "file" ? readFilingFile(item.path, parts) : ok(await makeSample(item.seed, item.index, parts));
}

function makeReport({ enrolled, log }: { readonly enrolled: Enrolled; readonly log: TabletLog }): TabletReport {
  const entries = log.all().map(({ digest, logId, seq, custody }) => ({
    digest: toHex(digest),
    log: toHex(logId),
    seq,
    state: custody.receipt?.state ?? "saved",
    isComplete: custody.safe || (custody.delivery === "received" && custody.receipt?.state === "complete"),
  }));
  return {
    device: toHex(enrolled.device satisfies Bytes),
    entries: entries.map(({ isComplete: _, ...entry }) => entry),
    unreceipted: entries.filter(({ isComplete }) => !isComplete).length,
  };
}

/**
 * Takes in one bundle, item by item as the bytes arrive: each complete item is verified and stored before the rest is
 * here, and of a cut blob part what came is kept. Opens nothing: the district stores first (DESIGN §2).
 */
import type { Bytes } from "../../base/bytes.ts";
import { toHex, utf8 } from "../../base/bytes.ts";
import { bundleItemsMax, itemBytesMax } from "../../base/limits.ts";
import { parseBundleItem, parseCutBlobPart } from "../../protocol/bundle.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import { errorBody } from "../../protocol/errors.ts";
import { ItemReader } from "../../protocol/framing.ts";
import type { District } from "../district.ts";
import { StorageFullError } from "../storage/ports.ts";
import type { Answer } from "./answer.ts";
import { findAnswer, signAnswer } from "./answer.ts";
import { announceHeads } from "./announce-heads.ts";
import { Budget } from "./budget.ts";
import { openHeader } from "./open-header.ts";
import type { Way } from "./session.ts";
import { Session } from "./session.ts";
import { unshelve } from "./shelf.ts";
import { noticeRollback, openStand } from "./stand.ts";
import { takeBlobPart } from "./take-blob-part.ts";
import type { StoreRun } from "./take-run.ts";
import { proveRun } from "./take-run.ts";
import { readSlip, takeReturnedNotice } from "./take-slip.ts";

export type ReceivedBundle = {
  /** 200 with a signed reply; anything else with an error body, and nothing of the bundle was believed. */
  readonly status: number;
  readonly body: readonly Bytes[];
  /** What the reply was made of; undefined when nothing was believed. */
  readonly answer: Answer | undefined;
};

/**
 * Reads `chunks` to their end, or to where they break off (a reset connection): what was complete by then is stored. A
 * failure of ours rejects; then nothing was answered and the tablet comes again.
 */
export async function receiveBundle(
  district: District,
  chunks: AsyncIterable<Uint8Array>,
  way: Way = { road: "network" },
): Promise<ReceivedBundle> {
  const reader = new ItemReader(itemBytesMax);
  const intake = new Intake(district, way);
  let isCut = false;
  try {
    for await (const chunk of chunks) {
      const items = reader.push(chunk);
      for (const item of items.ok ? items.value : []) await intake.take(item);
      intake.commitRuns();
      if (reader.failure || intake.isOver) break;
    }
  } catch (error) {
    if (!intake.isOurs(error)) isCut = true;
    else throw error;
  }
  await intake.settle();
  const rest = parseCutBlobPart(reader.rest);
  if (rest && intake.session && !intake.isOver) await takeBlobPart(district, intake.session, rest);
  if (intake.refusal) return refuse(intake.refusal);
  if (!intake.session) return refuse(reader.failure ?? "malformed");
  if (reader.failure) intake.session.report(reader.failure);
  else if (reader.rest.byteLength > 0 && !intake.isOver) intake.session.report("malformed");
  if (isCut) district.log.info("bundle-cut", { device: toHex(intake.session.sender.header.device) });
  await announceHeads(district, intake.session);
  const answer = await findAnswer(district, intake.session);
  return { status: 200, body: await signAnswer(district, answer), answer };
}

function refuse(code: ErrorCode): ReceivedBundle {
  const { status, body } = errorBody(code);
  return { status, body: [utf8(JSON.stringify(body))], answer: undefined };
}

/** What finds no room stays on the shelf: no reason to refuse whoever sends now. */
async function takeFromShelf(district: District): Promise<void> {
  try {
    await unshelve(district);
  } catch (error) {
    if (!(error instanceof StorageFullError)) throw error;
  }
}

/** The items of one bundle, in order. The runs of one chunk are committed together while the next one is still on its way. */
class Intake {
  session: Session | undefined;
  refusal: ErrorCode | undefined;
  readonly #district: District;
  readonly #commits = new Set<Promise<void>>();
  #proven: StoreRun[] = [];
  readonly #failures: unknown[] = [];
  #items = 0;
  readonly #way: Way;

  constructor(district: District, way: Way) {
    this.#district = district;
    this.#way = way;
  }

  get isOver(): boolean {
    // With a full disk nothing more can be kept: the tablet hears so at once instead of after its whole upload.
    return this.refusal !== undefined || this.#items > bundleItemsMax || this.session?.isFull === true;
  }

  /** True for a failure of our own work, as opposed to a connection that broke. */
  isOurs(error: unknown): boolean {
    return this.#failures.includes(error);
  }

  async take(item: Bytes): Promise<void> {
    this.#items += 1;
    if (this.isOver) return;
    try {
      if (this.session) await this.#takeItem(this.session, item);
      else await this.#begin(item);
    } catch (error) {
      if (this.session && error instanceof StorageFullError) return this.session.tellFull();
      this.#failures.push(error);
      throw error;
    }
  }

  /** Starts to store the runs proven so far, in their order. */
  commitRuns(): void {
    const runs = this.#proven;
    this.#proven = [];
    for (const store of runs) this.#track(store());
  }

  /** Waits until every run taken so far is committed. Rejects when one could not be. */
  async settle(): Promise<void> {
    this.commitRuns();
    await Promise.all(this.#commits);
    if (this.#failures.length > 0) throw this.#failures[0];
  }

  async #begin(item: Bytes): Promise<void> {
    const district = this.#district;
    await district.ledger.refresh();
    const sender = await openHeader(district, item);
    if (!sender.ok) {
      this.refusal = sender.code;
      return;
    }
    const { certificate, isRevoked, body } = sender.value;
    const shown = await openStand(district, body.stand);
    // Before anything gets a number: numbers of a store that was rolled back unannounced must not be given again.
    if (shown) await noticeRollback(district, shown);
    if (certificate) await takeFromShelf(district);
    const budget =
      certificate &&
      (await district.storage.transaction((tx) => Budget.open(tx, certificate, district.clock.now(), isRevoked)));
    this.session = new Session(sender.value, shown, budget, this.#way);
    if (!(await district.blobs.hasRoom())) this.session.tellFull();
  }

  async #takeItem(session: Session, bytes: Bytes): Promise<void> {
    const item = parseBundleItem(bytes);
    if (!item.ok) return session.report(item.code);
    switch (item.value.type) {
      case "run":
        this.#proven.push(await proveRun(this.#district, session, bytes, item.value.run));
        return;
      case "offers":
        return session.offer(item.value.digests);
      case "blobPart":
        // An entry must be held before its blobs are taken.
        await this.settle();
        return takeBlobPart(this.#district, session, item.value.part);
      case "slip": {
        const head = await readSlip(this.#district, item.value.slip);
        if (head) session.heads.push(head);
        return;
      }
      case "notice":
        return this.#takeNotice(session, item.value.notice);
      case "header":
        return session.report("malformed");
      case "unknown":
        return;
    }
  }

  async #takeNotice(session: Session, notice: Bytes): Promise<void> {
    if (!session.sender.certificate) return;
    const problem = await takeReturnedNotice(this.#district, notice);
    if (problem === undefined) return;
    this.#district.log.warn("notice-not-taken", { device: toHex(session.sender.header.device), problem });
    session.report(problem);
  }

  #track(commit: Promise<void>): void {
    const tracked = commit
      .catch((error: unknown) => {
        this.#failures.push(error);
      })
      .finally(() => this.#commits.delete(tracked));
    this.#commits.add(tracked);
  }
}

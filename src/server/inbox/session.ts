/** What one bundle has named, brought and run into so far: from it the reply is made. Decides nothing itself. */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { offersMax, replyReceiptsMax } from "../../base/limits.ts";
import { digestPrefixBytes } from "../../protocol/entry.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import type { Stand } from "../../protocol/stand.ts";
import type { AnnouncedHead } from "../ledger/ledger.ts";
import type { Budget } from "./budget.ts";
import type { Sender } from "./open-header.ts";

/** What became of the entries of one village. */
export type RunFate = "taken" | "known" | "later" | "refused";

/** The road a bundle came by: a carried one tells nothing of this moment. */
export type Road = "network" | "courier";

export type Way = {
  readonly road: Road;
  /** Network address of whoever sent it, where there is one. */
  readonly address?: string | undefined;
};

export class Session {
  readonly sender: Sender;
  /** The stand the tablet showed back, when this district signed it. */
  readonly shown: Stand | undefined;
  /** Undefined for a key without certificate. */
  readonly budget: Budget | undefined;
  /** Announced by slips of this bundle. */
  readonly heads: AnnouncedHead[] = [];
  /** Heads of this bundle that nobody had announced before. */
  readonly newHeads: AnnouncedHead[] = [];
  #isFull = false;
  problem: ErrorCode | undefined;
  readonly #named = new Map<string, Bytes>();
  readonly #runs: (readonly Bytes[])[] = [];
  readonly #offered = new Map<string, Bytes>();
  readonly #later = new Map<string, Bytes>();
  readonly #fates = new Map<number, Map<RunFate, number>>();
  readonly way: Way;

  constructor(sender: Sender, shown: Stand | undefined, budget: Budget | undefined, way: Way) {
    this.sender = sender;
    this.shown = shown;
    this.budget = budget;
    this.way = way;
  }

  /** Counts entries for those who watch an import; decides nothing. */
  count(village: number, fate: RunFate, entries: number): void {
    const fates = this.#fates.get(village) ?? new Map<RunFate, number>();
    fates.set(fate, (fates.get(fate) ?? 0) + entries);
    this.#fates.set(village, fates);
  }

  /** Entries by village and what became of them. */
  get fates(): ReadonlyMap<number, ReadonlyMap<RunFate, number>> {
    return this.#fates;
  }

  /** The reply owes each of these a receipt; what is above a reply's room is told by a later one. */
  name(digests: readonly Bytes[]): void {
    for (const digest of digests) {
      const prefix = toHex(prefixOf(digest));
      const known = this.#named.get(prefix);
      // A whole digest is found quicker than its beginning.
      const isBetter = known ? known.byteLength < digest.byteLength : this.#named.size < replyReceiptsMax;
      if (isBetter) this.#named.set(prefix, digest);
    }
  }

  /** The entries of a run of which nothing was refused, in its order. */
  nameRun(digests: readonly Bytes[]): void {
    this.name(digests);
    this.#runs.push(digests);
  }

  /** …and these a receipt or a want. More than a bundle may offer are passed over: the tablet offers them again. */
  offer(prefixes: readonly Bytes[]): void {
    const taken = prefixes.slice(0, Math.max(0, offersMax - this.#offered.size));
    if (taken.length < prefixes.length) this.report("bundle-too-large");
    this.name(taken);
    for (const prefix of taken) if (this.#named.has(toHex(prefix))) this.#offered.set(toHex(prefix), prefix);
  }

  defer(digests: readonly Bytes[]): void {
    for (const prefix of digests.map(prefixOf)) this.#later.set(toHex(prefix), prefix);
  }

  /** No room on the disk: from here on nothing of this bundle is taken, and the reply says `later`. */
  tellFull(): void {
    this.#isFull = true;
    this.report("storage-full");
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  /** The first problem is the one worth telling. */
  report(problem: ErrorCode): void {
    this.problem ??= problem;
  }

  /** Whole digests where they are known, else 16-byte prefixes. */
  get named(): readonly Bytes[] {
    return [...this.#named.values()];
  }

  get runs(): readonly (readonly Bytes[])[] {
    return this.#runs;
  }

  get offered(): readonly Bytes[] {
    return [...this.#offered.values()];
  }

  get later(): readonly Bytes[] {
    return [...this.#later.values()];
  }
}

function prefixOf(digest: Bytes): Bytes {
  return digest.slice(0, digestPrefixBytes);
}

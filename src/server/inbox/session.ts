/** What one bundle has named, brought and run into so far: from it the reply is made. Decides nothing itself. */
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { digestPrefixBytes } from "../../protocol/entry.ts";
import type { ErrorCode } from "../../protocol/errors.ts";
import type { Stand } from "../../protocol/stand.ts";
import type { AnnouncedHead } from "../ledger/ledger.ts";
import type { Budget } from "./budget.ts";
import type { Sender } from "./open-header.ts";

export class Session {
  readonly sender: Sender;
  /** The stand the tablet showed back, when this district signed it. */
  readonly shown: Stand | undefined;
  /** Undefined for a key without certificate. */
  readonly budget: Budget | undefined;
  readonly heads: AnnouncedHead[] = [];
  isFull = false;
  problem: ErrorCode | undefined;
  readonly #named = new Map<string, Bytes>();
  readonly #offered = new Map<string, Bytes>();
  readonly #later = new Map<string, Bytes>();

  constructor(sender: Sender, shown: Stand | undefined, budget: Budget | undefined) {
    this.sender = sender;
    this.shown = shown;
    this.budget = budget;
  }

  /** The reply owes each of these a receipt. */
  name(digests: readonly Bytes[]): void {
    for (const digest of digests) {
      const prefix = toHex(prefixOf(digest));
      // A whole digest is found quicker than its beginning.
      if ((this.#named.get(prefix)?.byteLength ?? 0) < digest.byteLength) this.#named.set(prefix, digest);
    }
  }

  /** …and these a receipt or a want. */
  offer(prefixes: readonly Bytes[]): void {
    for (const prefix of prefixes) this.#offered.set(toHex(prefix), prefix);
    this.name(prefixes);
  }

  defer(digests: readonly Bytes[]): void {
    for (const prefix of digests.map(prefixOf)) this.#later.set(toHex(prefix), prefix);
  }

  /** The first problem is the one worth telling. */
  report(problem: ErrorCode): void {
    this.problem ??= problem;
  }

  /** Whole digests where they are known, else 16-byte prefixes. */
  get named(): readonly Bytes[] {
    return [...this.#named.values()];
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

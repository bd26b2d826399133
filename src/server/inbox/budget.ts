/**
 * The daily budget of a certificate, in entries and bytes of district time. It defers, it never refuses: above it a
 * tablet is told to come later. Its first run of a day always passes (DESIGN §2).
 */
import { DAY_MS, dailyBytesMax, dailyEntriesMax, revokedEntriesMax } from "../../base/limits.ts";
import type { StorageTx } from "../storage/ports.ts";
import type { BudgetRow } from "../storage/rows.ts";

export class Budget {
  readonly #serial: number;
  readonly #day: number;
  readonly #entriesMax: number;
  readonly #isRevoked: boolean;
  #used: Omit<BudgetRow, "serial" | "day">;
  #fresh = { entries: 0, bytes: 0, runs: 0 };

  private constructor(row: BudgetRow, entriesMax: number, isRevoked: boolean) {
    this.#serial = row.serial;
    this.#day = row.day;
    this.#used = row;
    this.#entriesMax = entriesMax;
    this.#isRevoked = isRevoked;
  }

  /** What the certificate has used today. A revoked one has a small budget of its own, for good and not per day. */
  static async open(tx: StorageTx, serial: number, now: number, isRevoked: boolean): Promise<Budget> {
    const day = isRevoked ? 0 : Math.floor(now / DAY_MS);
    const row = (await tx.budgets.find(serial, day)) ?? { serial, day, entries: 0, bytes: 0, runs: 0 };
    return new Budget(row, isRevoked ? revokedEntriesMax : dailyEntriesMax, isRevoked);
  }

  /** Takes room for what is about to be stored; false, and nothing taken, when there is none. */
  reserve(entries: number, bytes: number): boolean {
    const used = {
      entries: this.#used.entries + this.#fresh.entries + entries,
      bytes: this.#used.bytes + this.#fresh.bytes + bytes,
    };
    const isFirstRun = this.#used.runs + this.#fresh.runs === 0 && entries > 0 && !this.#isRevoked;
    if (!isFirstRun && (used.entries > this.#entriesMax || used.bytes > dailyBytesMax)) return false;
    this.#count(entries, bytes, 1);
    return true;
  }

  /** Gives back what was reserved for a transaction that did not come through. */
  release(entries: number, bytes: number): void {
    this.#count(entries, bytes, -1);
  }

  #count(entries: number, bytes: number, sign: 1 | -1): void {
    this.#fresh = {
      entries: this.#fresh.entries + sign * entries,
      bytes: this.#fresh.bytes + sign * bytes,
      runs: this.#fresh.runs + (entries > 0 ? sign : 0),
    };
  }

  /** Adds what this bundle used to the day. */
  async save(tx: StorageTx): Promise<void> {
    const { entries, bytes, runs } = this.#fresh;
    if (entries + bytes === 0) return;
    const key = { serial: this.#serial, day: this.#day };
    const row = (await tx.budgets.find(key.serial, key.day)) ?? { ...key, entries: 0, bytes: 0, runs: 0 };
    await tx.budgets.put({ ...key, entries: row.entries + entries, bytes: row.bytes + bytes, runs: row.runs + runs });
    this.#used = row;
    this.#fresh = { entries: 0, bytes: 0, runs: 0 };
  }
}

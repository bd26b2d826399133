/**
 * The daily budget of a certificate, in entries and bytes of district time. It defers, it never refuses: above it a
 * tablet is told to come later. Its first run of a day always passes (DESIGN §2).
 */
import type { Bytes } from "../../base/bytes.ts";
import {
  budgetRaiseFactor,
  DAY_MS,
  dailyBytesMax,
  dailyEntriesMax,
  revokedEntriesMax,
  slippedBudgetFactor,
} from "../../base/limits.ts";
import type { StorageTx } from "../storage/ports.ts";
import type { BudgetRow } from "../storage/rows.ts";

export type BudgetLimits = { readonly entries: number; readonly bytes: number };

/** Whose budget: counted by certificate, raised by device. */
export type BudgetOwner = { readonly serial: number; readonly device: Bytes };

/** Days of the budget, from district time. */
export function budgetDay(now: number): number {
  return Math.floor(now / DAY_MS);
}

/** What may come in a day; of a revoked certificate for good. */
export function limitsOf(isRevoked: boolean, isRaised: boolean): BudgetLimits {
  const factor = isRaised ? budgetRaiseFactor : 1;
  return { entries: factor * (isRevoked ? revokedEntriesMax : dailyEntriesMax), bytes: factor * dailyBytesMax };
}

/** What a certificate has used on a day. */
export async function findBudget(tx: StorageTx, serial: number, day: number): Promise<BudgetRow> {
  return (await tx.budgets.find(serial, day)) ?? { serial, day, entries: 0, bytes: 0, runs: 0, deferred: 0 };
}

export class Budget {
  readonly #serial: number;
  readonly #day: number;
  readonly #limits: BudgetLimits;
  readonly #isRevoked: boolean;
  #used: Omit<BudgetRow, "serial" | "day">;
  #fresh = { entries: 0, bytes: 0, runs: 0, deferred: 0 };

  private constructor(row: BudgetRow, limits: BudgetLimits, isRevoked: boolean) {
    this.#serial = row.serial;
    this.#day = row.day;
    this.#used = row;
    this.#limits = limits;
    this.#isRevoked = isRevoked;
  }

  /** What the certificate has used today. A revoked one has a small budget of its own, for good and not per day. */
  static async open(tx: StorageTx, owner: BudgetOwner, now: number, isRevoked: boolean): Promise<Budget> {
    const row = await findBudget(tx, owner.serial, isRevoked ? 0 : budgetDay(now));
    const raise = await tx.budgets.findRaise(owner.device);
    return new Budget(row, limitsOf(isRevoked, raise !== undefined && raise.until > now), isRevoked);
  }

  /** Takes room for what is about to be stored; false, and nothing taken, when there is none. Slips make more room. */
  reserve(entries: number, bytes: number, isSlipped = false): boolean {
    const factor = isSlipped ? slippedBudgetFactor : 1;
    const used = {
      entries: this.#used.entries + this.#fresh.entries + entries,
      bytes: this.#used.bytes + this.#fresh.bytes + bytes,
    };
    const isFirstRun = this.#used.runs + this.#fresh.runs === 0 && entries > 0 && !this.#isRevoked;
    if (!isFirstRun && (used.entries > factor * this.#limits.entries || used.bytes > factor * this.#limits.bytes)) {
      // A piece of a blob counts as one: what matters is that it happened.
      this.#fresh = { ...this.#fresh, deferred: this.#fresh.deferred + Math.max(1, entries) };
      return false;
    }
    this.#count(entries, bytes, 1);
    return true;
  }

  /** Gives back what was reserved for a transaction that did not come through. */
  release(entries: number, bytes: number): void {
    this.#count(entries, bytes, -1);
  }

  #count(entries: number, bytes: number, sign: 1 | -1): void {
    this.#fresh = {
      ...this.#fresh,
      entries: this.#fresh.entries + sign * entries,
      bytes: this.#fresh.bytes + sign * bytes,
      runs: this.#fresh.runs + (entries > 0 ? sign : 0),
    };
  }

  /** Adds what this bundle used to the day. */
  async save(tx: StorageTx): Promise<void> {
    const { entries, bytes, runs, deferred } = this.#fresh;
    if (entries + bytes + deferred === 0) return;
    const row = await findBudget(tx, this.#serial, this.#day);
    const { serial, day } = row;
    const next = { entries: row.entries + entries, bytes: row.bytes + bytes, runs: row.runs + runs };
    await tx.budgets.put({ serial, day, ...next, deferred: row.deferred + deferred });
    this.#used = row;
    this.#fresh = { entries: 0, bytes: 0, runs: 0, deferred: 0 };
  }
}

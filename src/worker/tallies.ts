/**
 * Sums by month that outlive what they count: applications by service, bytes over the network. No name and no order in
 * them; in a small store of their own, so that page and service worker add to one sum.
 */
import { dateInJakarta } from "../domain/date/civil-date.ts";
import { createStore, get, update } from "idb-keyval";
import type { UseStore } from "idb-keyval";

export type MonthTally = {
  /** Bodies of requests and answers. */
  readonly bytes: number;
  /** Applications by service id. */
  readonly services: Readonly<Record<string, number>>;
  /** Those that are in the sums, so that none is counted twice. */
  readonly counted: readonly string[];
};

export const noTally: MonthTally = { bytes: 0, services: {}, counted: [] };

export interface Tallies {
  /** `month`: "2026-11" in WIB. */
  read(month: string): Promise<MonthTally>;
  change(month: string, change: (before: MonthTally) => MonthTally): Promise<void>;
}

/** The month in WIB: "2026-11". */
export function monthOf(at: number): string {
  return dateInJakarta(at).slice(0, 7);
}

/** Adds an application once. */
export function withFiled(tally: MonthTally, applicationId: string, serviceId: string): MonthTally {
  if (tally.counted.includes(applicationId)) return tally;
  return {
    ...tally,
    services: { ...tally.services, [serviceId]: (tally.services[serviceId] ?? 0) + 1 },
    // Sorted: the order of filing would tell which application is which service.
    counted: [...tally.counted, applicationId].toSorted(),
  };
}

/** The sums of this origin. A disk that takes no more costs a count, never a filing or an exchange. */
export function openTallies(): Tallies {
  let opened: UseStore | undefined;
  const store = (): UseStore => (opened ??= createStore("loket-tallies", "months"));
  return {
    read: async (month) => (await get<MonthTally>(month, store()).catch(() => undefined)) ?? noTally,
    change: (month, change) =>
      update<MonthTally>(month, (before) => change(before ?? noTally), store()).catch(() => undefined),
  };
}

/** Sums that live as long as the object. */
export function memoryTallies(): Tallies {
  const months = new Map<string, MonthTally>();
  return {
    read: (month) => Promise.resolve(months.get(month) ?? noTally),
    change(month, change) {
      months.set(month, change(months.get(month) ?? noTally));
      return Promise.resolve();
    },
  };
}

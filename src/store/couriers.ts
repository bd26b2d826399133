/** The saved files whose answers may still come, in one row of the database. Knows no file and no reply. */
import { couriersOpenMax } from "../base/limits.ts";
import type { CourierBook, OpenCourier } from "../sync/courier.ts";
import type { Database, Found } from "./ports.ts";
import { StoreFailure } from "./ports.ts";

/**
 * The book over the database. A disk that is full is why somebody saves to a file: what cannot be written is remembered
 * as long as this object lives, and then the next exchange says what has arrived.
 */
export function openCourierBook(database: Database): CourierBook {
  let unwritten: readonly OpenCourier[] = [];
  return {
    async load() {
      const row = await database.get("state", "couriers");
      return [...(row?.key === "couriers" ? row.couriers : []), ...unwritten];
    },
    async add(courier) {
      try {
        await database.transact([{ table: "state", key: "couriers" }], (found) => {
          const couriers = [...stored(found), ...unwritten, courier].slice(-couriersOpenMax);
          return [{ table: "state", put: { key: "couriers", couriers } }];
        });
        unwritten = [];
      } catch (error) {
        if (!(error instanceof StoreFailure) || error.code !== "storage-full") throw error;
        unwritten = [...unwritten, courier].slice(-couriersOpenMax);
      }
    },
  };
}

function stored(found: Found): readonly OpenCourier[] {
  const row = found.get("state", "couriers");
  return row?.key === "couriers" ? row.couriers : [];
}

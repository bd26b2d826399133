/** Stores of a few rows each: attempts, looks, codes, budgets, the shelf, backup generations, settings. */
import { createHash } from "node:crypto";
import type {
  AttemptStore,
  BackupStore,
  BudgetStore,
  CodeStore,
  LookStore,
  SettingStore,
  ShelfStore,
} from "../ports.ts";
import type { Bound } from "./bound.ts";
import { queryChunks, withoutRegency } from "./bound.ts";

export function attemptStore({ tables, regency }: Bound): AttemptStore {
  return {
    find: async (digest) => {
      const row = await tables()
        .selectFrom("attempts")
        .selectAll()
        .where("regency", "=", regency)
        .where("digest", "=", digest)
        .executeTakeFirst();
      return row && withoutRegency(row);
    },
    put: async (row) => {
      await tables()
        .insertInto("attempts")
        .values({ ...row, regency })
        .onConflict((oc) => oc.columns(["regency", "digest"]).doUpdateSet(row))
        .execute();
    },
    remove: async (digest) => {
      await tables().deleteFrom("attempts").where("regency", "=", regency).where("digest", "=", digest).execute();
    },
  };
}

export function lookStore({ tables, regency }: Bound): LookStore {
  return {
    put: async (row) => {
      await tables()
        .insertInto("looks")
        .values({ ...row, regency })
        .onConflict((oc) => oc.columns(["regency", "digest"]).doUpdateSet(row))
        .execute();
    },
    findMany: async (digests) =>
      (
        await queryChunks(digests, (chunk) =>
          tables()
            .selectFrom("looks")
            .selectAll()
            .where("regency", "=", regency)
            .where("digest", "in", chunk)
            .execute(),
        )
      ).map(withoutRegency),
  };
}

export function codeStore({ tables, regency }: Bound): CodeStore {
  return {
    insert: async (row) => {
      await tables()
        .insertInto("codes")
        .values({ ...row, regency })
        .execute();
    },
    find: async (hash) => {
      const row = await tables()
        .selectFrom("codes")
        .selectAll()
        .where("regency", "=", regency)
        .where("hash", "=", hash)
        .executeTakeFirst();
      return row && withoutRegency(row);
    },
  };
}

export function budgetStore({ tables, regency }: Bound): BudgetStore {
  return {
    find: async (serial, day) => {
      const row = await tables()
        .selectFrom("budgets")
        .selectAll()
        .where("regency", "=", regency)
        .where("serial", "=", serial)
        .where("day", "=", day)
        .executeTakeFirst();
      return row && withoutRegency(row);
    },
    put: async (row) => {
      await tables()
        .insertInto("budgets")
        .values({ ...row, regency })
        .onConflict((oc) => oc.columns(["regency", "serial", "day"]).doUpdateSet(row))
        .execute();
    },
    listDeferred: async (fromDay) =>
      (
        await tables()
          .selectFrom("budgets")
          .select("serial")
          .distinct()
          .where("regency", "=", regency)
          .where("day", ">=", fromDay)
          .where("deferred", ">", 0)
          .execute()
      ).map((row) => row.serial),
    findRaise: async (device) => {
      const row = await tables()
        .selectFrom("budgetRaises")
        .selectAll()
        .where("regency", "=", regency)
        .where("device", "=", device)
        .executeTakeFirst();
      return row && withoutRegency(row);
    },
    putRaise: async (row) => {
      await tables()
        .insertInto("budgetRaises")
        .values({ ...row, regency })
        .onConflict((oc) => oc.columns(["regency", "device"]).doUpdateSet(row))
        .execute();
    },
  };
}

export function shelfStore({ tables, regency }: Bound): ShelfStore {
  const shelf = () => tables().selectFrom("shelf").where("regency", "=", regency);
  return {
    count: async () =>
      (
        await shelf()
          .select((eb) => eb.fn.sum<number | null>("entries").as("entries"))
          .executeTakeFirst()
      )?.entries ?? 0,
    keys: async () =>
      (await shelf().select("signingKeyId").distinct().orderBy("signingKeyId").execute()).map(
        (row) => row.signingKeyId,
      ),
    put: async (row) => {
      const last = await shelf()
        .select((eb) => eb.fn.max<number | null>("position").as("position"))
        .executeTakeFirst();
      await tables()
        .insertInto("shelf")
        .values({
          ...row,
          regency,
          position: (last?.position ?? 0) + 1,
          itemHash: new Uint8Array(createHash("sha256").update(row.item).digest()),
        })
        .onConflict((oc) => oc.columns(["regency", "itemHash"]).doNothing())
        .execute();
    },
    dropFromFullest: async () => {
      const origin = await shelf()
        .select("origin")
        .groupBy("origin")
        .orderBy((eb) => eb.fn.sum("entries"), "desc")
        .orderBy("origin")
        .executeTakeFirst();
      if (!origin) return;
      const key = await shelf()
        .select("signingKeyId")
        .where("origin", "=", origin.origin)
        .groupBy("signingKeyId")
        .orderBy((eb) => eb.fn.sum("entries"), "desc")
        .orderBy((eb) => eb.fn.min("position"))
        .executeTakeFirst();
      if (!key) return;
      await tables()
        .deleteFrom("shelf")
        .where("regency", "=", regency)
        .where("position", "=", (eb) =>
          eb
            .selectFrom("shelf")
            .select((inner) => inner.fn.min("position").as("position"))
            .where("regency", "=", regency)
            .where("origin", "=", origin.origin)
            .where("signingKeyId", "=", key.signingKeyId),
        )
        .execute();
    },
    take: async (signingKeyId) => {
      const rows = await shelf()
        .select(["position", "signingKeyId", "entries", "origin", "item", "at"])
        .where("signingKeyId", "=", signingKeyId)
        .orderBy("position")
        .execute();
      await tables()
        .deleteFrom("shelf")
        .where("regency", "=", regency)
        .where("signingKeyId", "=", signingKeyId)
        .execute();
      return rows;
    },
  };
}

export function backupStore({ tables, regency }: Bound): BackupStore {
  return {
    put: async (row) => {
      await tables()
        .insertInto("backups")
        .values({ ...row, regency })
        .onConflict((oc) => oc.columns(["regency", "id"]).doUpdateSet(row))
        .execute();
    },
    list: async () =>
      (
        await tables().selectFrom("backups").selectAll().where("regency", "=", regency).orderBy("takenAt").execute()
      ).map(withoutRegency),
  };
}

export function settingStore({ tables, regency }: Bound): SettingStore {
  return {
    get: async (name) =>
      (
        await tables()
          .selectFrom("settings")
          .select("value")
          .where("regency", "=", regency)
          .where("name", "=", name)
          .executeTakeFirst()
      )?.value,
    set: async (name, value) => {
      await tables()
        .insertInto("settings")
        .values({ regency, name, value })
        .onConflict((oc) => oc.columns(["regency", "name"]).doUpdateSet({ value }))
        .execute();
    },
  };
}

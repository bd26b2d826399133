/** What is left of erased entries: a stub that says so, and nothing anybody could read. Decides nothing about who is erased. */
import { toHex } from "../../../base/bytes.ts";
import type { ErasureStore } from "../ports.ts";
import type { Bound } from "./bound.ts";
import { queryChunks } from "./bound.ts";
import { entryStore } from "./entry-store.ts";

export function erasureStore(bound: Bound): ErasureStore {
  const { tables, regency } = bound;
  return {
    blobsOnlyOf: async (digests) => {
      const named = await queryChunks(digests, (chunk) =>
        tables()
          .selectFrom("entryBlobs")
          .select("hash")
          .distinct()
          .where("regency", "=", regency)
          .where("digest", "in", chunk)
          .execute(),
      );
      const naming = await queryChunks(
        named.map((row) => row.hash),
        (chunk) =>
          tables()
            .selectFrom("entryBlobs")
            .select(["hash", "digest"])
            .where("regency", "=", regency)
            .where("hash", "in", chunk)
            .execute(),
      );
      const going = new Set(digests.map(toHex));
      const kept = new Set(naming.filter(({ digest }) => !going.has(toHex(digest))).map(({ hash }) => toHex(hash)));
      return named.map((row) => row.hash).filter((hash) => !kept.has(toHex(hash)));
    },
    eraseEntry: async (digest) => {
      await entryStore(bound).change(digest, { state: "erased", standing: "opened", reason: null });
      await tables()
        .updateTable("entries")
        .set({ envelope: new Uint8Array(0) })
        .where("regency", "=", regency)
        .where("digest", "=", digest)
        .execute();
      for (const table of ["entryBlobs", "openedContents", "attempts", "looks"] as const)
        await tables().deleteFrom(table).where("regency", "=", regency).where("digest", "=", digest).execute();
    },
    eraseCase: async (applicationId) => {
      for (const table of ["cases", "caseWords", "caseEvents", "openedContents"] as const)
        await tables()
          .deleteFrom(table)
          .where("regency", "=", regency)
          .where("applicationId", "=", applicationId)
          .execute();
    },
    forgetBlobs: async (hashes) => {
      for (const hash of hashes)
        await tables().deleteFrom("blobs").where("regency", "=", regency).where("hash", "=", hash).execute();
    },
  };
}

/** Which blobs held entries name, and which of them are complete in the blob store. Holds no bytes. */
import type { BlobIndex } from "../ports.ts";
import type { Bound } from "./bound.ts";
import { queryChunks } from "./bound.ts";

export function blobIndex({ tables, regency }: Bound): BlobIndex {
  const named = () => tables().selectFrom("entryBlobs").where("entryBlobs.regency", "=", regency);
  return {
    insert: async (row) => {
      await tables()
        .insertInto("blobs")
        .values({ ...row, regency })
        .onConflict((oc) => oc.doNothing())
        .execute();
    },
    findComplete: async (hashes) =>
      (
        await queryChunks(hashes, (chunk) =>
          tables()
            .selectFrom("blobs")
            .select("hash")
            .where("regency", "=", regency)
            .where("hash", "in", chunk)
            .execute(),
        )
      ).map((row) => row.hash),
    findNamed: (hashes) =>
      queryChunks(hashes, (chunk) => named().select(["hash", "digest", "size"]).where("hash", "in", chunk).execute()),
    namedBy: async (hash) =>
      (await named().select("digest").where("hash", "=", hash).execute()).map((row) => row.digest),
    listAfter: async (hash, limit) =>
      (
        await tables()
          .selectFrom("blobs")
          .select("hash")
          .where("regency", "=", regency)
          .where("hash", ">", hash)
          .orderBy("hash")
          .limit(limit)
          .execute()
      ).map((row) => row.hash),
    remove: async (hash) => {
      await tables().deleteFrom("blobs").where("regency", "=", regency).where("hash", "=", hash).execute();
    },
    listMissing: (digests) =>
      queryChunks(digests, (chunk) =>
        named()
          .leftJoin("blobs", (join) =>
            join.onRef("blobs.regency", "=", "entryBlobs.regency").onRef("blobs.hash", "=", "entryBlobs.hash"),
          )
          .select(["entryBlobs.hash", "entryBlobs.digest", "entryBlobs.size"])
          .where("entryBlobs.digest", "in", chunk)
          .where("blobs.hash", "is", null)
          .execute(),
      ),
  };
}

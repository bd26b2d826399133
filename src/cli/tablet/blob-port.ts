/** The engine's blobs over the files of a state folder. */
import type { BlobPort } from "../../sync/ports.ts";
import { blobPath } from "./append.ts";
import { readIfThere } from "./files.ts";

export function makeBlobPort(folder: string): BlobPort {
  return {
    read: async (hash, offset, length) => readIfThere(blobPath(folder, hash))?.slice(offset, offset + length),
  };
}

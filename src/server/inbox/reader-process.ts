/**
 * A process that does nothing but open envelopes: the bytes of a stranger meet no other memory, file or socket than its
 * own. Started by `read-apart.ts`; ends with its parent. Reads keys, writes nothing.
 */
import * as v from "valibot";
import { assert } from "../../base/assert.ts";
import { copyBytes } from "../../base/bytes.ts";
import { parseConfiguration } from "../../domain/configuration/parse-configuration.ts";
import type { EntryKind } from "../../protocol/entry.ts";
import { entryKinds } from "../../protocol/entry.ts";
import { readSealingKeys } from "../keys/key-files.ts";
import type { EnvelopeKeeper } from "./read-envelope.ts";
import { readEnvelope } from "./read-envelope.ts";

const bytes = v.pipe(
  v.instance(Uint8Array),
  v.transform((value) => copyBytes(value)),
);
const kinds = Object.keys(entryKinds).filter((kind): kind is EntryKind => Object.hasOwn(entryKinds, kind));

const beginning = v.object({ regency: v.string(), keysFolder: v.string(), configuration: v.unknown() });
const job = v.object({
  number: v.number(),
  entry: v.object({
    device: bytes,
    kind: v.picklist(kinds),
    applicationId: bytes,
    shared: bytes,
    own: bytes,
    envelope: bytes,
  }),
});

let keeper: Promise<EnvelopeKeeper> | undefined;

async function begin(message: v.InferOutput<typeof beginning>): Promise<EnvelopeKeeper> {
  const configuration = parseConfiguration(message.configuration);
  assert(configuration.ok, "the parent's configuration can be read");
  const { regency, keysFolder } = message;
  return { regency, keys: { sealing: await readSealingKeys(keysFolder) }, configuration: configuration.value };
}

async function work({ number, entry }: v.InferOutput<typeof job>): Promise<void> {
  assert(keeper !== undefined, "a reader begins with its keys");
  const read = await readEnvelope(await keeper, entry);
  process.send?.({ number, read });
}

process.on("message", (message) => {
  const first = v.safeParse(beginning, message);
  if (first.success) keeper = begin(first.output);
  else void work(v.parse(job, message));
});
process.on("disconnect", () => process.exit());

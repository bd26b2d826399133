import { expect, test } from "vitest";
import { fromUtf8 } from "../../base/bytes.ts";
import { definite } from "../../base/assert.ts";
import { unwrap } from "../../base/result.ts";
import { verifyWord } from "../../crypto/district-words.ts";
import type { ConfigFiles } from "../../domain/configuration/read-files.ts";
import { configurationBytesMax } from "../../protocol/endpoints.ts";
import { parseSigned } from "../../protocol/signed.ts";
import { NO_DEVICE, tags } from "../../protocol/tags.ts";
import { makeKeys } from "../keys/make-keys.ts";
import { makeMemoryLedgerFile } from "../ledger/ledger-file.ts";
import { openLedger } from "../ledger/open-ledger.ts";
import { openMemoryStorage } from "../storage/memory.ts";
import { readConfigFiles } from "./config-files.ts";
import { findConfiguration, newestConfiguration, publishConfiguration } from "./publish.ts";

const REGENCY = "33.29";
const files = unwrap(readConfigFiles(new URL("../../../kiosk-config", import.meta.url).pathname));
let seed = 0;
const random = {
  bytes: (length: number) => new Uint8Array(length).map(() => (seed += 1) & 255),
  fraction: () => 0.5,
};

async function makePublisher() {
  const keys = await makeKeys({ regency: REGENCY, random });
  const ledger = await openLedger({ regency: REGENCY, keys }, makeMemoryLedgerFile(), 0);
  return { regency: REGENCY, storage: openMemoryStorage(REGENCY), ledger, keys };
}

/** The same files with one word changed. */
function changed(word: string): ConfigFiles {
  const path = `districts/${REGENCY}.json`;
  return { ...files, [path]: { ...(files[path] as object), name: word } };
}

test("the same content keeps its version over every restart", async () => {
  const publisher = await makePublisher();
  const versions = [];
  for (let start = 0; start < 3; start += 1)
    versions.push(unwrap(await publishConfiguration(publisher, files)).version);
  expect(versions).toEqual([1, 1, 1]);
});

test("changed content gets the next version, and the old one can still be asked for", async () => {
  const publisher = await makePublisher();
  await publishConfiguration(publisher, files);
  const second = unwrap(await publishConfiguration(publisher, changed("Kabupaten Lain")));
  expect(second.version).toBe(2);
  const first = definite(await findConfiguration(publisher, 1), "version 1");
  const signed = unwrap(parseSigned(first, configurationBytesMax));
  expect(JSON.parse(fromUtf8(signed.body) ?? "")).toMatchObject({ version: 1 });
  expect(await findConfiguration(publisher, 3)).toBeUndefined();
});

test("what was published is signed by the district and reads as what was published", async () => {
  const publisher = await makePublisher();
  const published = unwrap(await publishConfiguration(publisher, files));
  const signed = unwrap(
    parseSigned(definite(await findConfiguration(publisher, 1), "version 1"), configurationBytesMax),
  );
  const scope = { regency: REGENCY, device: NO_DEVICE };
  expect(await verifyWord(publisher.keys.keyring, tags.configuration, scope, signed, { allowSuperseded: false })).toBe(
    true,
  );
  expect(await newestConfiguration(publisher)).toEqual({ ok: true, value: published });
});

test("after the epoch has risen no version is given that a lost day may have given", async () => {
  const publisher = await makePublisher();
  await publishConfiguration(publisher, files);
  await publisher.ledger.append({ kind: "epoch", epoch: 2, why: "restore", at: 0 });
  expect(unwrap(await publishConfiguration(publisher, files)).version).toBe(2001);
  expect(unwrap(await publishConfiguration(publisher, changed("Lain"))).version).toBe(2002);
});

test("a fourth service is one more file", async () => {
  const publisher = await makePublisher();
  const service = { ...(files["services/ktp-el-lost.json"] as object), id: "ktp-el-broken" };
  const published = unwrap(await publishConfiguration(publisher, { ...files, "services/ktp-el-broken.json": service }));
  expect(published.services.map(({ id }) => id)).toContain("ktp-el-broken");
});

test("a file that does not read is named, and nothing is published", async () => {
  const publisher = await makePublisher();
  const result = await publishConfiguration(publisher, { ...files, "services/x.json": { id: "x" } });
  expect(result).toMatchObject({ ok: false, code: "config-invalid" });
  expect(result.ok ? "" : result.detail).toContain("services/x.json");
  expect(await newestConfiguration(publisher)).toBeUndefined();
});

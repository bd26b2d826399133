/** The rules of the key folder: made once, private, the same after every start, recoverable with the passphrase. */
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { copyBytes } from "../../base/bytes.ts";
import { unwrap } from "../../base/result.ts";
import { openKeyring } from "../../crypto/district-words.ts";
import { makeTestRandom, testRegency } from "../../../tests/support/memory-district.ts";
import type { KeyOptions } from "./key-files.ts";
import { openKeys } from "./key-files.ts";
import { readRecoveryFile } from "./recovery-file.ts";

const root = mkdtempSync(join(tmpdir(), "loket-keys-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;

function options(change: Partial<KeyOptions> = {}): KeyOptions {
  return {
    folder: join(root, String((folders += 1))),
    regency: testRegency,
    dictionaries: [{ id: 1, text: "satu" }],
    random: makeTestRandom(folders),
    now: 5,
    recoveryPassphrase: undefined,
    ...change,
  };
}

describe("the key folder", () => {
  it("is made at the first start and says the same at the second", async () => {
    const same = options();
    const first = await openKeys(same);
    const second = await openKeys({ ...same, random: makeTestRandom(99) });
    expect([first.made, second.made]).toEqual([true, false]);
    expect(second.keys.signedKeyring).toEqual(first.keys.signedKeyring);
    expect(second.keys.indexKey).toEqual(first.keys.indexKey);
    expect([...second.keys.sealing.keys()]).toEqual([...first.keys.sealing.keys()]);
  });

  it("is private to its user", async () => {
    const { folder } = (await openKeys(options({ folder: join(root, "private") })), { folder: join(root, "private") });
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777, name).toBe(0o600);
  });

  it("ends with one set of keys when two servers start at once", async () => {
    const same = options();
    const [one, two] = await Promise.all([openKeys(same), openKeys({ ...same, random: makeTestRandom(98) })]);
    expect(one.keys.rootKey).toEqual(two.keys.rootKey);
    expect(one.keys.signedKeyring).toEqual(two.keys.signedKeyring);
  });

  it("goes on with the keys it has when the first start was killed before the keyring", async () => {
    const same = options();
    const first = await openKeys(same);
    rmSync(join(same.folder, "keyring-1.cbor"));
    const again = await openKeys(same);
    expect(again.keys.rootKey).toEqual(first.keys.rootKey);
    expect(again.keys.keyring.keys.map((key) => key.key)).toEqual(first.keys.keyring.keys.map((key) => key.key));
  });

  it("names every released dictionary in the keyring; a new one gets a new number, an old one never changes", async () => {
    const same = options();
    const first = await openKeys(same);
    const dictionaries = [...same.dictionaries, { id: 2, text: "dua" }];
    const second = await openKeys({ ...same, dictionaries });
    expect([first.keys.keyring.number, second.keys.keyring.number]).toEqual([1, 2]);
    expect(second.keys.keyring.dictionaries.map(({ id }) => id)).toEqual([1, 2]);
    const ring = unwrap(await openKeyring(second.keys.signedKeyring, first.keys.rootKey, testRegency));
    expect(ring.number).toBe(2);
    await expect(openKeys({ ...same, dictionaries: [{ id: 1, text: "other" }] })).rejects.toThrow("never changes");
  });

  it("does not start on a damaged key", async () => {
    const same = options();
    await openKeys(same);
    await writeFile(join(same.folder, "root.key"), "rubbish");
    await expect(openKeys(same)).rejects.toThrow();
  });

  it("writes a recovery file under the passphrase, and warns as long as there is none", async () => {
    const same = options();
    expect((await openKeys(same)).warnings).toEqual(["no-recovery-file"]);
    expect((await openKeys({ ...same, recoveryPassphrase: "empat kata yang panjang" })).warnings).toEqual([]);
    expect((await openKeys(same)).warnings).toEqual([]);
    const file = copyBytes(await readFile(join(same.folder, "recovery.loket")));
    const files = unwrap(await readRecoveryFile(file, "empat kata yang panjang"));
    expect(files.get("root.key")).toEqual(copyBytes(await readFile(join(same.folder, "root.key"))));
    expect((await readRecoveryFile(file, "empat kata")).ok).toBe(false);
  }, 30_000);
});

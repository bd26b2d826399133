import { expect, it } from "vitest";
import { countingRandom, spoilt } from "../../tests/fixtures/crypto.ts";
import { utf8 } from "../base/bytes.ts";
import { blindIndex, decryptColumn, encryptColumn, importColumnKeys } from "./column.ts";

const random = countingRandom();
const [first, second] = [random.bytes(32), random.bytes(32)];
const cell = { table: "cases", column: "content", row: "33.29/00ff" };
const clear = utf8("opened content");
const broken = { ok: false, code: "column-broken" };

it("a value opens in the cell it was written to, and in no other", async () => {
  const keys = await importColumnKeys(1, new Map([[1, first]]));
  const stored = await encryptColumn(keys, cell, clear, random);
  expect(await decryptColumn(keys, cell, stored)).toEqual({ ok: true, value: clear });
  for (const other of [
    { ...cell, table: "case_events" },
    { ...cell, column: "note" },
    { ...cell, row: "33.28/00ff" },
    { ...cell, table: "casesc", column: "ontent" },
  ])
    expect(await decryptColumn(keys, other, stored)).toEqual(broken);
  for (const changed of spoilt(stored)) expect(await decryptColumn(keys, cell, changed)).toEqual(broken);
});

it("after a rotation old values still open and new ones are written under the new key", async () => {
  const before = await importColumnKeys(1, new Map([[1, first]]));
  const old = await encryptColumn(before, cell, clear, random);
  const after = await importColumnKeys(
    2,
    new Map([
      [1, first],
      [2, second],
    ]),
  );
  expect(await decryptColumn(after, cell, old)).toEqual({ ok: true, value: clear });
  const fresh = await encryptColumn(after, cell, clear, random);
  expect(fresh[0]).toBe(2);
  expect(await decryptColumn(before, cell, fresh)).toEqual(broken);
});

it("a value does not open under another key that took its key's id", async () => {
  const stored = await encryptColumn(await importColumnKeys(1, new Map([[1, first]])), cell, clear, random);
  expect(await decryptColumn(await importColumnKeys(1, new Map([[1, second]])), cell, stored)).toEqual(broken);
});

it("writing under a key that is not there is a programmer's error", async () => {
  const keys = await importColumnKeys(3, new Map([[1, first]]));
  await expect(encryptColumn(keys, cell, clear, random)).rejects.toThrow("current column key");
});

it("a blind index finds equal texts and shows nothing under another key", async () => {
  expect(await blindIndex(first, "3329990101900001")).toEqual(await blindIndex(first, "3329990101900001"));
  expect(await blindIndex(first, "3329990101900001")).not.toEqual(await blindIndex(first, "3329990101900002"));
  expect(await blindIndex(first, "3329990101900001")).not.toEqual(await blindIndex(second, "3329990101900001"));
});

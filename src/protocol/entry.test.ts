import { describe, expect, it } from "vitest";
import { blobBytesMax, entryBlobsMax, entryBytesMax } from "../base/limits.ts";
import type { OwnHeader, SealedEntry } from "./entry.ts";
import { encodeEntry, encodeOwnHeader, entryDigestInput, envelopeAad, parseEntry, parseOwnHeader } from "./entry.ts";

const filled = (length: number, value = 7): Uint8Array<ArrayBuffer> => new Uint8Array(length).fill(value);
const header: OwnHeader = {
  kind: "application",
  applicationId: filled(16),
  seq: 1,
  priority: 0,
  base: undefined,
  blobs: [],
};
const refused = { ok: false, code: "malformed" };

describe("own header", () => {
  it("has a base exactly when the entry builds on another", () => {
    expect(parseOwnHeader(encodeOwnHeader({ ...header, base: filled(32) }))).toMatchObject(refused);
    expect(parseOwnHeader(encodeOwnHeader({ ...header, kind: "correction" }))).toMatchObject(refused);
    expect(parseOwnHeader(encodeOwnHeader({ ...header, kind: "withdrawal" }))).toMatchObject(refused);
    expect(parseOwnHeader(encodeOwnHeader({ ...header, kind: "correction", base: filled(32) })).ok).toBe(true);
  });

  it("counts from 1", () => {
    expect(parseOwnHeader(encodeOwnHeader({ ...header, seq: 0 }))).toMatchObject(refused);
    expect(parseOwnHeader(encodeOwnHeader({ ...header, seq: 2 ** 32 - 1 })).ok).toBe(true);
    expect(parseOwnHeader(encodeOwnHeader({ ...header, seq: 2 ** 32 }))).toMatchObject(refused);
  });

  it("names a bounded number of blobs of a bounded size, and all of them fit an item", () => {
    const blobs = (count: number, size: number): OwnHeader["blobs"] =>
      Array.from({ length: count }, () => ({ hash: filled(32), size }));
    const largest = encodeOwnHeader({
      ...header,
      kind: "correction",
      base: filled(32),
      blobs: blobs(entryBlobsMax, blobBytesMax),
    });
    expect(parseOwnHeader(largest).ok).toBe(true);
    expect(parseEntry(encodeEntry({ shared: filled(40), own: largest, envelope: filled(1000) })).ok).toBe(true);
    expect(parseOwnHeader(encodeOwnHeader({ ...header, blobs: blobs(entryBlobsMax + 1, 1) }))).toMatchObject(refused);
    expect(parseOwnHeader(encodeOwnHeader({ ...header, blobs: blobs(1, blobBytesMax + 1) }))).toMatchObject(refused);
  });
});

describe("entry", () => {
  it("is bounded as a whole, headers and envelope together", () => {
    const entry = (envelope: number): SealedEntry => ({
      shared: filled(50),
      own: filled(50),
      envelope: filled(envelope),
    });
    expect(parseEntry(encodeEntry(entry(entryBytesMax - 100))).ok).toBe(true);
    expect(parseEntry(encodeEntry(entry(entryBytesMax - 99)))).toMatchObject(refused);
  });

  it("has another digest input for another regency, device, header or envelope, and none shared with its envelope's", () => {
    const scope = { regency: "33.29", device: filled(16) };
    const entry = { shared: filled(3), own: filled(4), envelope: filled(5) };
    const inputs = [
      entryDigestInput(scope, entry),
      entryDigestInput({ ...scope, regency: "33.28" }, entry),
      entryDigestInput({ ...scope, device: filled(16, 8) }, entry),
      entryDigestInput(scope, { ...entry, shared: filled(4), own: filled(3) }),
      entryDigestInput(scope, { ...entry, own: filled(4, 8) }),
      entryDigestInput(scope, { ...entry, envelope: filled(5, 8) }),
      envelopeAad(scope, entry),
    ];
    expect(new Set(inputs.map(String)).size).toBe(inputs.length);
  });
});

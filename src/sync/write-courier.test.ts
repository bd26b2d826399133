import { describe, expect, it } from "vitest";
import { bytesOf, received, sampleMeta, sampleState } from "../../tests/fixtures/sync-samples.ts";
import { toHex } from "../base/bytes.ts";
import { blobBytesMax, courierBundleBytes, entryBytesMax } from "../base/limits.ts";
import { ok } from "../base/result.ts";
import type { Plan } from "./compose-bundle.ts";
import type { CourierPorts } from "./courier.ts";
import type { EntryMeta } from "./ports.ts";
import { planCourier, writeCourier } from "./write-courier.ts";

const nothing = { state: sampleState(), notices: [], slips: [] };
const withPhotos = (seed: number, photos: number, change: Partial<EntryMeta> = {}): EntryMeta =>
  sampleMeta(seed, {
    blobs: Array.from({ length: photos }, (_, at) => ({ hash: bytesOf(seed * 100 + at, 32), size: blobBytesMax })),
    ...change,
  });
const bytesIn = (plan: Plan): number =>
  plan.fresh.reduce((sum, meta) => sum + meta.size, 0) + plan.parts.reduce((sum, part) => sum + part.length, 0);
const names = (metas: readonly EntryMeta[]): readonly string[] => metas.map(({ digest }) => toHex(digest));

describe("what goes into a file", () => {
  it("is every entry without a receipt, whole, whatever the network has tried before", () => {
    const delivery = ["new", "unsure", "wanted"] as const;
    const outstanding = delivery.map((each, at) =>
      sampleMeta(at + 1, { custody: { delivery: each, receipt: undefined, safe: false } }),
    );
    const plans = planCourier({ ...nothing, outstanding });
    expect(plans.flatMap((plan) => names(plan.fresh))).toEqual(names(outstanding));
  });

  it("is each blob once and whole, behind the entries that name it", () => {
    const outstanding = [withPhotos(1, 2), withPhotos(2, 3)];
    const plans = planCourier({ ...nothing, outstanding });
    const parts = plans.flatMap((plan) => plan.parts);
    const sums = new Map<string, number>();
    for (const { hash, offset, length } of parts) {
      expect(offset).toBe(sums.get(toHex(hash)) ?? 0);
      sums.set(toHex(hash), offset + length);
    }
    expect([...sums.values()]).toEqual(Array.from({ length: 5 }, () => blobBytesMax));
    const lastWithEntries = plans.findLastIndex((plan) => plan.fresh.length > 0);
    const firstWithParts = plans.findIndex((plan) => plan.parts.length > 0);
    expect(firstWithParts).toBeGreaterThanOrEqual(lastWithEntries);
  });

  it("is cut into bundles that a slow tablet can hold", () => {
    const outstanding = Array.from({ length: 200 }, (_, at) => withPhotos(at + 1, 1, { size: entryBytesMax }));
    const plans = planCourier({ ...nothing, outstanding });
    expect(plans.length).toBeGreaterThan(80);
    for (const plan of plans) expect(bytesIn(plan)).toBeLessThanOrEqual(courierBundleBytes);
  });

  it("is of an entry that is held only what it lacks: the blobs the district named, from the byte it named", () => {
    const held = withPhotos(1, 2, { custody: received({ state: "held", intake: 0 }) });
    const [, lacking] = held.blobs;
    if (!lacking) throw new Error("two photos");
    const state = sampleState({ wantedBlobs: [{ hash: lacking.hash, offset: 1000 }] });
    const [plan, ...more] = planCourier({ ...nothing, state, outstanding: [held] });
    expect(more).toEqual([]);
    expect(plan?.fresh).toEqual([]);
    expect(names(plan?.offers ?? [])).toEqual(names([held]));
    expect(new Set(plan?.parts.map(({ hash }) => toHex(hash)))).toEqual(new Set([toHex(lacking.hash)]));
    expect(plan?.parts[0]?.offset).toBe(1000);
  });

  it("begins with the photos of urgent applications", () => {
    const outstanding = [withPhotos(1, 1), withPhotos(2, 1, { priority: 1 })];
    const [first] = planCourier({ ...nothing, outstanding }).flatMap((plan) => plan.parts);
    expect(first && toHex(first.hash)).toBe(toHex(bytesOf(200, 32)));
  });
});

describe("writing a file", () => {
  function makePorts(outstanding: readonly EntryMeta[]) {
    const order: string[] = [];
    const log: CourierPorts["log"] = {
      loadState: async () => sampleState(),
      listOutstanding: async () => outstanding,
      listUnsafe: async () => outstanding,
      findByPrefix: async () => [],
      read: async () => undefined,
      heads: async () => [],
      markSent: async ({ blobs }) => void order.push(`marks ${blobs.length}`),
      apply: async () => "applied",
      listNotices: async () => [],
      listSlips: async () => [],
      purge: async () => undefined,
      listSafe: async () => [],
    };
    const ports: CourierPorts = {
      log,
      blobs: { read: async (_, __, length) => bytesOf(1, length) },
      signer: {
        device: bytesOf(9001, 16),
        signingKey: bytesOf(6, 33),
        certificate: undefined,
        sign: async () => bytesOf(7, 64),
      },
      verifier: {
        regency: "33.29",
        verifyDistrict: async () => false,
        openKeyring: async () => ok({ number: 1, keys: [], dictionaries: [] }),
        sha256: async (bytes) => bytesOf(bytes.byteLength, 32),
      },
      clock: { now: () => 5, monotonicMs: () => 5 },
      random: { bytes: (length) => bytesOf(8, length), fraction: () => 0.5 },
      configVersion: async () => 0,
      report: async () => undefined,
      notify: () => undefined,
      book: {
        load: async () => [],
        add: async ({ nonces, digests }) => void order.push(`remembers ${nonces.length} of ${digests.length}`),
      },
    };
    return { ports, order };
  }

  it("remembers it before a byte leaves, and marks what each bundle took along", async () => {
    const { ports, order } = makePorts([withPhotos(1, 4)]);
    const written = await writeCourier(ports, (items) => order.push(`keeps ${items.length > 1 ? "a bundle" : "1"}`));
    expect(order).toEqual([
      "remembers 2 of 1",
      "keeps 1",
      "keeps a bundle",
      "marks 3",
      "keeps a bundle",
      "marks 2",
      "keeps 1",
    ]);
    expect(written).toEqual({ entries: 1, blobs: 4, unreadable: 1 });
  });

  it("makes none when the district has everything", async () => {
    const { ports, order } = makePorts([]);
    expect(await writeCourier(ports, () => order.push("keeps"))).toBeUndefined();
    expect(order).toEqual([]);
  });
});

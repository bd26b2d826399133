/** The rules of opening: what is inside an entry has its effect once, in the order of its digests, and blocks nothing. */
import { describe, expect, it } from "vitest";
import { openLeaseMs } from "../../base/limits.ts";
import { applicationIdOf } from "../../crypto/hash.ts";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import { makeMemoryDistrict, makeTestConfiguration, otherVillage } from "../../../tests/support/memory-district.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import type { FiledEntry, TestTablet } from "../../../tests/support/test-tablet.ts";
import { enrolTablet, makeFiling, receiptOf } from "../../../tests/support/test-tablet.ts";
import { openPending } from "./open.ts";

const officer = { id: "officer-1", name: "Pak Karto" };
const correctionOf = (name: string) => ({
  kind: "correction",
  answers: { "applicant-name": name },
  attachments: [],
  officer,
  filedAt: 1,
});
const withdrawal = { kind: "withdrawal", reason: "salah orang", officer, filedAt: 1 };

async function world(): Promise<{ readonly district: MemoryDistrict; readonly tablet: TestTablet }> {
  const district = await makeMemoryDistrict();
  return { district, tablet: await enrolTablet(district) };
}

const standingOf = async (district: MemoryDistrict, entry: FiledEntry) => {
  const row = await district.storage.transaction((tx) => tx.entries.find(entry.digest));
  return row && (row.reason ? `${row.standing}: ${row.reason}` : row.standing);
};
const caseOf = (district: MemoryDistrict, entry: FiledEntry) =>
  district.storage.transaction((tx) => tx.cases.find(entry.applicationId));

async function send(tablet: TestTablet, ...entries: readonly FiledEntry[]) {
  return tablet.exchange(await Promise.all(entries.map((entry) => tablet.run([entry]))));
}

describe("opening", () => {
  it("makes one case of one application", async () => {
    const { district, tablet } = await world();
    const entry = await tablet.file();
    await send(tablet, entry);
    expect(await openPending(district, 10)).toBe(1);
    expect(await openPending(district, 10)).toBe(0);
    expect((await caseOf(district, entry))?.stage).toBe("received");
    expect((await district.storage.transaction((tx) => tx.status())).cases).toBe(1);
  });

  it("sets aside what cannot be unsealed, tells the tablet, and goes on with the others", async () => {
    const { district, tablet } = await world();
    const bad = await tablet.file({ envelope: new Uint8Array(64).fill(7) });
    const good = await tablet.file();
    await send(tablet, bad, good);
    await openPending(district, 10);
    expect(await standingOf(district, bad)).toBe("set-aside: cannot-open");
    expect(await standingOf(district, good)).toBe("opened");
    expect(receiptOf(await tablet.exchange([]), bad)).toBe("quarantined");
  });

  it("sets aside a content that is none", async () => {
    const { district, tablet } = await world();
    const entry = await tablet.file({ content: { kind: "application", hello: 1 } });
    await send(tablet, entry);
    await openPending(district, 10);
    expect(await standingOf(district, entry)).toBe("set-aside: content-invalid");
  });

  it("sets aside an application id that the secret inside does not make: nobody can squat one", async () => {
    const { district, tablet } = await world();
    const victim = await applicationIdOf(new Uint8Array(16).fill(3));
    const squatter = await tablet.file({ applicationId: victim });
    await send(tablet, squatter);
    await openPending(district, 10);
    expect(await standingOf(district, squatter)).toBe("set-aside: application-id");
  });

  it("computes the secret that an envelope of format 2 does not tell, and a squatter gains nothing by that", async () => {
    const configuration = { ...makeTestConfiguration(), dictionaries: brebes().dictionaries };
    const district = await makeMemoryDistrict({ configuration });
    const tablet = await enrolTablet(district);
    const honest = await tablet.file();
    // What a secret that is told costs.
    const told = await tablet.file({ content: makeFiling(new Uint8Array(16).fill(3)) });
    expect(told.entry.envelope.byteLength - honest.entry.envelope.byteLength).toBe(16);
    const squatter = await tablet.file({ applicationId: honest.applicationId });
    const replayed = await tablet.file({ applicationId: honest.applicationId, envelope: honest.entry.envelope });
    await send(tablet, squatter, replayed, honest);
    await openPending(district, 10);
    expect(await standingOf(district, honest)).toBe("opened");
    expect(await standingOf(district, squatter)).toBe("set-aside: application-id");
    expect(await standingOf(district, replayed)).toBe("set-aside: cannot-open");
  });

  it("keeps a second first-entry for an application as contested, never a second case", async () => {
    const { district, tablet } = await world();
    const secret = new Uint8Array(16).fill(3);
    const applicationId = await applicationIdOf(secret);
    const first = await tablet.file({ applicationId, content: makeFiling(secret) });
    const second = await tablet.file({ applicationId, content: makeFiling(secret, { phone: "+628123456789" }) });
    await send(tablet, first, second);
    await openPending(district, 10);
    expect([await standingOf(district, first), await standingOf(district, second)]).toEqual([
      "opened",
      "set-aside: contested",
    ]);
  });
});

describe("order", () => {
  // Failures F5.
  it("lets a correction wait for its base, whatever came first", async () => {
    const { district, tablet } = await world();
    const first = await tablet.file();
    const correction = await tablet.file({
      kind: "correction",
      applicationId: first.applicationId,
      base: first.digest,
      content: correctionOf("SITI AMINAH"),
    });
    await send(tablet, correction);
    await openPending(district, 10);
    expect(await standingOf(district, correction)).toBe("waiting");
    await send(tablet, first);
    await openPending(district, 10);
    expect(await standingOf(district, correction)).toBe("opened");
    expect((await caseOf(district, first))?.inEffect).toEqual(correction.digest);
  });

  it("shows people what waited for a base that is set aside as it comes", async () => {
    const { district, tablet } = await world();
    const first = await tablet.file();
    const neighbour = await enrolTablet(district);
    const correction = await neighbour.file({
      kind: "correction",
      applicationId: first.applicationId,
      base: first.digest,
      content: correctionOf("SITI AMINAH"),
    });
    await send(neighbour, correction);
    await openPending(district, 10);
    expect(await standingOf(district, correction)).toBe("waiting");
    await district.ledger.append({ kind: "revoked", serial: 1, reason: "stolen", held: [], at: 1 });
    await send(tablet, first);
    expect(await standingOf(district, first)).toBe("set-aside: after-revocation");
    await openPending(district, 10);
    expect(await standingOf(district, correction)).toBe("set-aside: base-set-aside");
  });

  it("counts the first of two corrections on one base and shows people the other", async () => {
    const { district, tablet } = await world();
    const first = await tablet.file();
    const filed = (name: string) =>
      tablet.file({
        kind: "correction",
        applicationId: first.applicationId,
        base: first.digest,
        content: correctionOf(name),
      });
    const [one, other] = [await filed("SATU"), await filed("DUA")];
    await send(tablet, first, one, other);
    await openPending(district, 10);
    expect([await standingOf(district, one), await standingOf(district, other)]).toEqual([
      "opened",
      "set-aside: conflict",
    ]);
  });

  it("shows people a correction whose base was set aside", async () => {
    const { district, tablet } = await world();
    const bad = await tablet.file({ envelope: new Uint8Array(64).fill(7) });
    const correction = await tablet.file({
      kind: "correction",
      applicationId: bad.applicationId,
      base: bad.digest,
      content: correctionOf("SITI"),
    });
    await send(tablet, correction, bad);
    await openPending(district, 10);
    expect(await standingOf(district, correction)).toBe("set-aside: base-set-aside");
  });

  it("lets only the application's own village withdraw it", async () => {
    const { district, tablet } = await world();
    const neighbour = await enrolTablet(district, otherVillage.code);
    const first = await tablet.file();
    await send(tablet, first);
    await openPending(district, 10);
    const foreign = await neighbour.file({
      kind: "withdrawal",
      village: otherVillage.number,
      applicationId: first.applicationId,
      base: first.digest,
      content: withdrawal,
    });
    await send(neighbour, foreign);
    await openPending(district, 10);
    expect(await standingOf(district, foreign)).toBe("set-aside: other-village");
    expect((await caseOf(district, first))?.stage).toBe("received");
  });
});

describe("attempts", () => {
  /** A process that dies while opening: its attempt is recorded and never ends. */
  async function die(district: MemoryDistrict): Promise<void> {
    let transactions = 0;
    const dying: MemoryDistrict = {
      ...district,
      storage: {
        ...district.storage,
        transaction: (work) => {
          transactions += 1;
          // List, claim, and then nothing any more.
          if (transactions > 2) throw new Error("planted: killed");
          return district.storage.transaction(work);
        },
      },
    };
    await expect(openPending(dying, 10)).rejects.toThrow("killed");
  }

  it("gives an entry whose opener died a second try after the lease, not before", async () => {
    const { district, tablet } = await world();
    const entry = await tablet.file();
    await send(tablet, entry);
    await die(district);
    expect(await openPending(district, 10)).toBe(0);
    district.clock.advance(openLeaseMs);
    expect(await openPending(district, 10)).toBe(1);
    expect(await standingOf(district, entry)).toBe("opened");
  });

  it("sets an entry aside after a second attempt that never ended, and opens the others meanwhile", async () => {
    const { district, tablet } = await world();
    const poison = await tablet.file();
    await send(tablet, poison);
    await die(district);
    const other = await tablet.file();
    await send(tablet, other);
    await openPending(district, 10);
    expect(await standingOf(district, other)).toBe("opened");
    district.clock.advance(openLeaseMs);
    await die(district);
    district.clock.advance(openLeaseMs);
    await openPending(district, 10);
    expect(await standingOf(district, poison)).toBe("set-aside: attempts");
  });
});

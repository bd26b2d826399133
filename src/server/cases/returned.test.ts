/** After a restore the villages' signed notices bring decisions back, and say which of two corrections they were made on. */
import { describe, expect, it } from "vitest";
import { brebes } from "../../../tests/fixtures/kiosk-config.ts";
import type { MemoryDistrict } from "../../../tests/support/memory-district.ts";
import { makeMemoryDistrict } from "../../../tests/support/memory-district.ts";
import type { FiledEntry, TestTablet } from "../../../tests/support/test-tablet.ts";
import { enrolTablet, makeFiling, makeTablet, receiptOf } from "../../../tests/support/test-tablet.ts";
import { definite } from "../../base/assert.ts";
import type { Bytes } from "../../base/bytes.ts";
import { toHex } from "../../base/bytes.ts";
import { unwrap } from "../../base/result.ts";
import { applicationIdOf } from "../../crypto/hash.ts";
import { encodeNoticeItem, encodeOffersItem } from "../../protocol/bundle.ts";
import type { CaseActionRequest } from "../../protocol/staff/staff-api.ts";
import { openPending } from "../inbox/open.ts";
import { actOnCase } from "./act.ts";
import { showCase } from "./cases.ts";

const officer = { id: "officer-1", name: "Pak Karto" };
const askPlace = {
  action: "ask-correction",
  requests: [{ target: "field:loss.place", reasonTemplate: "answer-wrong", text: "Sebut nama pasarnya." }],
} as const;

type World = { readonly district: MemoryDistrict; readonly tablet: TestTablet };

/** An application and two corrections of it, none of them sent. */
async function world() {
  const district = await makeMemoryDistrict({ configuration: brebes() });
  const tablet = await enrolTablet(district);
  const secret = new Uint8Array(16).fill(7);
  const content = makeFiling(secret, { answers: { "applicant.name": "Siti", "loss.place": "Pasar" } });
  const applicationId = await applicationIdOf(secret);
  const filed = await tablet.file({ content, applicationId });
  const correct = (place: string, base: Bytes): Promise<FiledEntry> =>
    tablet.file({
      kind: "correction",
      applicationId,
      base,
      content: { kind: "correction", answers: { "loss.place": place }, attachments: [], officer, filedAt: 1 },
    });
  const [first, second] = [await correct("Pasar Brebes", filed.digest), await correct("Pasar Tegal", filed.digest)];
  return { district, tablet, applicationId, filed, first, second, correct };
}

async function send({ district, tablet }: World, ...entries: readonly FiledEntry[]): Promise<void> {
  for (const entry of entries) {
    await tablet.exchange([await tablet.run([entry])]);
    await openPending(district, 10);
  }
}

/** The signed notices of what staff decide. */
async function decide({ district, tablet }: World, applicationId: Bytes, ...requests: readonly object[]) {
  for (const request of requests) {
    const version = definite(await showCase(district, applicationId, "admin"), "a case").version;
    const asked = { version, ...request } as CaseActionRequest;
    unwrap(
      await actOnCase(district, {
        application: applicationId,
        request: asked,
        staff: { name: "Bu Sri", role: "admin" },
      }),
    );
  }
  return (await tablet.exchange([])).notices.map(encodeNoticeItem);
}

/** The district as an old, empty backup left it, and the same tablet before it. */
async function restored({ district, tablet }: World): Promise<World> {
  const { keys, ledgerFile, clock, configuration } = district;
  const again = await makeMemoryDistrict({ keys, ledgerFile, clock, configuration });
  await again.ledger.append({ kind: "epoch", epoch: 2, why: "restore", at: clock.now() });
  return { district: again, tablet: makeTablet({ ...tablet, district: again }) };
}

const detail = async ({ district }: World, application: Bytes) =>
  definite(await showCase(district, application, "admin"), "a case");
const historyOf = async (of: World, application: Bytes) =>
  (await detail(of, application)).history.map(({ kind, isLate }) => (isLate ? `late ${kind}` : kind));

describe("a decision made after the backup", () => {
  it("comes back with its village's notice, whichever comes first, and is told once", async () => {
    const before = await world();
    const { applicationId, filed } = before;
    await send(before, filed);
    const notices = await decide(
      before,
      applicationId,
      { action: "accept" },
      { action: "ready-for-pickup", place: "Loket 2" },
    );
    for (const isNoticeFirst of [true, false]) {
      const after = await restored(before);
      if (!isNoticeFirst) await send(after, filed);
      await after.tablet.exchange([...notices, ...notices]);
      if (isNoticeFirst) await send(after, filed);
      expect(await detail(after, applicationId)).toMatchObject({ stage: "ready-for-pickup" });
      expect(await historyOf(after, applicationId)).toEqual([
        "received",
        "decided-before-restore",
        "decided-before-restore",
      ]);
    }
  });

  it("asks for the same correction again, and the answer to it counts", async () => {
    const before = await world();
    const { applicationId, filed, first } = before;
    await send(before, filed);
    const notices = await decide(before, applicationId, askPlace);
    const after = await restored(before);
    await send(after, filed);
    await after.tablet.exchange(notices);
    const shown = await detail(after, applicationId);
    expect(shown.stage).toBe("correction-asked");
    expect(shown.history.at(-1)?.requests).toEqual([
      { target: "field:loss.place", reasonTemplate: "answer-wrong", text: "" },
    ]);
    await send(after, first);
    expect((await detail(after, applicationId)).stage).toBe("corrected");
  });

  it("that answers were corrected since is history, and decides nothing", async () => {
    const before = await world();
    const { applicationId, filed, first } = before;
    await send(before, filed);
    const notices = await decide(before, applicationId, askPlace);
    const after = await restored(before);
    await send(after, filed, first);
    await after.tablet.exchange(notices);
    expect(await detail(after, applicationId)).toMatchObject({ stage: "corrected" });
    expect(await historyOf(after, applicationId)).toEqual(["received", "corrected", "late decided-before-restore"]);
  });
});

describe("of two corrections of one base", () => {
  const orders = [
    ["the notice first", (n: string) => [n, "first", "second"]],
    ["the other correction and then the notice", (n: string) => ["second", n, "first"]],
    ["both corrections and then the notice", (n: string) => ["second", "first", n]],
    ["the decided one first", (n: string) => ["first", "second", n]],
  ] as const;

  it.each(orders)("the one a decision names counts: %s", async (_, order) => {
    const before = await world();
    const { applicationId, filed, first, second } = before;
    await send(before, filed, first);
    const notices = await decide(before, applicationId, { action: "accept" });
    const after = await restored(before);
    await send(after, filed);
    for (const step of order("notice")) {
      if (step === "notice") await after.tablet.exchange(notices);
      else await send(after, step === "first" ? first : second);
    }
    await openPending(after.district, 10);
    const shown = await detail(after, applicationId);
    expect(shown).toMatchObject({ stage: "accepted", answers: { "loss.place": "Pasar Brebes" } });
    expect(shown.setAside).toEqual([{ digest: toHex(second.digest), reason: "conflict" }]);
    const reply = await after.tablet.exchange([encodeOffersItem([first.digest, second.digest])]);
    expect([first, second].map((entry) => receiptOf(reply, entry))).toEqual(["complete", "quarantined"]);
  });

  it("what builds on the other one goes with it", async () => {
    const before = await world();
    const { applicationId, filed, first, second, correct } = before;
    const later = await correct("Pasar Slawi", second.digest);
    await send(before, filed, first);
    const notices = await decide(before, applicationId, { action: "accept" });
    const after = await restored(before);
    await send(after, filed, second, later, first);
    await after.tablet.exchange(notices);
    await openPending(after.district, 10);
    const shown = await detail(after, applicationId);
    expect(shown).toMatchObject({ stage: "accepted", answers: { "loss.place": "Pasar Brebes" } });
    expect(shown.setAside.map(({ reason }) => reason).toSorted()).toEqual(["base-set-aside", "conflict"]);
  });

  it("people decide when the office has decided anew on the other one", async () => {
    const before = await world();
    const { applicationId, filed, first, second } = before;
    await send(before, filed, first);
    const notices = await decide(before, applicationId, { action: "accept" });
    const after = await restored(before);
    await send(after, filed, second, first);
    await decide(after, applicationId, { action: "accept" });
    await after.tablet.exchange(notices);
    const shown = await detail(after, applicationId);
    expect(shown).toMatchObject({ stage: "accepted", answers: { "loss.place": "Pasar Tegal" } });
    expect(shown.setAside).toEqual([{ digest: toHex(first.digest), reason: "conflict" }]);
  });
});

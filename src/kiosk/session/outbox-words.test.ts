import { describe, expect, it } from "vitest";
import type { SyncStatus } from "../../worker/worker-api.ts";
import { stateWords, syncWords } from "./outbox-words.ts";

const received = [{ state: "complete" }, { state: "complete" }] as const;

const quiet: SyncStatus = {
  unreceipted: 0,
  oldestUnreceiptedAt: undefined,
  exchanging: false,
  lastReplyAt: 1_795_000_000_000,
  lastOutcome: "ok",
  clockOffsetMs: 0,
  keyWaitsForCertificate: false,
  needsCourier: false,
};

describe("the strip on the home screen", () => {
  it("is green only when something was filed and all of it is received", () => {
    expect(syncWords(quiet, received).tone).toBe("ok");
    expect(syncWords({ ...quiet, unreceipted: 1 }, received).tone).toBe("wait");
  });

  it("is not green while the district has set something aside", () => {
    const words = syncWords(quiet, [...received, { state: "quarantined" }]);
    expect(words).toMatchObject({ tone: "info", word: "1 dilihat petugas Dindukcapil" });
  });

  it("calls nothing received where nothing was filed", () => {
    expect(syncWords(quiet, [])).toMatchObject({ tone: "off", word: "Tidak ada yang menunggu dikirim" });
  });

  it("asks for enrolment before it counts anything", () => {
    expect(syncWords({ ...quiet, unreceipted: 2, keyWaitsForCertificate: true }, received).word).toBe(
      "Tablet perlu didaftarkan ulang",
    );
  });
});

describe("the state of one application", () => {
  it("is green for a complete receipt and for nothing else", () => {
    const states = ["saved", "sending-again", "held", "complete", "quarantined", "erased"] as const;
    const green = states.filter((state) => stateWords({ state, photosMissing: 0 }).tone === "ok");
    expect(green).toEqual(["complete"]);
  });
});

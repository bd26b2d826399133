import { describe, expect, it } from "vitest";
import type { CourierResult } from "../../../protocol/staff/staff-api.ts";
import { courierNews, courierRemarks, replyName } from "./courier-words.ts";

const none = { taken: 0, known: 0, later: 0, refused: 0 };
const result = (villages: Partial<typeof none>, change: Partial<CourierResult> = {}): CourierResult => ({
  villages: [{ village: "33.29.01.2001", ...none, ...villages }],
  promised: 14,
  withoutPhotos: 0,
  quarantined: 0,
  isFull: false,
  refusedBundles: 0,
  damagedBytes: 0,
  isWhole: true,
  reply: null,
  frames: [],
  ...change,
});

describe("what an import came to", () => {
  it("is glad when all of it is here, and says that nothing was doubled", () => {
    expect(courierNews(result({ taken: 14 }))).toMatchObject({
      kind: "success",
      title: "14 dari 14 permohonan diterima",
    });
    expect(courierNews(result({ known: 14 })).text).toContain("tidak ada yang dobel");
  });

  it.each<[string, CourierResult, string]>([
    ["a hole", result({ taken: 12 }, { damagedBytes: 300 }), "Berkas rusak di tengah: 12 dari 14 permohonan diterima"],
    ["changed bytes", result({ taken: 13, refused: 1 }), "Berkas rusak di tengah: 13 dari 14 permohonan diterima"],
    ["a cut", result({ taken: 2 }, { isWhole: false }), "Berkas terpotong: 2 dari 14 permohonan diterima"],
    [
      "a broken beginning",
      result({ taken: 2 }, { damagedBytes: 9, promised: null }),
      "Berkas rusak di tengah: 2 permohonan diterima",
    ],
  ])("names %s and how much came through it", (_, came, title) => {
    expect(courierNews(came)).toMatchObject({ kind: "warning", title });
  });

  it("warns of what was put off, and says why", () => {
    const came = result({ taken: 10, later: 4 });
    expect(courierNews(came).kind).toBe("warning");
    expect(courierRemarks(came)[0]).toContain("4 ditunda");
  });

  it("is not glad yet while photos are missing", () => {
    const came = result({ taken: 14 }, { withoutPhotos: 2 });
    expect(courierNews(came).kind).toBe("info");
    expect(courierRemarks(came)).toEqual(["2 diterima tanpa semua fotonya; foto menyusul."]);
  });

  it("is not glad while the office has no room", () => {
    expect(courierNews(result({ taken: 3 }, { isFull: true })).kind).toBe("warning");
  });

  it("has no remark when there is none to make", () => {
    expect(courierRemarks(result({ taken: 14 }))).toEqual([]);
  });
});

it("the answer is named after the file it answers", () => {
  expect(replyName("loket-banjaran-2026-11-24.loket")).toBe("loket-banjaran-2026-11-24.balasan");
});

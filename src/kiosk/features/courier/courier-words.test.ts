import { describe, expect, it } from "vitest";
import { answerNews, relayNews, savedNews, toCarry } from "./courier-words.ts";

const file = { file: new Blob([]), name: "loket-banjaran-2026-11-24.loket", entries: 3, blobs: 6, unreadable: 0 };

describe("what the courier screen says", () => {
  it("never calls a saved file received", () => {
    for (const where of ["chosen", "downloads"] as const) {
      const news = savedNews(file, where);
      expect(news.kind).toBe("info");
      expect(news.text).toContain("Belum terkirim");
      expect(news.title).toBe(file.name);
    }
  });

  it("warns when something could not be read, or nothing was saved", () => {
    expect(savedNews({ ...file, unreadable: 1 }, "downloads").kind).toBe("warning");
    expect(savedNews(file, "cancelled").kind).toBe("warning");
  });

  it("is glad only about what an answer has turned green", () => {
    expect(answerNews({ received: 2, later: 0, damaged: false }).kind).toBe("success");
    expect(answerNews({ received: 0, later: 0, damaged: false }).kind).toBe("info");
    expect(answerNews({ received: 0, later: 3, damaged: true })).toMatchObject({ kind: "warning" });
  });

  it("says of another tablet's file what has got through", () => {
    const relayed = { file: new Blob([]), name: "loket-banjaran-2026-11-24.balasan", isWhole: true };
    expect(relayNews(relayed, "downloads").kind).toBe("success");
    expect(relayNews({ ...relayed, isWhole: false }, "downloads").text).toContain("baru sebagian");
    expect(relayNews(relayed, "cancelled").kind).toBe("warning");
  });

  it("has nothing to carry when nothing waits", () => {
    expect(toCarry(0).join(" ")).toContain("Tidak ada yang perlu dibawa");
    expect(toCarry(4).join(" ")).toContain("4 belum diterima");
  });
});

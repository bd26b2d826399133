import { expect, it } from "vitest";
import type { CaseListItem } from "../../../protocol/staff/staff-api.ts";
import { countOnDesk, desks, everything, papersText, toCheck, waitText } from "./desks.ts";

const day = 24 * 60 * 60 * 1000;
const item: CaseListItem = {
  application: "00",
  slipCode: "00000000",
  village: "33.29.01.2001",
  serviceId: "ktp-el-lost",
  name: "Sri",
  subject: undefined,
  stage: "received",
  isUrgent: false,
  urgentReason: undefined,
  missing: [],
  receivedAt: 0,
  changedAt: 3 * day,
};

it("every case lies on exactly one desk besides that of all", () => {
  const counts = { received: 1, corrected: 2, "correction-asked": 3, accepted: 4, rejected: 5, withdrawn: 6 };
  expect(countOnDesk(toCheck, counts)).toBe(3);
  const others = desks.filter((desk) => desk !== everything).map((desk) => countOnDesk(desk, counts));
  expect(others.reduce((all, count) => all + count, 0)).toBe(21);
  expect(countOnDesk(everything, counts)).toBe(21);
});

it("says how long the citizen waits, and for whom when it is not for the office", () => {
  expect(waitText(item, 4 * day)).toBe("menunggu 4 hari");
  expect(waitText({ ...item, stage: "correction-asked" }, 4 * day)).toBe("menunggu desa 1 hari");
  expect(waitText({ ...item, stage: "handed-over" }, 5 * day)).toBe("2 hari lalu");
});

it("counts the papers that follow as long as they can", () => {
  const missing = ["surat-hilang", "kk"];
  expect(papersText(item)).toBeUndefined();
  expect(papersText({ stage: "received", missing })).toBe("2 surat menyusul");
  expect(papersText({ stage: "correction-asked", missing: ["kk"] })).toBe("1 surat menyusul");
  expect(papersText({ stage: "accepted", missing })).toBeUndefined();
});

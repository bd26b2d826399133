/** A headless tablet whose memory is lost keeps every promise it made: for entries and for what the district said. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { definite } from "../../../src/base/assert.ts";
import { villageNumber } from "../../../src/domain/areas/areas.ts";
import { publishNotice } from "../../../src/server/notices/publish.ts";
import type { OpenedDistrict } from "../../../src/server/open-district.ts";
import { openRealDistrict } from "../../support/real-district.ts";
import {
  TEST_MS,
  VILLAGE,
  backupSchema,
  folder,
  json,
  kill,
  newCode,
  startServer,
  statusSchema,
  tablet,
  tabletSchema,
  useFreshFolders,
} from "./outside.ts";

useFreshFolders();

const village = definite(villageNumber(VILLAGE), "a village");

/** The district's data beside its server. */
async function beside<T>(work: (opened: OpenedDistrict) => Promise<T>): Promise<T> {
  const opened = await openRealDistrict(join(folder, "data"));
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

const decide = (): Promise<unknown> =>
  beside(({ district }) =>
    district.storage.transaction((tx) =>
      publishNotice(tx, district, {
        village,
        applicationId: new Uint8Array(16).fill(1),
        inEffect: new Uint8Array(32).fill(1),
        stage: "ready-for-pickup",
        targets: [],
        at: 1,
      }),
    ),
  );

const originsHeld = (): Promise<readonly string[]> =>
  beside(({ storage }) =>
    storage.transaction(async (tx) => (await tx.notices.listAfter(village, 0, 10)).map((row) => row.origin)),
  );

describe("a headless tablet without its memory", () => {
  test(
    "offers everything again, and gives a restored district the notice it has lost",
    async () => {
      const first = await startServer();
      await json(tabletSchema, ...tablet(first.url, "--code", await newCode(), "--sample", "2", "--seed", "1"));
      const file = join(folder, "backup.loket");
      await json(backupSchema, "backup", file);
      await decide();
      await json(tabletSchema, ...tablet(first.url));
      await kill(first.child, "SIGTERM");
      await json(v.looseObject({ epoch: v.number() }), "restore", file);
      expect(await originsHeld()).toEqual([]);
      rmSync(join(folder, "tablet", "memory"));
      const second = await startServer();
      for (let tries = 0; tries < 2; tries += 1)
        expect(await json(tabletSchema, ...tablet(second.url))).toMatchObject({ unreceipted: 0 });
      expect((await json(statusSchema, "status")).entriesHeld).toBe(2);
      await kill(second.child, "SIGTERM");
      expect(await originsHeld()).toEqual(["returned"]);
    },
    TEST_MS,
  );
});

import { expect, it } from "vitest";
import { killServer } from "../../support/server-killed-story.ts";

it("a server that is killed a few times in the middle loses nothing it has acknowledged, and doubles nothing", async () => {
  const { kills, filed, acknowledged } = await killServer(2, 1);
  expect(kills).toBeGreaterThanOrEqual(2);
  expect(acknowledged).toBe(filed);
}, 180_000);

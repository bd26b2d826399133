/**
 * Every message of wire version 1, made by today's code from fixed values, with the reader that must still understand
 * it. To freeze one more: add it to a list here and run `generate.ts`.
 */
import { compact } from "./compact.ts";
import { courier } from "./courier.ts";
import { downwards } from "./downwards.ts";
import { trust } from "./trust.ts";
import { upwards } from "./upwards.ts";
import type { Message } from "./world.ts";
import { makeWorld } from "./world.ts";

export async function makeMessages(): Promise<readonly Message[]> {
  const world = await makeWorld();
  const messages = [...(await upwards(world)), ...(await downwards(world)), ...(await trust(world))];
  return [...messages, ...courier(messages), ...(await compact(world))];
}

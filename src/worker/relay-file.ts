/**
 * Carries another tablet's file over this tablet's network: its bundles as they are, in pieces a village link takes, and
 * the replies as a file to bring back. Believes nothing of either: the district proves the one, that tablet the other.
 */
import type { Bytes } from "../base/bytes.ts";
import { concatBytes } from "../base/bytes.ts";
import { bundleBytesFirst } from "../base/limits.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { parseBundleItem } from "../protocol/bundle.ts";
import type { CourierItem, CourierReply } from "../protocol/courier.ts";
import { encodeReplies, readerOfBundles } from "../protocol/courier.ts";
import { carriedExchange, contentTypes } from "../protocol/endpoints.ts";
import { frameItem } from "../protocol/framing.ts";
import { itemTypes } from "../protocol/item-types.ts";
import { parseReply } from "../protocol/reply.ts";
import { itemsOf } from "./courier-items.ts";
import type { RelayedFile } from "./worker-api.ts";
import type { World } from "./world.ts";

type RelayFailure = "not-a-courier-file" | "offline" | "server";
type Http = Pick<World, "http">;

/**
 * Sends what is in `file`. Failures: `not-a-courier-file`, `offline` (nothing got through), `server`. When the network goes
 * on the way, what was answered by then is given with `isWhole` false; sending all again doubles nothing.
 */
export async function relayFile(world: Http, file: Blob, name: string): Promise<Result<RelayedFile, RelayFailure>> {
  const relay = new Relay(world);
  for await (const item of itemsOf(file, readerOfBundles())) await relay.take(item);
  await relay.flush();
  if (relay.replies.length === 0) return err(relay.failure ?? "not-a-courier-file");
  return ok({
    file: new Blob([encodeReplies(relay.replies)], { type: "application/octet-stream" }),
    name: `${name.replace(/\.loket$/i, "")}.balasan`,
    isWhole: relay.failure === undefined,
  });
}

class Relay {
  readonly replies: CourierReply[] = [];
  failure: Exclude<RelayFailure, "not-a-courier-file"> | undefined;
  readonly #world: Http;
  /** The header goes before every piece of its bundle: it proves who asks, the items prove themselves. */
  #header: { readonly framed: Bytes; readonly device: Bytes } | undefined;
  #pending: Bytes[] = [];
  #bytes = 0;

  constructor(world: Http) {
    this.#world = world;
  }

  async take({ type, bytes }: CourierItem): Promise<void> {
    if (type === itemTypes.header) await this.#begin(bytes);
    else if (type !== itemTypes.courierHead && type !== itemTypes.courierEnd) await this.#add(frameItem(bytes));
  }

  async flush(): Promise<void> {
    const pieces = this.#pending;
    const header = this.#header;
    this.#pending = [];
    this.#bytes = 0;
    if (!header || pieces.length === 0 || this.failure) return;
    const bundle = concatBytes(header.framed, ...pieces);
    const answer = await this.#world.http.post(carriedExchange, contentTypes.bundle, bundle);
    if (answer.kind === "offline") this.failure = "offline";
    else if (answer.status !== 200 || !parseReply(answer.body).ok) this.failure = "server";
    else this.replies.push({ device: header.device, reply: answer.body });
  }

  async #begin(item: Bytes): Promise<void> {
    await this.flush();
    const parsed = parseBundleItem(item);
    if (!parsed.ok || parsed.value.type !== "header") return;
    this.#header = { framed: frameItem(item), device: parsed.value.header.device };
  }

  async #add(framed: Bytes): Promise<void> {
    if (this.#bytes + framed.byteLength > bundleBytesFirst) await this.flush();
    this.#pending.push(framed);
    this.#bytes += framed.byteLength;
  }
}

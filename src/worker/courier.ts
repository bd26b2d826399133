/**
 * The courier as the screen asks for it: everything not received as one file, and the district's answer taken in from a
 * file or from QR codes. Only sealed bytes leave here; knows no vault.
 */
import type { Bytes } from "../base/bytes.ts";
import { equalBytes, toHex } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { parseCourierHead, parseCourierReply, readerOfReplies } from "../protocol/courier.ts";
import { FrameCollector } from "../protocol/courier-frames.ts";
import { itemTypes } from "../protocol/item-types.ts";
import { StoreFailure } from "../store/ports.ts";
import type { CourierBook, CourierPorts } from "../sync/courier.ts";
import { takeCourierReply } from "../sync/take-courier-reply.ts";
import { writeCourier } from "../sync/write-courier.ts";
import { itemsOf } from "./courier-items.ts";
import { relayFile } from "./relay-file.ts";
import type { Sending } from "./sending.ts";
import type { Tablet } from "./tablet.ts";
import type { ReplyTaken, SavedFile, Topic, WorkerApi } from "./worker-api.ts";

type CourierCalls = Pick<WorkerApi, "saveToFile" | "relayFile" | "takeReplyFile" | "takeReplyFrame">;

/** The calls of the screen. Frames of QR codes are put together over several looks of the camera. */
export function courierCalls(
  opened: Promise<{ readonly tablet: Tablet; readonly sending: Sending }>,
  tell: (topic: Topic) => void,
): CourierCalls {
  const frames = new FrameCollector();
  const portsNow = async (): Promise<CourierPorts | undefined> => (await opened).sending.courier;
  const take = async (file: Blob): Promise<Result<ReplyTaken, string>> => {
    const ports = await portsNow();
    return ports ? takeReplyFile(ports, file) : err("not-enrolled");
  };
  return {
    async saveToFile() {
      const { tablet, sending } = await opened;
      if (!sending.courier) return err("not-enrolled");
      const named = await tablet.world.settings.read("tablet");
      const saved = await saveToFile(sending.courier, named?.village.text ?? "");
      if (saved.ok) tell("outbox");
      return saved;
    },
    relayFile: async (file) => relayFile((await opened).tablet.world, file, file.name),
    takeReplyFile: take,
    async takeReplyFrame(text) {
      const seen = frames.add(text);
      if (!seen) return err("not-a-reply-qr");
      return seen.file ? take(new Blob([seen.file])) : ok({ seen: seen.seen, count: seen.count });
    },
  };
}

/**
 * The file to be saved. One bundle at a time is in memory; the pieces lie with the browser, on its disk when they are
 * many. Failures: `nothing-to-save`, and what the store says.
 */
async function saveToFile(
  ports: CourierPorts,
  village: string,
): Promise<Result<SavedFile, "nothing-to-save" | string>> {
  const pieces: Blob[] = [];
  try {
    const written = await writeCourier(ports, (items) => pieces.push(new Blob([...items])));
    if (!written) return err("nothing-to-save");
    const name = `loket-${fileWord(village)}-${dayOf(ports.clock.now())}.loket`;
    return ok({ file: new Blob(pieces, { type: "application/octet-stream" }), name, ...written });
  } catch (error) {
    if (error instanceof StoreFailure) return err(error.code);
    throw error;
  }
}

/** "Desa Gununglarang, Kec. Salem" → "gununglarang" */
function fileWord(village: string): string {
  const [place = ""] = village.split(",");
  const word = place.replace(/^(desa|kelurahan) /i, "").toLowerCase();
  return word.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "") || "desa";
}

/** The claimed day of this tablet: a name for people, nothing more. */
function dayOf(now: number): string {
  return new Date(now).toLocaleDateString("sv-SE", { timeZone: "Asia/Jakarta" });
}

type Taken = { received: number; later: number; ours: number; others: number; flaw: string | undefined };

/**
 * Takes in a file the district has made, piece by piece. Failures: `not-a-reply-file`, `reply-is-bundles` (the file that
 * was carried there), `reply-other-tablet`, `reply-forgotten` (no file this tablet remembers), and the flaw of the replies
 * when none of them counts.
 */
async function takeReplyFile(ports: CourierPorts, file: Blob): Promise<Result<ReplyTaken, string>> {
  const reader = readerOfReplies();
  const taken: Taken = { received: 0, later: 0, ours: 0, others: 0, flaw: undefined };
  let kind: string | undefined;
  for await (const { type, bytes } of itemsOf(file, reader)) {
    if (type === itemTypes.courierHead) {
      const head = parseCourierHead(bytes);
      kind = head.ok ? head.value.kind : kind;
    }
    if (type === itemTypes.courierReply) await takeOne(ports, bytes, taken);
  }
  if (taken.ours > 0) return ok({ received: taken.received, later: taken.later, damaged: reader.damagedBytes > 0 });
  if (taken.flaw !== undefined) return err(taken.flaw);
  if (taken.others > 0) return err("reply-other-tablet");
  return err(kind === "bundles" ? "reply-is-bundles" : "not-a-reply-file");
}

async function takeOne(ports: CourierPorts, item: Bytes, taken: Taken): Promise<void> {
  const parsed = parseCourierReply(item);
  if (!parsed.ok) return;
  if (!equalBytes(parsed.value.device, ports.signer.device)) {
    taken.others += 1;
    return;
  }
  const reply = await takeCourierReply(ports, parsed.value.reply);
  if (!reply.ok) {
    taken.flaw = reply.code === "nonce-wrong" ? "reply-forgotten" : `reply-${reply.code}`;
    return;
  }
  taken.ours += 1;
  taken.received += reply.value.received.length;
  taken.later += reply.value.later;
}

/** Hex digests of entries that lie in a saved file whose answer may still come. */
export async function savedInFiles(book: CourierBook): Promise<ReadonlySet<string>> {
  return new Set((await book.load()).flatMap(({ digests }) => digests.map(toHex)));
}

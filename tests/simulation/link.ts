/**
 * The way between a tablet and the district: slow, cut at any byte, doubled, answered by a stranger. Delivers bytes and
 * nothing else; whatever it does to them, it tells the auditor nothing.
 */
import type { Bytes } from "../../src/base/bytes.ts";
import { concatBytes, utf8 } from "../../src/base/bytes.ts";
import type { Transport } from "../../src/sync/ports.ts";
import type { LinkFaults } from "./options.ts";
import type { Prng } from "./prng.ts";
import type { Life, Scheduler } from "./scheduler.ts";

export type ServerDoor = {
  /** Undefined: nobody listens. Rejects when the server dies on it. */
  receive(chunks: AsyncIterable<Uint8Array>): Promise<{ readonly status: number; readonly body: Bytes }> | undefined;
};

export type LinkState = {
  readonly faults: () => LinkFaults;
  isUp: boolean;
  /** When a request was last changed on its way. */
  spoiltAtMs: number;
  /** What came down last, as a cache on the way keeps it. */
  cached?: Bytes;
};

type Answer = Awaited<ReturnType<Transport["exchange"]>>;

const CHUNK_BYTES = 4096;
/** Less than what a tablet waits for a whole exchange. */
const heldUpMsMax = 90_000;
const PORTAL = utf8("<!doctype html><title>Selamat datang</title><p>Masuk untuk memakai wifi ini.");
const cutOff = (begun: boolean): Answer => ({ ok: false, kind: "transport", begun });

/** A transport of one process over this link. `seen` is called with the size of every request. */
export function makeTransport(
  world: { readonly scheduler: Scheduler; readonly random: Prng },
  life: Life,
  link: LinkState,
  server: ServerDoor,
  seen: (bytes: number) => void,
): Transport {
  const { scheduler, random } = world;
  /** The wire waits by its own life: a tablet that dies does not call its packets back. */
  const wire: Life = { name: "wire", alive: true, afterDeath: "hang" };

  async function* chunks(request: Bytes, cutAt: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < Math.min(cutAt, request.byteLength); at += CHUNK_BYTES) {
      const chunk = request.subarray(at, Math.min(at + CHUNK_BYTES, cutAt));
      await scheduler.wait(wire, chunk.byteLength / link.faults().bytesPerMs);
      yield chunk;
    }
    if (cutAt < request.byteLength) throw new Error("aborted");
  }

  async function carry(request: Bytes, onAnswer: () => void): Promise<Answer> {
    const faults = link.faults();
    await scheduler.wait(wire, faults.latencyMs);
    if (!link.isUp || random.chance(faults.refused)) return cutOff(false);
    if (random.chance(faults.portal)) return { ok: true, body: PORTAL };
    if (link.cached && random.chance(faults.stale)) return { ok: true, body: link.cached };
    if (random.chance(faults.status))
      return { ok: false, kind: "http", status: random.pick([403, 413, 429, 500, 502, 503]) };
    if (faults.proxyBytesMax > 0 && request.byteLength > faults.proxyBytesMax)
      return { ok: false, kind: "http", status: 413 };
    const isSpoilt = random.chance(faults.flip);
    const sent = isSpoilt ? flipBit(request, random) : request;
    if (isSpoilt) link.spoiltAtMs = scheduler.nowMs;
    if (random.chance(faults.duplicate)) void deliver(sent, sent.byteLength);
    const cutAt = random.chance(faults.cutRequest) ? random.int(sent.byteLength) : sent.byteLength;
    const answer = await deliver(sent, cutAt);
    if (answer === undefined || cutAt < sent.byteLength || random.chance(faults.lostAnswer)) return cutOff(true);
    await scheduler.wait(wire, faults.latencyMs);
    onAnswer();
    const heldUpMs = random.chance(faults.slowAnswer) ? random.fraction() * heldUpMsMax : 0;
    await scheduler.wait(wire, answer.body.byteLength / faults.bytesPerMs + heldUpMs);
    link.cached = answer.body;
    return finish(answer, faults);
  }

  function finish(answer: { readonly status: number; readonly body: Bytes }, faults: LinkFaults): Answer {
    if (answer.status !== 200) return { ok: false, kind: "http", status: answer.status };
    if (!random.chance(faults.cutAnswer)) {
      return { ok: true, body: random.chance(faults.flip) ? flipBit(answer.body, random) : answer.body };
    }
    // With a length the browser reports the cut; in chunks it may hand over what came.
    const part = answer.body.slice(0, random.int(answer.body.byteLength));
    return random.chance(0.5) ? cutOff(true) : { ok: true, body: part };
  }

  async function deliver(request: Bytes, cutAt: number): Promise<{ status: number; body: Bytes } | undefined> {
    try {
      return await server.receive(chunks(request, cutAt));
    } catch {
      return undefined;
    }
  }

  return {
    async exchange(bundle, signal, onAnswer) {
      const request = concatBytes(...bundle);
      seen(request.byteLength);
      await scheduler.step(life);
      const answer = await Promise.race([carry(request, onAnswer), aborted(signal)]);
      await scheduler.step(life);
      return answer;
    },
  };
}

function aborted(signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(cutOff(true));
    else signal.addEventListener("abort", () => resolve(cutOff(true)), { once: true });
  });
}

function flipBit(bytes: Bytes, random: Prng): Bytes {
  const at = random.int(bytes.byteLength);
  return bytes.map((byte, i) => (i === at ? byte ^ (1 << random.int(8)) : byte));
}

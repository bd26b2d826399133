/** Reads request bodies from the raw Node request, piece by piece and never more than allowed. Knows no content. */
import type { IncomingMessage } from "node:http";
import type { Bytes } from "../../base/bytes.ts";
import { concatBytes } from "../../base/bytes.ts";

export type CappedBody = {
  /** The bytes as they arrive, ending quietly at the cap. Rejects where the sender is cut off. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** True once more than `max` bytes were announced or sent. */
  readonly isTooLarge: () => boolean;
};

/** `max` in bytes. */
export function capBody(incoming: IncomingMessage, max: number): CappedBody {
  let tooLarge = Number(incoming.headers["content-length"] ?? 0) > max;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let left = max;
    // Leaving early must not destroy the socket: the sender still has to read why.
    const whole: AsyncIterable<Uint8Array> = incoming.iterator({ destroyOnReturn: false });
    for await (const chunk of whole) {
      if (chunk.byteLength > left) {
        tooLarge = true;
        return;
      }
      left -= chunk.byteLength;
      yield chunk;
    }
  }
  return { chunks: chunks(), isTooLarge: () => tooLarge };
}

/** The whole body, or undefined when it is larger than `max` bytes. Rejects where the sender is cut off. */
export async function readBody(incoming: IncomingMessage, max: number): Promise<Bytes | undefined> {
  const body = capBody(incoming, max);
  if (body.isTooLarge()) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.chunks) chunks.push(chunk);
  return body.isTooLarge() ? undefined : concatBytes(...chunks);
}

/**
 * The courier as another road through the same engine: what it keeps of the files it has saved, and what it needs of
 * the world. `write-courier` makes a file of ordinary bundles; `take-courier-reply` believes what comes back.
 */
import type { Bytes } from "../base/bytes.ts";
import type { Ports } from "./ports.ts";

/** A file that was saved and may be answered, days later. */
export type OpenCourier = {
  /** One per bundle of the file: a reply with one of them is an answer to it. */
  readonly nonces: readonly Bytes[];
  /** Digests of the entries inside. */
  readonly digests: readonly Bytes[];
  /** Claimed time of the saving, milliseconds; for showing, never for order. */
  readonly at: number;
};

export interface CourierBook {
  /** Newest last, at most {@link couriersOpenMax}. */
  load(): Promise<readonly OpenCourier[]>;
  /** Durable when it resolves; the oldest are forgotten. */
  add(courier: OpenCourier): Promise<void>;
}

export type CourierPorts = Pick<
  Ports,
  "log" | "blobs" | "signer" | "verifier" | "clock" | "random" | "configVersion" | "report" | "notify"
> & { readonly book: CourierBook };

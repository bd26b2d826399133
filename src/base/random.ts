/** Randomness is an argument, so that the simulator can replay a run from its seed. */
import type { Bytes } from "./bytes.ts";

export interface Random {
  /** `length` unpredictable bytes. */
  bytes(length: number): Bytes;
  /** A number in [0, 1), for jitter only. */
  fraction(): number;
}

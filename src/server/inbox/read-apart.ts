/**
 * Reads envelopes in a process of its own, with bounded memory and time: whatever a stranger's bytes do to it, the
 * server goes on and knows at which entry it happened (failures.md F44). One entry at a time.
 */
import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import type { Timer } from "../../base/clock.ts";
import { readerMemoryMbMax, readEnvelopeMsMax } from "../../base/limits.ts";
import type { Result } from "../../base/result.ts";
import { err } from "../../base/result.ts";
import type { Content } from "../../domain/application/content.ts";
import { parseContent } from "../../domain/application/parse-content.ts";
import type { District } from "../district.ts";
import { makeTurns } from "../turns.ts";
import type { ReadEnvelope, ReadFailure, SealedRow } from "./read-envelope.ts";
import { readFailures } from "./read-envelope.ts";

export type ApartReader = {
  readonly read: ReadEnvelope;
  /** Ends the process. A read that is under way rejects. */
  stop(): void;
};

/** Thrown for the entry at which the process ended or did not answer in time. */
export class ReaderDiedError extends Error {
  override readonly name = "ReaderDiedError";
}

export type ApartReaderOptions = Pick<District, "regency" | "configuration"> & {
  readonly keysFolder: string;
  readonly timer: Timer;
  /** What is run; another program only in tests of what a reader may do to us. */
  readonly program?: string;
};

const answerSchema = v.object({
  number: v.number(),
  read: v.variant("ok", [
    v.object({ ok: v.literal(true), value: v.unknown() }),
    v.object({ ok: v.literal(false), code: v.picklist(readFailures), detail: v.optional(v.string()) }),
  ]),
});

/** No writing, no processes, no threads, no native code; V8 ends the process above its memory. */
const execArgv = [
  `--max-old-space-size=${readerMemoryMbMax}`,
  "--permission",
  "--allow-fs-read=*",
  "--disable-warning=ExperimentalWarning",
];
const readerProgram = fileURLToPath(new URL("./reader-process.ts", import.meta.url));
const oneAtATime = "envelope";

/** A reader that starts its process with the first entry, and a new one after each that died. */
export function openReaderApart(options: ApartReaderOptions): ApartReader {
  const turns = makeTurns();
  let child: ChildProcess | undefined;
  let number = 0;

  const start = (): ChildProcess => {
    const program = options.program ?? readerProgram;
    // Nothing of our environment, and no word of what it dies with: that may be personal.
    const fresh = fork(program, [], {
      execArgv,
      env: {},
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const { regency, configuration, keysFolder } = options;
    fresh.on("error", () => undefined);
    fresh.send({ regency, configuration, keysFolder });
    fresh.unref();
    fresh.channel?.unref();
    return fresh;
  };

  return {
    read: (entry) =>
      turns.take(oneAtATime, async () => {
        child ??= start();
        number += 1;
        const read = await ask(child, options.timer, number, entry);
        if (read) return read;
        child.kill("SIGKILL");
        child = undefined;
        throw new ReaderDiedError("the reader ended or hung");
      }),
    stop: () => {
      child?.kill("SIGKILL");
      child = undefined;
    },
  };
}

/** Undefined when no answer came: the process ended, or its time is over. */
async function ask(
  child: ChildProcess,
  timer: Timer,
  number: number,
  { device, kind, applicationId, shared, own, envelope }: SealedRow,
): Promise<Result<Content, ReadFailure> | undefined> {
  if (!child.connected) return undefined;
  const over = new AbortController();
  const answered = new Promise<unknown>((resolve) => {
    child.once("message", resolve);
    child.once("exit", () => resolve(undefined));
  });
  child.send({ number, entry: { device, kind, applicationId, shared, own, envelope } }, () => undefined);
  const message = await Promise.race([answered, timer.sleep(readEnvelopeMsMax, over.signal)]);
  over.abort();
  child.removeAllListeners("message");
  child.removeAllListeners("exit");
  const answer = v.safeParse(answerSchema, message);
  if (!answer.success || answer.output.number !== number) return undefined;
  const { read } = answer.output;
  // Bytes of another process are foreign data.
  return read.ok ? parseContent(read.value) : err(read.code, read.detail);
}

/** The sending loop of a page's worker and what it says of itself: running, last outcome, who waits for the next one. */
import { sendingRestartMs, tapWaitMsMax } from "../base/limits.ts";
import { openCourierBook } from "../store/couriers.ts";
import type { CourierBook, CourierPorts } from "../sync/courier.ts";
import type { Engine } from "../sync/engine.ts";
import { makeEngine } from "../sync/engine.ts";
import type { ExchangeOutcome, SyncEvent, WakeReason } from "../sync/ports.ts";
import { forgetsFailures } from "../sync/retry.ts";
import { makeWakes } from "../sync/wakes.ts";
import type { Wakes } from "../sync/wakes.ts";
import { followConfiguration, makePorts } from "./open-sync.ts";
import { makeReporter } from "./report.ts";
import type { Tablet } from "./tablet.ts";
import type { SyncStatus, Topic } from "./worker-api.ts";

export class Sending {
  readonly #tablet: Tablet;
  readonly #tell: (topic: Topic) => void;
  readonly #wakes: Wakes;
  readonly #waiting: (() => void)[] = [];
  readonly #book: CourierBook;
  #engine: Engine | undefined;
  #courier: CourierPorts | undefined;
  #running: AbortController | undefined;
  #isExchanging = false;
  #isWaitingForTurn = false;
  #lastOutcome: SyncStatus["lastOutcome"] = "never";

  constructor(tablet: Tablet, tell: (topic: Topic) => void) {
    this.#tablet = tablet;
    this.#tell = tell;
    this.#wakes = makeWakes(tablet.world.timer);
    this.#book = openCourierBook(tablet.database);
  }

  get isExchanging(): boolean {
    return this.#isExchanging;
  }

  get lastOutcome(): SyncStatus["lastOutcome"] {
    return this.#lastOutcome;
  }

  /** Starts the loop of an enrolled tablet, anew when it runs already: enrolment has changed key and certificate. */
  start(): void {
    this.#running?.abort();
    const ports = makePorts(this.#tablet, (event) => this.#heard(event));
    this.#engine = ports && makeEngine(ports);
    // Its own reporter: a file of days ago must not make the next exchange believe that all was told.
    this.#courier = ports && { ...ports, report: makeReporter(this.#tablet), book: this.#bookOfEngine(this.#engine) };
    if (!this.#engine) return;
    this.#running = new AbortController();
    void this.#keepRunning(this.#engine, this.#running.signal);
    void this.#follow();
  }

  /** What leaves in a file has left: the engine must not take it for untouched. */
  #bookOfEngine(engine: Engine | undefined): CourierBook {
    const book = this.#book;
    return {
      load: () => book.load(),
      async add(courier) {
        await book.add(courier);
        engine?.carried(courier.digests);
      },
    };
  }

  get book(): CourierBook {
    return this.#book;
  }

  /** What a file is written with and an answer taken by; undefined before enrolment. */
  get courier(): CourierPorts | undefined {
    return this.#courier;
  }

  wake(reason: WakeReason): void {
    this.#wakes.wake(reason);
    if (forgetsFailures(reason)) this.#tablet.world.hurryOthers();
  }

  /** Another context has sent: when this one waits for its turn, this is it. */
  othersChanged(): void {
    if (this.#isWaitingForTurn) this.#wakes.wake("start");
  }

  /** Wakes the loop as a tap does and waits for the end of the next exchange, but not until one that hangs ends. */
  async now(): Promise<void> {
    if (!this.#engine) return;
    const finished = new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.wake("tap");
    await Promise.race([finished, this.#tablet.world.timer.sleep(tapWaitMsMax)]);
  }

  /** The loop never ends while the tablet lives: a broken promise of our own code must not keep entries here for ever. */
  async #keepRunning(engine: Engine, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await engine.run(signal, this.#wakes);
      } catch (error) {
        this.#heard({ kind: "exchange-finished", outcome: { kind: "failed", why: nameOf(error) } });
        await this.#wakes.wait(sendingRestartMs, signal);
      }
    }
  }

  #heard(event: SyncEvent): void {
    if (event.kind === "exchange-started") this.#isExchanging = true;
    if (event.kind === "exchange-finished") this.#finished(event.outcome);
    if (event.kind === "changed") this.#changed();
    this.#tell("sync");
  }

  #finished(outcome: ExchangeOutcome): void {
    this.#isExchanging = false;
    this.#isWaitingForTurn = outcome.kind === "busy";
    this.#lastOutcome = wordFor(outcome) ?? this.#lastOutcome;
    for (const resolve of this.#waiting.splice(0)) resolve();
    if (outcome.kind === "ok" || outcome.kind === "later") void this.#follow();
  }

  #changed(): void {
    this.#tell("outbox");
    this.#tell("notices");
    this.#tablet.world.tellOthers();
  }

  async #follow(): Promise<void> {
    if (await followConfiguration(this.#tablet)) this.#tell("configuration");
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}

function wordFor(outcome: ExchangeOutcome): SyncStatus["lastOutcome"] | undefined {
  return outcome.kind === "busy" ? undefined : outcome.kind;
}

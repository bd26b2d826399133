import { beforeEach, describe, expect, test, vi } from "vitest";
import type { ExchangeOutcome } from "../src/sync/ports.ts";
import { onEntriesWaiting, onSync } from "./wake-ups.ts";
import type { SyncEventLike } from "./wake-ups.ts";

const { send } = vi.hoisted(() => ({ send: vi.fn<(limitMs: number) => Promise<ExchangeOutcome | undefined>>() }));
vi.mock("../src/worker/open-sync.ts", () => ({ sendInBackground: send }));

type Registration = Parameters<typeof onSync>[1];

let tags: string[];

/** What the service worker knows of itself; only Background Sync is asked of it. */
function registration(register = async (tag: string) => void tags.push(tag)): Registration {
  return { sync: { register } } as unknown as Registration;
}

/** Fires the event and gives how its work ended: a rejection is what makes the browser try again. */
async function fire(tag: string, lastChance = false): Promise<"done" | "try again" | "not ours"> {
  let work: Promise<unknown> | undefined;
  const event = { tag, lastChance, waitUntil: (promise: Promise<unknown>) => (work = promise) };
  onSync(event as unknown as SyncEventLike, registration());
  if (!work) return "not ours";
  return work.then(
    () => "done",
    () => "try again",
  );
}

beforeEach(() => {
  tags = [];
  send.mockReset();
});

describe("a sync event", () => {
  test("that sent everything is done, and asks for no other", async () => {
    send.mockResolvedValue({ kind: "ok", left: "nothing" });
    expect(await fire("send-1")).toBe("done");
    expect(tags).toEqual([]);
  });

  test("that ran out of time asks for another at once", async () => {
    send.mockResolvedValue({ kind: "ok", left: "more" });
    expect(await fire("send-1")).toBe("done");
    expect(tags).toHaveLength(1);
  });

  test("that failed is tried again by the browser, without a second tag beside it", async () => {
    const failures: readonly ExchangeOutcome[] = [
      { kind: "offline", begun: false },
      { kind: "portal" },
      { kind: "busy" },
      { kind: "server", status: 500 },
      { kind: "ok", left: "stalled" },
    ];
    for (const outcome of failures) {
      send.mockResolvedValue(outcome);
      expect(await fire("send-1"), outcome.kind).toBe("try again");
    }
    send.mockRejectedValue(new Error("the database does not open"));
    expect(await fire("send-1")).toBe("try again");
    expect(tags).toEqual([]);
  });

  // Failures F6.
  test("begins a new cycle with a new tag when it is the browser's last try", async () => {
    send.mockResolvedValue({ kind: "portal" });
    expect(await fire("send-1", true)).toBe("done");
    expect(tags).toHaveLength(1);
    expect(tags[0]).not.toBe("send-1");
  });

  test("of a tablet that is not enrolled does nothing, one with a strange tag is not ours", async () => {
    send.mockResolvedValue(undefined);
    expect(await fire("send-1")).toBe("done");
    expect(await fire("workbox-background-sync:x")).toBe("not ours");
    expect(tags).toEqual([]);
  });
});

// Failures F7.
test("where there is no Background Sync, or it is forbidden, nothing breaks", async () => {
  await onEntriesWaiting({} as Registration);
  await onEntriesWaiting(registration(() => Promise.reject(new Error("NotAllowedError"))));
  await onEntriesWaiting(registration());
  expect(tags).toHaveLength(1);
});

/** What a page and its worker hold once the garbage is gone, and what hangs in the page. Bytes and counts. */
import type { CDPSession, Page } from "playwright-core";

export type Memory = {
  readonly pageHeapBytes: number;
  readonly workerHeapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
};

export async function readMemory(page: Page): Promise<Memory> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send("Performance.enable");
    // Twice: what finalizers let go in the first round is collected in the second.
    for (let round = 0; round < 2; round += 1) await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const valueOf = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
    return {
      pageHeapBytes: valueOf("JSHeapUsedSize"),
      workerHeapBytes: await readWorkers(session),
      nodes: valueOf("Nodes"),
      listeners: valueOf("JSEventListeners"),
    };
  } finally {
    await session.detach();
  }
}

/** Dedicated workers are no part of the page's own heap. */
async function readWorkers(session: CDPSession): Promise<number> {
  const workers: string[] = [];
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") workers.push(sessionId);
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  let sum = 0;
  for (const worker of workers) {
    for (let round = 0; round < 2; round += 1) await ask(session, worker, "HeapProfiler.collectGarbage");
    const answer = await ask(session, worker, "Runtime.getHeapUsage");
    sum += answer.result?.usedSize ?? 0;
  }
  return sum;
}

type Answer = { readonly id?: number; readonly result?: { readonly usedSize?: number } };
let asked = 0;

function ask(session: CDPSession, sessionId: string, method: string): Promise<Answer> {
  const id = (asked += 1);
  return new Promise((resolve, reject) => {
    const listen = ({ message }: { readonly message: string }): void => {
      const answer: Answer = JSON.parse(message);
      if (answer.id !== id) return;
      session.off("Target.receivedMessageFromTarget", listen);
      resolve(answer);
    };
    session.on("Target.receivedMessageFromTarget", listen);
    session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method }) }).catch(reject);
  });
}

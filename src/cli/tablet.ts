/** `tablet`: a tablet without a screen, over the same sync, protocol and crypto rooms as the real one. */
import { resolve } from "node:path";
import type { Command, Typed } from "./command.ts";
import { exits, needText, UsageError, wholeNumber } from "./command.ts";
import { holdFolder } from "./tablet/folder-lock.ts";
import type { TabletReport } from "./tablet/tablet.ts";
import { runTablet } from "./tablet/tablet.ts";

const PATIENCE_S_DEFAULT = 20;
const SAMPLES_MAX = 100_000;

export const tablet: Command = {
  name: "tablet",
  usage: "--server URL --state DIR [--code CODE] [--file FILE.json…] [--sample N --seed S] [--wait SECONDS] [--json]",
  summary: "A tablet without a screen: files the given applications and ends well only when all are receipted.",
  details: [
    "Enrols on first use, appends the applications and exchanges with the district until everything is complete there. The",
    "same words after a run that did not end well go on where it was.",
    'A file holds { "serviceId", "answers", "missing"?: [ids], "photos"?: { id: [files] }, "urgent"?: { "reason" } };',
    "without photos small sample pictures stand in for the documents.",
  ].join("\n"),
  flags: {
    server: { type: "string", value: "URL", help: "the district server, e.g. http://localhost:8080" },
    state: { type: "string", value: "DIR", help: "folder for keys, journal and photos of this tablet" },
    code: { type: "string", value: "CODE", help: "enrolment code, needed on first use" },
    file: {
      type: "string",
      value: "FILE",
      multiple: true,
      help: "an application to append; may be given several times",
    },
    sample: { type: "string", value: "N", help: "append N valid sample applications, services in turn" },
    seed: { type: "string", value: "S", help: "seed of the samples (default 1)" },
    wait: {
      type: "string",
      value: "SECONDS",
      help: `give up after so long without progress (default ${PATIENCE_S_DEFAULT})`,
    },
  },
  run: async (typed, world) => {
    const folder = resolve(needText(typed, "state"));
    const release = holdFolder(folder);
    try {
      const report = await runTablet({
        server: serverOf(needText(typed, "server")),
        folder,
        code: typed.text("code"),
        request: requestOf(typed),
        patienceMs: (wholeNumber(typed, "wait", 0) ?? PATIENCE_S_DEFAULT) * 1000,
        clock: world.clock,
        timer: world.timer,
        random: world.random,
        say: world.say,
        stop: world.stop,
      });
      if (!report.ok) {
        world.say(`${report.code}: ${report.detail ?? ""}`);
        return exits.failed;
      }
      world.print({ json: report.value, text: textOf(report.value) });
      return report.value.unreceipted === 0 ? exits.done : exits.failed;
    } finally {
      release();
    }
  },
};

function requestOf(typed: Typed) {
  const samples = wholeNumber(typed, "sample", 0) ?? 0;
  if (samples > SAMPLES_MAX) throw new UsageError(`--sample takes at most ${SAMPLES_MAX}`);
  const files = [...typed.texts("file"), ...typed.words].map((path) => resolve(path));
  return { files, samples, seed: wholeNumber(typed, "seed", 0) ?? 1 };
}

function serverOf(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new UsageError("--server must be an http or https address");
  return url.href.replace(/\/+$/, "");
}

function textOf({ device, entries, unreceipted }: TabletReport): string {
  const lines = entries.map(({ digest, log, seq, state }) => `${digest.slice(0, 16)}  ${log} ${seq}  ${state}`);
  return [`device ${device}`, ...lines, `${entries.length} entries, ${unreceipted} not complete`].join("\n");
}

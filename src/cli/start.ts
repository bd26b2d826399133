/** `start` (npm start): builds when sources changed, serves, and prints what to open. */
import { shutdownMsMax } from "../base/limits.ts";
import { villageText } from "../domain/areas/areas.ts";
import { issueCode } from "../server/enrolment/enrol.ts";
import type { Serving } from "../server/main.ts";
import { serve } from "../server/main.ts";
import { ensureBuild } from "./build.ts";
import type { Command, World } from "./command.ts";
import { exits, RefusedError, UsageError } from "./command.ts";
import { openFailureText, placeOf } from "./data.ts";
import { chooseVillage } from "./village.ts";

const PORT_DEFAULT = 8080;
const PORT_MAX = 65_535;
/** A small village far from the district office. */
const EXAMPLE_VILLAGE = "33.29.01.2010";

export const start: Command = {
  name: "start",
  usage: "",
  summary: "Builds the apps when their sources changed, starts the district server and prints what to open.",
  flags: {
    "build-dir": { type: "string", value: "DIR", help: "serve this build instead of making one" },
  },
  run: async (typed, world) => {
    const place = placeOf(world);
    const port = portOf(world.env["PORT"]);
    const buildDir = typed.text("build-dir") ?? (await ensureBuild({ log: world.say })).dir;
    const serving = await serve({
      ...place,
      port,
      buildDir,
      trustProxy: world.env["LOKET_TRUST_PROXY"] === "1",
    });
    if (!serving.ok) {
      const isTaken = serving.code === "port-taken";
      throw new RefusedError(isTaken ? `Port ${port} is taken. Set PORT to another one.` : openFailureText(serving));
    }
    world.print(await greeting(serving.value, place.folder.firstAdmin));
    await untilStopped(world, serving.value);
    return exits.done;
  },
};

function portOf(text: string | undefined): number {
  const port = Number(text ?? PORT_DEFAULT);
  if (!Number.isInteger(port) || port < 0 || port > PORT_MAX) throw new UsageError("PORT must be a port number");
  return port;
}

async function greeting({ port, district, firstAdmin }: Serving, adminPath: string) {
  const { areas } = district.configuration;
  const place = chooseVillage(areas, EXAMPLE_VILLAGE);
  const { code } = await issueCode(district, place.village.code);
  const kiosk = `http://localhost:${port}/`;
  const office = `http://localhost:${port}/district/`;
  const signIn = firstAdmin
    ? `sign in as ${firstAdmin.email} with ${firstAdmin.password} (shown once; also in ${adminPath})`
    : `sign in as before (the first password is in ${adminPath} unless somebody removed it)`;
  const text = [
    "",
    "Loket Desa is running.",
    `  Kiosk        ${kiosk}`,
    `  Enrolment    ${code}  for ${villageText(place)} (${place.village.code})`,
    `  District     ${office}  ${signIn}`,
    `  Track page   http://localhost:${port}/t/CODE`,
    "",
  ].join("\n");
  const json = { kiosk, district: office, code, village: place.village.code, port, firstAdmin: firstAdmin ?? null };
  return { json, text };
}

/** A connection that will not let go must not keep the process: the limit is the promise. */
async function untilStopped(world: World, serving: Serving): Promise<void> {
  if (!world.stop.aborted) await new Promise<void>((resolve) => world.stop.addEventListener("abort", () => resolve()));
  setTimeout(() => process.exit(exits.done), shutdownMsMax).unref();
  await serving.stop();
}

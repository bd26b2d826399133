/**
 * One world: two tablets, an office and the people, first in chaos, then in calm. Everything in it comes from the seed;
 * the roles are in their own files, and who is right is decided by the checkers alone.
 */
import { unwrap } from "../../src/base/result.ts";
import { sha256 } from "../../src/crypto/hash.ts";
import { makeSealingKey } from "../../src/crypto/sealing.ts";
import type { SigningKey } from "../../src/crypto/signing.ts";
import { makeSigningKey, signWith } from "../../src/crypto/signing.ts";
import { villageNumber } from "../../src/domain/areas/areas.ts";
import type { Configuration } from "../../src/domain/configuration/configuration.ts";
import { parseSigned } from "../../src/protocol/signed.ts";
import {
  encodeEnrolmentRequest,
  encodeSignedEnrolmentRequest,
  parseEnrolmentAnswer,
} from "../../src/protocol/enrolment.ts";
import { keyAlgorithms } from "../../src/protocol/keys.ts";
import { enrolSignatureInput } from "../../src/protocol/signing-inputs.ts";
import { enrol, issueCode } from "../../src/server/enrolment/enrol.ts";
import type { Enrolment } from "../../src/store/identity.ts";
import type { Ports } from "../../src/sync/ports.ts";
import { makeAuditor } from "./auditor.ts";
import type { Auditor } from "./auditor.ts";
import type { Checked } from "./checkers/holdings.ts";
import { useCrypto } from "./crypto-switch.ts";
import type { Options } from "./options.ts";
import { calmed, drawOptions } from "./options.ts";
import type { Prng } from "./prng.ts";
import { makePrng } from "./prng.ts";
import type { Visit } from "./people.ts";
import { Crashed, EPOCH_MS, Scheduler } from "./scheduler.ts";
import type { Sabotage } from "./sim-district.ts";
import { SimDistrict } from "./sim-district.ts";
import { enrolledAs, SimTablet } from "./sim-tablet.ts";
import type { Trace } from "./trace.ts";
import { makeTrace } from "./trace.ts";

/** Bugs planted by a test; none by default. */
export type Planted = Sabotage & {
  readonly ports?: (ports: Ports, world: World) => Ports;
  readonly options?: (options: Options) => Options;
  readonly onTabletDeath?: (tablet: SimTablet) => void;
};

export type World = {
  readonly seed: number;
  /** What goes wrong now: nothing before the chaos and after it. */
  options: Options;
  /** What goes wrong while there is chaos. */
  readonly drawn: Options;
  readonly random: Prng;
  readonly scheduler: Scheduler;
  readonly configuration: Configuration;
  readonly auditor: Auditor;
  readonly trace: Trace;
  readonly office: SimDistrict;
  readonly tablets: readonly SimTablet[];
  readonly visits: Visit[];
  /** A failure nobody expected: it ends the run. */
  broken: unknown;
  watch(work: Promise<unknown>): void;
  /** Called whenever a sender has kept a reply. */
  onApplied: (tablet: SimTablet) => void;
  readonly checked: () => Checked;
};

export type WorldSettings = {
  readonly seed: number;
  readonly configuration: Configuration;
  readonly planted: Planted;
  readonly keepTrace: boolean;
};

/** Builds the world of a seed: an office that runs, two enrolled tablets, nobody yet at the counter. */
export async function makeWorld({ seed, configuration, planted, keepTrace }: WorldSettings): Promise<World> {
  const random = makePrng(seed, "world");
  const drawn = drawOptions(seed, random.fork("options"));
  const options = planted.options?.(drawn) ?? drawn;
  useCrypto(options.crypto, random);
  const scheduler = new Scheduler(random.fork("scheduler"));
  const trace = makeTrace(keepTrace);
  const auditor = makeAuditor();
  const tell = (who: string, what: string): void => trace.add(scheduler.nowMs, who, what);
  const tablets: SimTablet[] = [];
  const visits: Visit[] = [];
  const watch = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      if (!(error instanceof Crashed)) world.broken ??= error;
    });
  };
  const office = await SimDistrict.open({
    scheduler,
    random: random.fork("office"),
    configuration,
    faults: () => world.options.district,
    sabotage: planted,
    tell: (what) => tell("district", what),
    broken: (error) => {
      world.broken ??= error;
    },
  });
  const world: World = {
    seed,
    options: calmed(options),
    drawn: options,
    random,
    scheduler,
    configuration,
    auditor,
    trace,
    office,
    tablets,
    visits,
    broken: undefined,
    watch,
    onApplied: () => undefined,
    checked: () => ({ auditor, office, tablets, visits }),
  };
  for (const [index, skewMs] of options.clockSkewMs.entries()) {
    const name = `tablet${index + 1}`;
    const tabletRandom = random.fork(name);
    tablets.push(
      new SimTablet(
        {
          scheduler,
          random: tabletRandom,
          options: () => world.options,
          withoutLock: options.withoutLock,
          server: { receive: (chunks) => office.receive(chunks) },
          auditor,
          tell,
          sabotage: (ports) => planted.ports?.(ports, world) ?? ports,
          onApplied: (tablet) => world.onApplied(tablet),
          onDeath: (tablet) => {
            planted.onTabletDeath?.(tablet);
            reopenLater(world, tablet);
          },
          watch,
        },
        name,
        await enrolTablet(world, index),
        skewMs,
      ),
    );
  }
  return world;
}

/** Somebody switches the tablet on again. */
export function reopenLater(world: World, tablet: SimTablet): void {
  const delay = 1000 + world.random.fraction() * world.options.disk.downMs;
  world.scheduler.at(world.scheduler.nowMs + delay, () => world.watch(tablet.openPage()));
}

/** Enrols as a tablet does, through the district's own door. */
async function enrolTablet(world: World, index: number) {
  const { district } = world.office;
  if (!district) throw new Error("the office is open");
  const villages = world.configuration.areas.subdistricts.flatMap((subdistrict) => subdistrict.villages);
  // Half of the worlds have both tablets in one village.
  const village = villages[world.seed % 2 === 0 ? 0 : index]?.code ?? "";
  const signingKey: SigningKey = await makeSigningKey(keyAlgorithms.ed25519, { extractable: false });
  const vault = await makeSealingKey(keyAlgorithms.hpkeX25519, { extractable: false });
  const { code } = await drive(world, issueCode(district, village));
  const body = encodeEnrolmentRequest({
    code,
    signingKey: signingKey.publicKey,
    vaultKey: vault.publicKey,
    report: {},
    olderKeys: [],
  });
  const signature = await signWith(signingKey, enrolSignatureInput(body));
  const answer = unwrap(await drive(world, enrol(district, encodeSignedEnrolmentRequest({ body, signature }))));
  const parsed = unwrap(parseEnrolmentAnswer(unwrap(parseSigned(answer, 64 * 1024)).body));
  const enrolment: Enrolment = {
    ...parsed,
    device: (await sha256(signingKey.publicKey)).slice(0, 16),
    village: villageNumber(village) ?? 0,
  };
  return enrolledAs(enrolment, signingKey);
}

/** Lets simulated time run until `work` is done. */
export async function drive<T>(world: World, work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  over.catch(() => undefined);
  while (!isOver) await world.scheduler.run(world.scheduler.nowMs + 60_000, () => isOver);
  return over;
}

export const wallClock = (world: World): number => Math.floor(EPOCH_MS + world.scheduler.nowMs);

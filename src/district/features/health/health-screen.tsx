/** All villages at a glance, by subdistrict; what the district does not have yet, by what was announced. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { momentText } from "../../../domain/date/date-words.ts";
import type { RegencyHealth, VillageHealth, VillageState } from "../../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { TileGrid } from "../../../ui/dense/tile-grid.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { StatusChip } from "../../../ui/feedback/status-chip.tsx";
import { useLive } from "../../platform/live.ts";
import { go } from "../../platform/route.ts";
import { configuration } from "../../platform/session.ts";
import { placeText } from "../../place-text.ts";
import { AfterRestoreMessage } from "./after-restore-message.tsx";
import { AttentionList } from "./attention-list.tsx";
import { DamageMessage } from "./damage-message.tsx";
import { healthSentence, stateWords } from "./health-words.ts";

const states: readonly VillageState[] = ["silent", "holding", "current", "never"];

export function HealthScreen(): JSX.Element {
  const { data, problem } = useLive<RegencyHealth>(staffPaths.health);
  const opened = useSignal<string | undefined>(undefined);
  const health = data.value;
  const config = configuration.value;
  if (!health || !config) {
    return problem.value === undefined ? <p>Membaca…</p> : <Message kind="error">{problem.value}</Message>;
  }
  const byVillage = new Map(health.villages.map((each) => [each.village, each]));
  const groups = config.areas.subdistricts.map((subdistrict) => ({
    key: subdistrict.code,
    title: `Kec. ${subdistrict.name}`,
    tiles: subdistrict.villages.map((village) => {
      const found = byVillage.get(village.code);
      const words = stateWords[found?.state ?? "never"];
      return {
        key: village.code,
        name: village.name,
        tone: words.tone,
        letter: found && found.missing > 0 ? String(found.missing) : words.letter,
        word: found ? healthSentence(found, health.at) : words.word,
      };
    }),
  }));
  const chosen = opened.value === undefined ? undefined : byVillage.get(opened.value);
  return (
    <>
      <h1>Pantau sinkron</h1>
      {problem.value !== undefined && <Message kind="warning">{problem.value}</Message>}
      <Figures health={health} />
      {opened.value !== undefined && <VillagePanel village={opened.value} health={chosen} at={health.at} />}
      <AttentionList health={health} onOpen={(village) => (opened.value = village)} />
      <div class="legend">
        {states.map((state) => (
          <StatusChip
            key={state}
            {...stateWords[state]}
            word={`${stateWords[state].word} (${countOf(health, state)})`}
          />
        ))}
      </div>
      <TileGrid
        groups={groups}
        onOpen={(key) => (opened.value = key)}
        {...(opened.value === undefined ? {} : { openKey: opened.value })}
      />
    </>
  );
}

function countOf(health: RegencyHealth, state: VillageState): number {
  return health.villages.filter((each) => each.state === state).length;
}

function Figures({ health }: { readonly health: RegencyHealth }): JSX.Element {
  const missing = health.villages.reduce((sum, each) => sum + each.missing, 0);
  const silent = countOf(health, "silent");
  const figures: readonly (readonly [name: string, value: string, isAlarm?: boolean])[] = [
    ["Masih di tablet", String(missing)],
    ["Desa senyap", String(silent), silent > 0],
    ["Masuk hari ini", String(health.entriesToday)],
    ["Menunggu foto", String(health.waitingForPhotos)],
    ["Perlu dilihat petugas", String(health.quarantined), health.quarantined > 0],
    [
      "Cadangan terbukti",
      health.lastVerifiedBackupAt === undefined ? "Belum ada" : momentText(health.lastVerifiedBackupAt),
    ],
  ];
  return (
    <>
      {!health.hasRoom && (
        <Message kind="error" title="Penyimpanan server penuh">
          Kiriman baru tidak bisa diterima dulu. Semuanya tetap aman di tablet dan terkirim sendiri begitu ada tempat
          lagi. Hubungi admin server sekarang.
        </Message>
      )}
      {health.scrub && <DamageMessage scrub={health.scrub} />}
      {health.afterRestore && <AfterRestoreMessage left={health.afterRestore} />}
      {health.lastVerifiedBackupAt === undefined && (
        <Message kind="error" title="Belum ada cadangan yang terbukti">
          Selama belum ada, tablet tidak menghapus salinannya. Jalankan perintah cadangan.
        </Message>
      )}
      {!health.recoveryIsVerified && (
        <Message kind="warning" title="Kunci pemulihan belum diuji">
          Simpan berkas kunci di tempat lain dan uji sebelum dipakai sungguhan.
        </Message>
      )}
      <dl class="figures">
        {figures.map(([name, value, isAlarm]) => (
          <div key={name} class={isAlarm ? "figure figure-alarm" : "figure"}>
            <dt>{name}</dt>
            <dd class="numbers">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

type VillagePanelProps = {
  readonly village: string;
  readonly health: VillageHealth | undefined;
  readonly at: number;
};

function VillagePanel({ village, health, at }: VillagePanelProps): JSX.Element {
  return (
    <Message kind="info" title={placeText(village)}>
      <p>{health ? healthSentence(health, at) : stateWords.never.word}</p>
      {health?.lastSeenAt !== undefined && <p>{`Terakhir terdengar ${momentText(health.lastSeenAt)}`}</p>}
      <span class="actions">
        {health?.devices.map((device) => (
          <Button key={device} icon="phone" onPress={() => go({ name: "device", device })}>
            {`Tablet ${device.slice(0, 6)}`}
          </Button>
        ))}
      </span>
    </Message>
  );
}

/** One tablet: how it feels, and which places of its logs are announced and not held. */
import type { JSX } from "preact";
import { momentText } from "../../../domain/date/date-words.ts";
import { reportFields } from "../../../protocol/device-report.ts";
import type { ReportField } from "../../../protocol/device-report.ts";
import type { DeviceDetail, LogGap } from "../../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Table } from "../../../ui/dense/table.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { pathOf } from "../../platform/api.ts";
import { useLive } from "../../platform/live.ts";
import { placeText } from "../../place-text.ts";
import { DeviceBudgetPanel } from "./device-budget.tsx";
import { DeviceFork } from "./device-fork.tsx";

const fieldWords: Readonly<Record<ReportField, string>> = {
  appVersion: "Versi aplikasi",
  configVersion: "Versi daftar layanan",
  browserVersion: "Browser",
  clock: "Jam tablet",
  unreceipted: "Belum diterima",
  oldestUnreceiptedAt: "Yang tertua (kata tablet)",
  drafts: "Draf",
  storageUsedBytes: "Tempat terpakai",
  storageQuotaBytes: "Jatah tempat",
  persisted: "Simpanan dijaga",
  batteryPercent: "Baterai",
  charging: "Sedang diisi",
  backgroundSync: "Mengirim saat Loket ditutup",
  opfs: "Catatan kedua",
  camera: "Kamera",
  locks: "Kunci jendela",
  strictWrites: "Simpan sampai aman",
  lastErrorCode: "Galat terakhir",
  incident: "Pernah rusak dan dipulihkan",
  quarantined: "Dilihat petugas",
  lost: "Tidak terbaca lagi di tablet",
};

const secondMs = 1000;
const mebibyte = 1024 * 1024;

export function DeviceScreen({ device }: { readonly device: string }): JSX.Element {
  const { data, problem, read } = useLive<DeviceDetail>(pathOf(staffPaths.device, { device }));
  const detail = data.value;
  if (!detail) return problem.value === undefined ? <p>Membaca…</p> : <Message kind="error">{problem.value}</Message>;
  const drift = Math.round(detail.clockDriftMs / secondMs);
  return (
    <>
      <h1>{`Tablet ${detail.device.slice(0, 6)} · ${placeText(detail.village)}`}</h1>
      {detail.isRevoked && (
        <Message kind="error">Tablet ini sudah dicabut. Kirimannya disimpan untuk diperiksa petugas.</Message>
      )}
      {detail.isForked && <DeviceFork device={detail.device} onDone={read} />}
      <p>{`Terakhir terdengar ${momentText(detail.lastSeenAt)}. Berkas dipegang: ${detail.entriesHeld}. Selisih jam: ${drift} detik.`}</p>
      <DeviceBudgetPanel detail={detail} onDone={read} />
      <h2>Yang diumumkan dan yang sudah sampai</h2>
      <Table<LogGap>
        caption="Catatan tablet"
        rows={detail.logs}
        rowKey={(log) => log.log}
        empty="Belum ada yang diumumkan."
        columns={[
          { key: "log", header: "Catatan", cell: (log) => log.log.slice(0, 8), isRowHeader: true },
          { key: "announced", header: "Diumumkan", cell: (log) => log.announced, align: "end" },
          { key: "held", header: "Sudah sampai", cell: (log) => log.held, align: "end" },
          { key: "missing", header: "Masih di tablet", cell: (log) => rangesText(log) },
        ]}
      />
      <h2>{`Laporan ${detail.reportAt > 0 ? momentText(detail.reportAt) : "belum ada"}`}</h2>
      <dl class="answers">
        {(Object.keys(reportFields) as ReportField[])
          .filter((field) => detail.report[field] !== undefined)
          .map((field) => (
            <div key={field}>
              <dt>{fieldWords[field]}</dt>
              <dd>{reportText(field, detail.report[field])}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

function rangesText(log: LogGap): string {
  if (log.missing.length === 0) return "Tidak ada";
  return log.missing.map(([from, to]) => (from === to ? `no. ${from}` : `no. ${from}–${to}`)).join(", ");
}

function reportText(field: ReportField, value: string | number | boolean | undefined): string {
  if (typeof value === "boolean") return value ? "Ya" : "Tidak";
  if (typeof value !== "number") return value ?? "–";
  if (field === "clock" || field === "oldestUnreceiptedAt") return momentText(value);
  if (field === "storageUsedBytes" || field === "storageQuotaBytes") return `${Math.round(value / mebibyte)} MB`;
  return field === "batteryPercent" ? `${value} %` : String(value);
}

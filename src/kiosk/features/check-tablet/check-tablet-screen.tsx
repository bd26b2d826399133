/** "Periksa tablet": what Loket needs, what this tablet has, one line each; the result goes to the district. */
import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { Message } from "../../../ui/feedback/message.tsx";
import { StatusChip } from "../../../ui/feedback/status-chip.tsx";
import type { Tone } from "../../../ui/feedback/status-chip.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import type { CheckName, TabletCheck } from "../../../worker/worker-api.ts";
import { cameraState } from "../../platform/camera.ts";
import { askToKeepStorage } from "../../platform/keep-storage.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { goToStart } from "../../session/tablet.ts";
import "./check-tablet.css";

/** What each check is about, and what it means when it is not good. */
const words: Readonly<Record<CheckName, { readonly name: string; readonly weak: string; readonly missing: string }>> = {
  opfs: {
    name: "Catatan kedua",
    weak: "",
    missing: "Tidak ada tempat untuk catatan kedua. Pakai Chrome terbaru.",
  },
  "strict-writes": {
    name: "Simpanan tertulis sampai tuntas",
    weak: "Belum bisa dipastikan.",
    missing: "Simpanan tidak bisa dipastikan. Pakai Chrome terbaru.",
  },
  persist: {
    name: "Simpanan dijaga",
    weak: "Pasang Loket di layar utama tablet, supaya simpanannya dijaga.",
    missing: "Simpanan bisa terhapus sendiri. Pasang Loket di layar utama.",
  },
  camera: {
    name: "Kamera",
    weak: "Izin kamera belum diberikan.",
    missing: "Tidak ada kamera. Foto bisa dipilih dari berkas.",
  },
  locks: { name: "Dua jendela tidak berebut", weak: "", missing: "Buka Loket hanya di satu jendela." },
  browser: {
    name: "Versi Chrome",
    weak: "Chrome agak lama. Perbarui kalau ada sinyal.",
    missing: "Terlalu lama. Perbarui Chrome.",
  },
  time: {
    name: "Jam tablet",
    weak: "Jam tablet berbeda dari jam Dindukcapil.",
    missing: "Jam tablet salah jauh. Betulkan di pengaturan.",
  },
  "background-sync": {
    name: "Mengirim saat Loket ditutup",
    weak: "Tablet mengirim selama Loket terbuka.",
    missing: "Tablet mengirim selama Loket terbuka.",
  },
  space: {
    name: "Tempat kosong",
    weak: "Tempat mulai sempit.",
    missing: "Tempat hampir penuh. Hapus berkas lain di tablet.",
  },
};

const chips: Readonly<
  Record<TabletCheck["state"], { readonly tone: Tone; readonly letter: string; readonly word: string }>
> = {
  good: { tone: "ok", letter: "B", word: "Baik" },
  weak: { tone: "wait", letter: "L", word: "Lemah" },
  missing: { tone: "danger", letter: "T", word: "Tidak ada" },
};

export function CheckTabletScreen(): JSX.Element {
  const checks = useSignal<readonly TabletCheck[] | undefined>(undefined);
  useSignalEffect(() => {
    void askToKeepStorage()
      .then(cameraState)
      .then((camera) => worker().checkTablet(camera))
      .then((done) => (checks.value = done));
  });
  return (
    <Screen
      title="Periksa tablet"
      eyebrow="Hasilnya dikirim ke Dindukcapil"
      primary={{ label: "Lanjut", onPress: goToStart, isDisabled: !checks.value }}
    >
      {!checks.value && <Message kind="info">Sedang memeriksa…</Message>}
      <ul class="checks">
        {checks.value?.map((check) => (
          <li key={check.name} class="check-row">
            <span class="check-name">{words[check.name].name}</span>
            <StatusChip {...chips[check.state]} />
            {check.state !== "good" && <span class="check-advice">{words[check.name][check.state]}</span>}
          </li>
        ))}
      </ul>
    </Screen>
  );
}

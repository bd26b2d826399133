/** The tablet's store cannot be opened (failures F21): said in words, with a way on, instead of an empty page. */
import type { JSX } from "preact";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { beginAnew } from "../../session/tablet.ts";
import "./trouble.css";

export function TroubleScreen(): JSX.Element {
  return (
    <Screen title="Loket Desa" primary={{ label: "Coba lagi", icon: "retake", onPress: beginAnew }}>
      <Question
        title="Simpanan tablet belum bisa dibuka"
        hint="Permohonan yang sudah tersimpan tetap ada di tablet ini. Jangan hapus data Loket atau data browser."
      >
        <ol class="trouble-ways question-wide">
          <li>Tutup semua jendela Loket yang lain, lalu sentuh Coba lagi.</li>
          <li>Kalau belum bisa, matikan tablet, nyalakan lagi, lalu buka Loket.</li>
          <li>Kalau tetap belum bisa, hubungi Dindukcapil. Sementara itu layani warga dengan formulir kertas.</li>
        </ol>
      </Question>
    </Screen>
  );
}

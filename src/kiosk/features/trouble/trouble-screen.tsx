/** The tablet's store cannot be opened (failures F21): said in words, with a way on, instead of an empty page. */
import type { JSX } from "preact";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { beginAnew } from "../../session/tablet.ts";
import { Way, Ways } from "../../session/ways.tsx";

export function TroubleScreen(): JSX.Element {
  return (
    <Screen title="Loket Desa" primary={{ label: "Coba lagi", icon: "retake", onPress: beginAnew }}>
      <Question
        title="Simpanan tablet belum bisa dibuka"
        hint="Permohonan yang sudah tersimpan tetap ada di tablet ini. Jangan hapus data Loket atau data Chrome."
      >
        <Ways>
          <Way what="Tutup jendela Loket yang lain" how="Lalu sentuh Coba lagi." />
          <Way what="Matikan tablet, nyalakan lagi" how="Lalu buka Loket." />
          <Way what="Hapus foto dan video yang tidak dipakai" how="Mungkin tablet penuh." />
          <Way what="Masih belum bisa?" how="Hubungi Dindukcapil. Sementara itu layani warga dengan formulir kertas." />
        </Ways>
      </Question>
    </Screen>
  );
}

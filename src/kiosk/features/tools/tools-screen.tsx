/** "Alat dan pengaturan": what an officer needs once a day, once a month or once in a tablet's life. One row a tool. */
import type { JSX } from "preact";
import { CardGrid, ChoiceCard } from "../../../ui/actions/choice-card.tsx";
import type { IconName } from "../../../ui/icons/icon.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { Pages } from "../../session/paged.tsx";
import { go } from "../../session/route.ts";
import type { Route } from "../../session/route.ts";

type Tool = { readonly title: string; readonly hint: string; readonly icon: IconName; readonly to: Route };

/** The most used first. */
const tools: readonly Tool[] = [
  { title: "Buku surat desa", hint: "Nomor, cetak ulang, flashdisk", icon: "letter", to: { name: "letter-register" } },
  { title: "Latihan", hint: "Coba mengisi, tidak ada yang dikirim", icon: "edit", to: { name: "practice" } },
  { title: "Suara", hint: "Bahasa yang dibacakan, rekaman", icon: "speaker", to: { name: "voice" } },
  { title: "Printer", hint: "Kertas 58 mm, 80 mm, atau A5", icon: "printer", to: { name: "printer" } },
  { title: "Tambah petugas", hint: "Nama dan PIN sendiri", icon: "person", to: { name: "add-officer" } },
  { title: "Tampilan", hint: "Huruf besar, warna, ukuran", icon: "text-size", to: { name: "looks" } },
  { title: "Periksa tablet", hint: "Kamera, simpanan, sinyal", icon: "info", to: { name: "check-tablet" } },
  { title: "Poster desa", hint: "Layanan di sini, untuk ditempel", icon: "document", to: { name: "poster" } },
  { title: "Kartu latihan", hint: "Delapan kartu kecil untuk petugas", icon: "help", to: { name: "training-cards" } },
  {
    title: "Lembar bulanan",
    hint: "Jumlah permohonan dan kuota internet",
    icon: "calendar",
    to: { name: "month-sheet" },
  },
];

export function ToolsScreen(): JSX.Element {
  return (
    <Screen title="Alat dan pengaturan" onBack={() => go({ name: "home" })}>
      <Pages items={tools} perPage={6}>
        {(shown) => (
          <CardGrid label="Alat" columns={3}>
            {shown.map(({ title, hint, icon, to }) => (
              <ChoiceCard key={title} title={title} hint={hint} icon={icon} onPress={() => go(to)} />
            ))}
          </CardGrid>
        )}
      </Pages>
    </Screen>
  );
}

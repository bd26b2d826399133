/** Gallery scenes of frames, messages, paper and pictures. Invented people only. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../actions/button.tsx";
import { CardGrid, ChoiceCard } from "../actions/choice-card.tsx";
import { FileButton } from "../actions/file-button.tsx";
import { Loading } from "../feedback/loading.tsx";
import { Message } from "../feedback/message.tsx";
import { Pill } from "../feedback/pill.tsx";
import { ReadBack } from "../feedback/read-back.tsx";
import { StatusChip } from "../feedback/status-chip.tsx";
import { Drawing } from "../icons/drawings.tsx";
import { glyphs } from "../icons/glyphs.ts";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon.tsx";
import { Dialog } from "../layout/dialog.tsx";
import { Question } from "../layout/question.tsx";
import { Screen } from "../layout/screen.tsx";
import { PhotoFrame } from "../paper/photo-frame.tsx";
import { QrCode } from "../paper/qr-code.tsx";
import { Slip } from "../paper/slip.tsx";
import { SummaryList } from "../paper/summary-list.tsx";

const pass = (): void => undefined;
const saved = <StatusChip tone="wait" letter="T" word="Di tablet" />;
const office = "Desa Gununglarang, Kec. Salem";

function Home(): JSX.Element {
  return (
    <Screen
      eyebrow={office}
      title="Loket Desa"
      status={<StatusChip tone="ok" letter="K" word="Terkirim" />}
      onBack={pass}
      onHelp={pass}
    >
      <Question title="Mau mengurus apa?" hint="Sentuh gambarnya.">
        <CardGrid label="Mau mengurus apa?">
          <ChoiceCard title="KTP" hint="Hilang, rusak, atau berubah" picture={<Drawing name="ktp" />} onPress={pass} />
          <ChoiceCard
            title="Kartu Keluarga"
            hint="Tambah anak, ubah, hilang"
            picture={<Drawing name="family-card" />}
            onPress={pass}
          />
          <ChoiceCard title="Bayi lahir" hint="Akta kelahiran" picture={<Drawing name="baby" />} onPress={pass} />
          <ChoiceCard
            title="Ada yang meninggal"
            hint="Akta kematian"
            picture={<Drawing name="death" />}
            onPress={pass}
          />
          <ChoiceCard title="Pindah" hint="Datang atau pergi" picture={<Drawing name="move" />} onPress={pass} />
          <ChoiceCard title="Lainnya" hint="Tanya petugas" picture={<Drawing name="other" />} onPress={pass} />
        </CardGrid>
      </Question>
    </Screen>
  );
}

function Messages(): JSX.Element {
  return (
    <Screen
      title="Pesan dan tombol"
      onBack={pass}
      onHelp={pass}
      primary={{ label: "Kirim permohonan", icon: "send", onPress: pass }}
    >
      <Message kind="info">Bapak/Ibu boleh lanjut. Surat nikah bisa menyusul.</Message>
      <Message kind="success" title="Tersimpan">
        Permohonan sudah tersimpan di tablet ini.
      </Message>
      <Message kind="warning">Tanggal lahir di NIK berbeda dengan yang diketik. Coba periksa lagi.</Message>
      <Message kind="error">Baru 15 angka. Kurang satu angka.</Message>
      <div class="gallery-row">
        <Button icon="printer" onPress={pass}>
          Cetak
        </Button>
        <Button icon="archive" kind="danger" onPress={pass}>
          Batalkan
        </Button>
        <Button kind="quiet" icon="speaker" onPress={pass}>
          Dengarkan
        </Button>
        <FileButton label="Pilih berkas" onFile={pass}>
          Buka berkas
        </FileButton>
        <Button isDisabled onPress={pass}>
          Lanjut
        </Button>
        <Button kind="primary" icon="sync" isBusy onPress={pass}>
          Mengirim
        </Button>
      </div>
      <div class="gallery-row">
        <StatusChip tone="ok" letter="K" word="Terkirim" />
        <StatusChip tone="wait" letter="T" word="Belum terkirim" />
        <StatusChip tone="warning" letter="P" word="Perlu perbaikan" />
        <StatusChip tone="danger" letter="G" word="Gagal" />
        <StatusChip tone="info" letter="D" word="Diperiksa" />
        <StatusChip tone="off" letter="N" word="Belum aktif" />
        <Pill tone="wait">3</Pill>
      </div>
    </Screen>
  );
}

function Check(): JSX.Element {
  return (
    <Screen
      eyebrow={office}
      title="Akta kelahiran"
      status={saved}
      onBack={pass}
      onHelp={pass}
      secondary={{ label: "Nanti", icon: "clock", onPress: pass }}
      primary={{ label: "Sudah betul", icon: "check", onPress: pass }}
    >
      <Question title="Periksa dulu data bayi" hint="Sentuh Ubah kalau ada yang salah.">
        <SummaryList
          rows={[
            { key: "name", label: "Nama lengkap", value: "Siti Nur Aisyah", onEdit: pass, isSpoken: true },
            { key: "date", label: "Tanggal lahir", value: "12 Mei 2026", onEdit: pass },
            {
              key: "nik",
              label: "NIK ibu",
              value: "332999 520561 0003",
              isNumber: true,
              onEdit: pass,
              note: "Tanggal di NIK berbeda.",
            },
            { key: "weight", label: "Berat", value: undefined, onEdit: pass },
          ]}
        />
      </Question>
    </Screen>
  );
}

const slip = {
  office,
  service: "Akta kelahiran",
  code: ["7K2", "M9P", "4TQ"],
  qrText: "https://loket.example/t/7K2M9P4TQ#1.AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA",
  applicant: "S. N. A.",
  filedOn: "24 November 2026",
  delivery: "on-tablet",
  expectedOn: "1 Desember 2026",
  missing: ["Surat nikah orang tua"],
  contact: "Dindukcapil Brebes, WA 0812 0000 0000",
} as const;

function Done(): JSX.Element {
  return (
    <Screen
      eyebrow={office}
      title="Akta kelahiran"
      status={saved}
      secondary={{ label: "Cetak", icon: "printer", onPress: () => print() }}
      primary={{ label: "Selesai", icon: "check", onPress: pass }}
    >
      <Question
        title="Sudah tersimpan di tablet ini"
        hint="Belum terkirim. Kami kirim begitu ada sinyal. Simpan nomor ini."
      >
        <ReadBack label="Nomor Bapak/Ibu" groups={slip.code} />
        <div class="gallery-qr">
          <QrCode text={slip.qrText} label="Kode QR nomor permohonan" />
        </div>
      </Question>
      <Slip paper="58mm" isPrintOnly {...slip} />
    </Screen>
  );
}

function Slips(): JSX.Element {
  return (
    <main class="gallery-dense">
      <Slip paper="58mm" {...slip} />
      <Slip paper="80mm" {...slip} />
      <Slip paper="a5" {...slip} />
    </main>
  );
}

function Photo(): JSX.Element {
  return (
    <Screen
      title="Foto KTP"
      onBack={pass}
      onHelp={pass}
      primary={{ label: "Ambil foto", icon: "camera", onPress: pass }}
    >
      <PhotoFrame shape="card" state="good" advice="Bagus. Tahan sebentar.">
        <video muted playsInline />
      </PhotoFrame>
    </Screen>
  );
}

function AskToStay(): JSX.Element {
  const [isOpen, setOpen] = useState(true);
  return (
    <Screen
      title="Akta kelahiran"
      status={saved}
      onBack={() => setOpen(true)}
      onHelp={pass}
      primary={{ label: "Lanjut", onPress: pass }}
    >
      <Dialog
        isOpen={isOpen}
        title="Bapak/Ibu masih di sini?"
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button size="large" onPress={() => setOpen(false)}>
              Simpan, lanjut nanti
            </Button>
            <Button size="large" kind="primary" onPress={() => setOpen(false)}>
              Masih di sini
            </Button>
          </>
        }
      >
        <p>Sentuh layar untuk melanjutkan. Isian disimpan dalam 30 detik.</p>
      </Dialog>
    </Screen>
  );
}

function Icons(): JSX.Element {
  return (
    <main class="gallery-icons" data-density="dense">
      {(Object.keys(glyphs) as IconName[]).map((name) => (
        <figure key={name}>
          <Icon name={name} size="large" />
          <figcaption>{name}</figcaption>
        </figure>
      ))}
    </main>
  );
}

export const frameScenes = {
  home: Home,
  loading: Loading,
  messages: Messages,
  check: Check,
  done: Done,
  slips: Slips,
  photo: Photo,
  stay: AskToStay,
  icons: Icons,
} satisfies Record<string, () => JSX.Element>;

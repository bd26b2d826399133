/** The officer's home: the way into a new application, what waits, and the truth about what is still on the tablet. */
import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { Button } from "../../../ui/actions/button.tsx";
import { CardGrid, ChoiceCard } from "../../../ui/actions/choice-card.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { StatusChip } from "../../../ui/feedback/status-chip.tsx";
import type { IconName } from "../../../ui/icons/icon.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { isStorageKept } from "../../platform/keep-storage.ts";
import { isPractice } from "../../platform/practice.ts";
import { activateUpdate, isUpdateWaiting } from "../../platform/sw-bridge.ts";
import { syncWords } from "../../session/outbox-words.ts";
import { following } from "../../session/following.ts";
import { untold } from "../../session/news.ts";
import { go } from "../../session/route.ts";
import type { Route } from "../../session/route.ts";
import { lockTablet, outbox, sentBack, sync, tablet } from "../../session/tablet.ts";
import { countDrafts, draftsWaiting } from "../../session/waiting-drafts.ts";
import "./home.css";

type OfficerTask = {
  readonly title: string;
  readonly hint: string;
  readonly icon: IconName;
  readonly to: Route;
  readonly count?: number;
};

export function HomeScreen(): JSX.Element | null {
  const state = tablet.value;
  useSignalEffect(() => void countDrafts());
  if (state?.kind !== "open") return null;
  return (
    <Screen
      title={state.village.text}
      eyebrow={`Petugas: ${state.officer.name}`}
      status={<StatusChip {...syncWords(sync.value, outbox.value)} />}
      primary={{ label: "Permohonan baru", icon: "plus", onPress: () => go({ name: "choose-service" }) }}
      secondary={{ label: "Kunci", icon: "lock", onPress: () => void lockTablet() }}
    >
      <div class="home">
        {sync.value?.keyWaitsForCertificate === true && <EnrolAgain />}
        {sync.value?.needsCourier === true && <NeedsCourier waiting={sync.value.unreceipted} />}
        {!isStorageKept.value && <UnkeptStorage />}
        {isUpdateWaiting.value && <UpdateOffer />}
        {untold.value > 0 && <NewsToBring />}
        <CardGrid label="Tugas petugas" columns={3}>
          {officerTasks().map((task) => (
            <ChoiceCard
              key={task.title}
              title={task.title}
              hint={task.hint}
              icon={task.icon}
              count={task.count ?? 0}
              onPress={() => go(task.to)}
            />
          ))}
        </CardGrid>
        <div class="home-quiet">
          <Button kind="quiet" icon="speaker" onPress={() => go({ name: "news" })}>
            Kabari warga
          </Button>
          {!isPractice && (
            <Button kind="quiet" icon="person" onPress={() => go({ name: "queue" })}>
              Nomor antrean
            </Button>
          )}
          {!isPractice && (
            <Button kind="quiet" icon="dots" onPress={() => go({ name: "tools" })}>
              Alat dan pengaturan
            </Button>
          )}
        </div>
      </div>
    </Screen>
  );
}

function officerTasks(): readonly OfficerTask[] {
  const toMend = sentBack.value.length;
  const unfinished = draftsWaiting.value;
  const owed = following.value.length;
  const waiting = outbox.value.filter((item) => item.state === "saved" || item.state === "sending-again").length;
  return [
    {
      title: "Perlu perbaikan",
      hint: toMend > 0 ? `${toMend} dikembalikan Dindukcapil` : "Tidak ada",
      icon: "edit",
      count: toMend,
      to: { name: "sent-back" },
    },
    {
      title: "Kotak keluar",
      hint: waiting > 0 ? `${waiting} belum terkirim` : "Keadaan setiap permohonan",
      icon: "send",
      to: { name: "outbox" },
    },
    {
      title: "Lanjutkan draf",
      hint: draftsHint(unfinished),
      icon: "clock",
      ...(unfinished === undefined ? {} : { count: unfinished }),
      to: { name: "drafts" },
    },
    { title: "Cek kertas bukti", hint: "Pindai QR atau ketik nomornya", icon: "qr", to: { name: "slip-check" } },
    {
      title: "Ada yang salah",
      hint: "Betulkan atau batalkan yang baru dikirim",
      icon: "warning",
      to: { name: "mend" },
    },
    {
      title: "Berkas menyusul",
      hint: owed > 0 ? `${owed} menunggu surat` : "Tidak ada",
      icon: "document",
      count: owed,
      to: { name: "following" },
    },
  ];
}

function draftsHint(unfinished: number | undefined): string {
  if (unfinished === undefined) return "Memeriksa…";
  return unfinished > 0 ? `${unfinished} belum selesai` : "Tidak ada";
}

/** The tablet made itself a new key: it goes on filing, and the district opens what it sends once the key is certified. */
function EnrolAgain(): JSX.Element {
  return (
    <Message kind="warning" title="Tablet perlu didaftarkan ulang">
      <span class="home-update">
        Yang tersimpan tetap aman dan permohonan baru tetap bisa dibuat. Minta kode pendaftaran ke Dindukcapil.
        <Button kind="primary" icon="qr" onPress={() => go({ name: "enrol" })}>
          Daftarkan ulang
        </Button>
      </span>
    </Message>
  );
}

/** The network has not come for days: waiting for it has become the worse way. */
function NeedsCourier({ waiting }: { readonly waiting: number }): JSX.Element {
  return (
    <Message kind="warning" title="Sudah lama belum terkirim">
      <span class="home-update">
        {`${waiting} permohonan menunggu. Bawa tablet ke tempat yang ada sinyal, atau antar kirimannya dengan flashdisk.`}
        <Button kind="primary" icon="usb" onPress={() => go({ name: "courier" })}>
          Kirim lewat berkas
        </Button>
      </span>
    </Message>
  );
}

/** A browser that has promised nothing clears unsent applications when the tablet gets full: the officer must know it. */
function UnkeptStorage(): JSX.Element {
  return (
    <Message kind="warning" title="Simpanan tablet belum dijaga">
      Kalau tablet penuh, yang belum terkirim bisa terhapus sendiri. Pasang Loket di layar utama tablet, lalu buka dari
      sana.
    </Message>
  );
}

/** The answer is here, and who waits for it does not know. */
function NewsToBring(): JSX.Element {
  return (
    <Message kind="info" title="Ada kabar untuk warga">
      <span class="home-update">
        {`${untold.value} warga belum diberi tahu.`}
        <Button kind="primary" icon="speaker" onPress={() => go({ name: "news" })}>
          Lihat siapa
        </Button>
      </span>
    </Message>
  );
}

/** Here only: on no other screen can an update take a half-filled form away. */
function UpdateOffer(): JSX.Element {
  return (
    <Message kind="info" title="Versi baru siap">
      <span class="home-update">
        Pasang sekarang? Hanya sebentar, tidak ada yang hilang.
        <Button kind="primary" icon="retake" onPress={activateUpdate}>
          Pasang versi baru
        </Button>
      </span>
    </Message>
  );
}

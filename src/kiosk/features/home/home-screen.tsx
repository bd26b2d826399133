/** The officer's home: what waits, the way into a new application, and the truth about what is still on the tablet. */
import type { JSX } from "preact";
import { Button } from "../../../ui/actions/button.tsx";
import { CardGrid, ChoiceCard } from "../../../ui/actions/choice-card.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { StatusChip } from "../../../ui/feedback/status-chip.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { activateUpdate, isUpdateWaiting } from "../../platform/sw-bridge.ts";
import { syncWords } from "../../session/outbox-words.ts";
import { go } from "../../session/route.ts";
import { lockTablet, outbox, sentBack, sync, tablet } from "../../session/tablet.ts";
import "./home.css";

export function HomeScreen(): JSX.Element | null {
  const state = tablet.value;
  if (state?.kind !== "open") return null;
  const toMend = sentBack.value.length;
  const notReceived = outbox.value.filter((item) => item.state === "saved" || item.state === "sending-again").length;
  return (
    <Screen
      title={state.village.text}
      eyebrow={`Petugas: ${state.officer.name}`}
      status={<StatusChip {...syncWords(sync.value)} />}
    >
      <div class="home">
        {isUpdateWaiting.value && (
          <Message kind="info" title="Versi baru siap">
            <span class="home-update">
              Pasang sekarang? Hanya sebentar, tidak ada yang hilang.
              <Button kind="primary" icon="retake" onPress={activateUpdate}>
                Pasang versi baru
              </Button>
            </span>
          </Message>
        )}
        <CardGrid label="Tugas" columns={3}>
          <ChoiceCard
            title="Permohonan baru"
            hint="Bantu warga mengurus surat"
            icon="plus"
            onPress={() => go({ name: "choose-service" })}
          />
          <ChoiceCard
            title="Lanjutkan draf"
            hint="Permohonan yang belum selesai"
            icon="clock"
            onPress={() => go({ name: "drafts" })}
          />
          <ChoiceCard
            title="Perlu perbaikan"
            hint={toMend > 0 ? `${toMend} dikembalikan Dindukcapil` : "Tidak ada"}
            icon="edit"
            onPress={() => go({ name: "sent-back" })}
          />
          <ChoiceCard
            title="Kotak keluar"
            hint={notReceived > 0 ? `${notReceived} belum terkirim` : "Keadaan setiap permohonan"}
            icon="send"
            onPress={() => go({ name: "outbox" })}
          />
          <ChoiceCard
            title="Ada yang salah"
            hint="Betulkan atau batalkan yang baru dikirim"
            icon="warning"
            onPress={() => go({ name: "mend" })}
          />
          <ChoiceCard
            title="Cek kertas bukti"
            hint="Pindai QR atau ketik nomornya"
            icon="qr"
            onPress={() => go({ name: "slip-check" })}
          />
        </CardGrid>
        <div class="home-quiet">
          <Button kind="quiet" icon="person" onPress={() => go({ name: "add-officer" })}>
            Tambah petugas
          </Button>
          <Button kind="quiet" icon="info" onPress={() => go({ name: "check-tablet" })}>
            Periksa tablet
          </Button>
          <Button kind="secondary" icon="lock" onPress={() => void lockTablet()}>
            Kunci
          </Button>
        </div>
      </div>
    </Screen>
  );
}

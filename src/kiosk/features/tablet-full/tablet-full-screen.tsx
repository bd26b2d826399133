/** No room for one more application: said before the first question, with what helps. What is saved stays safe. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { isAdmitted } from "../../session/admission.ts";
import { go } from "../../session/route.ts";
import { sync } from "../../session/tablet.ts";
import { Way, Ways } from "../../session/ways.tsx";
import "./tablet-full.css";

export function TabletFullScreen(): JSX.Element {
  const isStillFull = useSignal(false);
  const isTrying = useSignal(false);
  const tryAgain = async (): Promise<void> => {
    isTrying.value = true;
    const hasRoom = await isAdmitted();
    isTrying.value = false;
    isStillFull.value = !hasRoom;
    if (hasRoom) go({ name: "choose-service" });
  };
  const waiting = sync.value?.unreceipted ?? 0;
  return (
    <Screen
      title="Tablet penuh"
      eyebrow="Permohonan baru belum bisa dibuat"
      onBack={() => go({ name: "home" })}
      primary={{ label: "Coba lagi", icon: "retake", onPress: () => void tryAgain(), isBusy: isTrying.value }}
    >
      <Question
        title="Tempat di tablet ini hampir habis"
        hint="Yang sudah tersimpan tetap aman. Draf yang sudah dimulai tetap bisa diselesaikan."
        {...(isStillFull.value ? { error: "Masih penuh. Kosongkan tempat dulu, lalu sentuh Coba lagi." } : {})}
      >
        <Ways>
          {waiting > 0 && (
            <Way what="Kirim dulu yang menunggu" how={`${waiting} permohonan belum diterima Dindukcapil.`}>
              <span class="full-buttons">
                <Button icon="send" onPress={() => go({ name: "outbox" })}>
                  Buka kotak keluar
                </Button>
                <Button icon="usb" onPress={() => go({ name: "courier" })}>
                  Kirim lewat berkas
                </Button>
              </span>
            </Way>
          )}
          <Way
            what="Hapus yang tidak dipakai di tablet"
            how="Foto, video, unduhan, dan aplikasi lain. Jangan hapus data Loket atau data Chrome."
          />
          <Way what="Masih penuh?" how="Hubungi Dindukcapil. Sementara itu layani warga dengan formulir kertas." />
        </Ways>
        {waiting === 0 && <Message kind="info">Semua permohonan di tablet ini sudah diterima Dindukcapil.</Message>}
      </Question>
    </Screen>
  );
}

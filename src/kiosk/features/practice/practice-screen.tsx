/** The way into practice, for officers who are new: what it is, and what it can never do. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Question } from "../../../ui/layout/question.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { beginPractice } from "../../session/practice.ts";
import { go } from "../../session/route.ts";
import { Way, Ways } from "../../session/ways.tsx";

export function PracticeScreen(): JSX.Element {
  const isLeaving = useSignal(false);
  const begin = (): void => {
    isLeaving.value = true;
    void beginPractice();
  };
  return (
    <Screen
      title="Latihan"
      eyebrow="Untuk petugas baru"
      onBack={() => go({ name: "tools" })}
      primary={{ label: "Mulai latihan", onPress: begin, isBusy: isLeaving.value }}
    >
      <Question
        title="Coba mengisi permohonan tanpa takut salah."
        hint="Semua layar sama dengan yang asli. Tulisan LATIHAN ada di setiap layar dan kertas."
      >
        <Ways>
          <Way what="Tidak ada yang dikirim" how="Latihan tidak sampai ke Dindukcapil dan tidak ikut dihitung." />
          <Way what="Tidak ada yang disimpan" how="Isian dan foto latihan hilang begitu latihan selesai." />
          <Way what="Data warga tetap terkunci" how="Tablet dikunci dulu. Sesudah latihan, masukkan PIN lagi." />
        </Ways>
      </Question>
    </Screen>
  );
}

/** Applications begun and not finished, of the whole office: continue, or put away after asking. */
import { batch, useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { momentLine } from "../../../domain/date/date-words.ts";
import type { Draft, DraftStep } from "../../../domain/draft/draft.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Empty } from "../../../ui/feedback/empty.tsx";
import { Loading } from "../../../ui/feedback/loading.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Dialog } from "../../../ui/layout/dialog.tsx";
import { Screen } from "../../../ui/layout/screen.tsx";
import { todayInWib } from "../../platform/ambient.ts";
import { configuration } from "../../platform/configuration.ts";
import { worker } from "../../platform/worker-bridge.ts";
import { Paged } from "../../session/paged.tsx";
import { problemSentence } from "../../session/problem-sentences.ts";
import "../../session/rows.css";
import { go } from "../../session/route.ts";
import type { Route } from "../../session/route.ts";
import { findWanted, resumeVisit } from "../../session/visit.ts";

const rowsAtOnce = 5;

const routeOfStep: Readonly<Record<DraftStep, Route>> = {
  bring: { name: "what-to-bring" },
  questions: { name: "fill-form" },
  photos: { name: "take-photos" },
  urgent: { name: "urgent" },
  check: { name: "check-answers" },
  sign: { name: "check-answers" },
};

export function DraftsScreen(): JSX.Element {
  const drafts = useSignal<readonly Draft[] | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const dropping = useSignal<Draft | undefined>(undefined);
  const lost = useSignal(0);
  const read = async (): Promise<void> => {
    // Shown together: what comes later would push the list away under a finger.
    const [listed, unreadable] = await Promise.all([worker().listDrafts(), worker().countLostDrafts()]);
    batch(() => {
      lost.value = unreadable;
      if (listed.ok) drafts.value = listed.value;
      else problem.value = problemSentence(listed.code);
    });
  };
  const dropLost = async (): Promise<void> => {
    await worker().dropLostDrafts();
    await read();
  };
  useSignalEffect(() => void read());
  const resume = async (draft: Draft): Promise<void> => {
    if (await resumeVisit(draft)) go(routeOfStep[draft.position.step]);
    else
      problem.value =
        "Daftar isian untuk draf ini sudah berganti dan tidak ada lagi di tablet. Buat permohonan baru, lalu buang draf ini.";
  };
  const drop = async (): Promise<void> => {
    if (dropping.value) await worker().dropDraft(dropping.value.id);
    dropping.value = undefined;
    await read();
  };
  return (
    <Screen title="Draf" eyebrow="Belum dikirim" onBack={() => go({ name: "home" })}>
      {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
      {lost.value > 0 && <LostDrafts count={lost.value} onDrop={() => void dropLost()} />}
      {drafts.value === undefined && problem.value === undefined && <Loading />}
      {drafts.value?.length === 0 && lost.value === 0 && <Empty icon="clock" title="Tidak ada draf." />}
      <Paged
        items={drafts.value ?? []}
        perPage={rowsAtOnce}
        row={(draft) => (
          <DraftRow
            key={draft.id}
            draft={draft}
            onResume={() => void resume(draft)}
            onDrop={() => (dropping.value = draft)}
          />
        )}
      />
      <Dialog
        isOpen={dropping.value !== undefined}
        title="Buang draf ini?"
        onClose={() => (dropping.value = undefined)}
        actions={
          <>
            <Button onPress={() => (dropping.value = undefined)}>Simpan saja</Button>
            <Button kind="danger" icon="archive" onPress={() => void drop()}>
              Buang draf
            </Button>
          </>
        }
      >
        <p>Draf yang dibuang tidak bisa dikembalikan. Permohonan yang sudah dikirim tidak ikut terhapus.</p>
      </Dialog>
    </Screen>
  );
}

/** Kept under a vault that is gone: nobody can open them, so the citizen has to be asked again. */
function LostDrafts({ count, onDrop }: { readonly count: number; readonly onDrop: () => void }): JSX.Element {
  return (
    <Message kind="warning" title={`${count} draf tidak bisa dibuka lagi`}>
      <span class="row-way">
        Kuncinya hilang waktu simpanan tablet rusak. Tanyakan lagi ke warganya, lalu isi dari awal.
        <Button icon="archive" onPress={onDrop}>
          Buang yang tidak bisa dibuka
        </Button>
      </span>
    </Message>
  );
}

type DraftRowProps = { readonly draft: Draft; readonly onResume: () => void; readonly onDrop: () => void };

function DraftRow({ draft, onResume, onDrop }: DraftRowProps): JSX.Element {
  const service = configuration.value && findWanted(configuration.value, draft.serviceId);
  const name = service && draft.answers[service.roles.applicantName];
  return (
    <li class="row">
      <span class="row-name">
        {typeof name === "string" ? `${name} · ` : ""}
        {service?.label ?? draft.serviceId}
        {draft.correctionOf ? " (perbaikan)" : ""}
      </span>
      <span class="row-detail">{`Disimpan ${momentLine(draft.updatedAt, todayInWib())} · ${draft.startedBy.name}`}</span>
      <span class="row-side">
        <Button kind="primary" icon="next" iconSide="end" onPress={onResume}>
          Lanjutkan
        </Button>
        <Button kind="quiet" icon="archive" onPress={onDrop}>
          Buang
        </Button>
      </span>
    </li>
  );
}

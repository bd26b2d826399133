/** The photos of a case: one large, the others to choose from; a photo that has not come, or was never taken, is said, not hidden. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Configuration } from "../../../domain/configuration/configuration.ts";
import { isUndecided } from "../../../domain/case/case-state.ts";
import type { CaseDetail, CasePhoto } from "../../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { Pill } from "../../../ui/feedback/pill.tsx";
import { pathOf } from "../../platform/api.ts";
import { missingPaperWord, missingPapers, targetText } from "./case-words.ts";

export type CasePhotosProps = {
  readonly detail: CaseDetail;
  readonly config: Configuration;
  readonly marked: ReadonlySet<string>;
  readonly onMark: (target: string) => void;
};

export function CasePhotos({ detail, config, marked, onMark }: CasePhotosProps): JSX.Element {
  const opened = useSignal<string | undefined>(undefined);
  // The browser alone decodes pictures: what a stranger encrypted never meets a decoder of the server's.
  const broken = useSignal<ReadonlySet<string>>(new Set());
  const shown = detail.photos.find((photo) => photo.hash === opened.value) ?? detail.photos[0];
  const target = `requirement:${shown?.requirementId ?? ""}`;
  const unclear = detail.remarks.filter((remark) => remark.target === target && !remark.isError);
  const requirementName = (id: string): string => targetText(`requirement:${id}`, detail.serviceId, config);
  const name = (photo: CasePhoto): string => {
    const pages = detail.photos.filter((each) => each.requirementId === photo.requirementId).length;
    return pages > 1 ? `${requirementName(photo.requirementId)} ${photo.page}` : requirementName(photo.requirementId);
  };
  return (
    <section class="case-photos" aria-label="Foto surat">
      <MissingPapers detail={detail} config={config} marked={marked} onMark={onMark} />
      <div class="case-photo-list">
        {detail.photos.map((photo) => (
          <Button
            key={photo.hash}
            kind={photo === shown ? "primary" : "secondary"}
            onPress={() => (opened.value = photo.hash)}
          >
            {photo.isHere ? name(photo) : `${name(photo)} (menunggu)`}
          </Button>
        ))}
      </div>
      {detail.photos.length === 0 && <Message kind="info">Tidak ada foto.</Message>}
      {shown && !shown.isHere && <Message kind="warning">Foto ini masih dalam perjalanan dari tablet.</Message>}
      {shown?.isHere === true && broken.value.has(shown.hash) && (
        <Message kind="error" title="Foto ini tidak bisa ditampilkan">
          Berkasnya sudah sampai, tetapi bukan foto yang utuh. Centang di bawah ini untuk meminta foto ulang.
        </Message>
      )}
      {shown?.isHere === true && !broken.value.has(shown.hash) && (
        <img
          key={shown.hash}
          class="case-photo"
          src={pathOf(staffPaths.casePhoto, { application: detail.application, hash: shown.hash })}
          alt={name(shown)}
          onError={() => (broken.value = new Set([...broken.value, shown.hash]))}
        />
      )}
      {unclear.map(({ text }) => (
        <Message key={text} kind="warning">
          {text}
        </Message>
      ))}
      {shown && shown.requirementId !== "signature" && (
        <label class="tick">
          <input
            type="checkbox"
            checked={marked.has(`requirement:${shown.requirementId}`)}
            onChange={() => onMark(`requirement:${shown.requirementId}`)}
          />{" "}
          foto ini perlu diulang
        </label>
      )}
    </section>
  );
}

/** Papers that follow: nobody has to wait for them in silence. */
function MissingPapers({ detail, config, marked, onMark }: CasePhotosProps): JSX.Element | null {
  const papers = missingPapers(detail, config);
  if (papers.length === 0) return null;
  return (
    <ul class="pills" aria-label="Berkas kurang">
      {papers.map(({ id, name }) => (
        <li key={id}>
          <Pill tone="wait">{`${missingPaperWord(detail.stage)}: ${name}`}</Pill>{" "}
          {isUndecided(detail.stage) && (
            <label class="tick">
              <input
                type="checkbox"
                aria-label={`minta ${name} sekarang`}
                checked={marked.has(`requirement:${id}`)}
                onChange={() => onMark(`requirement:${id}`)}
              />{" "}
              minta sekarang
            </label>
          )}
        </li>
      ))}
    </ul>
  );
}

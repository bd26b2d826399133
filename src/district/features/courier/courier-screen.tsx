/** "Berkas titipan": takes in a file a village has brought, says what became of it, and gives the answer to carry home. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { fromBase64Url } from "../../../base/bytes.ts";
import type { CourierResult } from "../../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { FileButton } from "../../../ui/actions/file-button.tsx";
import { Table } from "../../../ui/dense/table.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { postFile } from "../../platform/api.ts";
import { downloadFile } from "../../platform/download-file.ts";
import { placeText } from "../../place-text.ts";
import { AnswerCodes } from "./answer-codes.tsx";
import { courierNews, courierRemarks, replyName } from "./courier-words.ts";
import "./courier.css";

type Imported = { readonly name: string; readonly result: CourierResult };

export function CourierScreen(): JSX.Element {
  const percent = useSignal<number | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const imported = useSignal<Imported | undefined>(undefined);
  const take = async (file: File): Promise<void> => {
    problem.value = undefined;
    imported.value = undefined;
    percent.value = 0;
    const answer = await postFile<CourierResult>(staffPaths.courier, file, (share) => (percent.value = share * 100));
    percent.value = undefined;
    if (answer.ok) imported.value = { name: file.name, result: answer.value };
    else problem.value = answer.code === "malformed" ? "Ini bukan berkas titipan Loket." : answer.sentence;
  };
  return (
    <div class="narrow">
      <h1>Berkas titipan</h1>
      <p>
        Desa yang lama tanpa sinyal membawa permohonannya di flashdisk: berkas dengan nama berakhiran <b>.loket</b>.
        Berkas yang sama boleh diimpor berkali-kali.
      </p>
      <div class="actions">
        <FileButton
          kind="primary"
          icon="usb"
          label="Pilih berkas titipan"
          isBusy={percent.value !== undefined}
          onFile={(file) => void take(file)}
        >
          Pilih berkas
        </FileButton>
      </div>
      {percent.value !== undefined && (
        <p role="status">
          <progress class="courier-progress" max={100} value={percent.value} aria-label="Berkas yang sudah terkirim" />
          {percent.value < 100 ? ` ${Math.floor(percent.value)} %` : " Memeriksa isinya…"}
        </p>
      )}
      {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
      {imported.value && <Outcome key={imported.value.name} {...imported.value} />}
    </div>
  );
}

function Outcome({ name, result }: Imported): JSX.Element {
  const isCodeShown = useSignal(false);
  const news = courierNews(result);
  const reply = result.reply === null ? undefined : fromBase64Url(result.reply);
  return (
    <>
      <Message kind={news.kind} title={news.title}>
        {news.text !== "" && <p>{news.text}</p>}
        {courierRemarks(result).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </Message>
      {result.villages.length > 0 && <Villages villages={result.villages} />}
      {reply && (
        <section class="courier-answer" aria-labelledby="courier-answer">
          <h2 id="courier-answer">Jawaban untuk desa</h2>
          <p>
            Tanpa jawaban ini, tablet desa baru tahu setelah ada sinyal. Salin ke flashdisk yang sama, atau tunjukkan
            QR.
          </p>
          <div class="actions">
            <Button kind="primary" icon="document" onPress={() => downloadFile(new Blob([reply]), replyName(name))}>
              Simpan berkas jawaban
            </Button>
            {result.frames.length > 0 && (
              <Button icon="qr" onPress={() => (isCodeShown.value = !isCodeShown.value)}>
                {isCodeShown.value ? "Tutup QR jawaban" : "Tampilkan QR jawaban"}
              </Button>
            )}
          </div>
          {isCodeShown.value && <AnswerCodes frames={result.frames} />}
        </section>
      )}
    </>
  );
}

function Villages({ villages }: Pick<CourierResult, "villages">): JSX.Element {
  const nameOf = (code: string): string => (code === "" ? "Desa tidak terbaca" : placeText(code));
  return (
    <Table
      caption="Menurut desa"
      rows={villages}
      rowKey={(row) => row.village}
      columns={[
        { key: "village", header: "Desa", cell: (row) => nameOf(row.village), isRowHeader: true },
        { key: "taken", header: "Baru diterima", cell: (row) => row.taken, align: "end" },
        { key: "known", header: "Sudah ada", cell: (row) => row.known, align: "end" },
        { key: "later", header: "Ditunda", cell: (row) => row.later, align: "end" },
        { key: "refused", header: "Rusak", cell: (row) => row.refused, align: "end" },
      ]}
    />
  );
}

/** A one-time code for a village's new tablet. Shown once: the server keeps only its hash. */
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { allVillages } from "../../../domain/areas/areas.ts";
import { momentText } from "../../../domain/date/date-words.ts";
import type { IssuedCode } from "../../../protocol/staff/staff-api.ts";
import { staffPaths } from "../../../protocol/staff/staff-api.ts";
import { Button } from "../../../ui/actions/button.tsx";
import { SearchPick } from "../../../ui/answers/search-pick.tsx";
import { Message } from "../../../ui/feedback/message.tsx";
import { postJson } from "../../platform/api.ts";
import { configuration } from "../../platform/session.ts";
import { placeText } from "../../place-text.ts";

/** Characters of a code that stand together on paper. */
const groupLetters = 4;

export function EnrolmentScreen(): JSX.Element {
  const village = useSignal<string | undefined>(undefined);
  const issued = useSignal<IssuedCode | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const config = configuration.value;
  if (!config) return <p>Membaca…</p>;
  const issue = async (): Promise<void> => {
    if (village.value === undefined) {
      problem.value = "Pilih desa dulu.";
      return;
    }
    const answer = await postJson<IssuedCode>(staffPaths.enrolmentCodes, { village: village.value });
    problem.value = answer.ok ? undefined : answer.sentence;
    if (answer.ok) issued.value = answer.value;
  };
  return (
    <div class="narrow">
      <h1>Pendaftaran tablet</h1>
      <p>Kode berlaku satu hari, untuk satu tablet. Bacakan lewat telepon atau berikan di kertas.</p>
      {problem.value !== undefined && <Message kind="error">{problem.value}</Message>}
      <SearchPick
        label="Desa"
        options={allVillages(config.areas).map(({ village: each, subdistrict }) => ({
          value: each.code,
          label: each.name,
          detail: `Kec. ${subdistrict.name}`,
        }))}
        value={village.value}
        onChange={(code) => {
          village.value = code;
          issued.value = undefined;
        }}
      />
      <div class="actions">
        <Button kind="primary" icon="plus" onPress={() => void issue()}>
          Buat kode
        </Button>
      </div>
      {issued.value && (
        <Message kind="success" title={placeText(issued.value.village)}>
          <p class="issued-code numbers">{grouped(issued.value.code)}</p>
          <p>{`Berlaku sampai ${momentText(issued.value.expiresAt)}`}</p>
        </Message>
      )}
    </div>
  );
}

function grouped(code: string): string {
  const groups: string[] = [];
  for (let at = 0; at < code.length; at += groupLetters) groups.push(code.slice(at, at + groupLetters));
  return groups.join("-");
}

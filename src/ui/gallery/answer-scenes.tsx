/** Gallery scenes of every way to answer. Invented people and numbers only. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { ChoiceList, ChoicesList } from "../answers/choice-list.tsx";
import { DateAnswer } from "../answers/date-answer.tsx";
import type { KnownDate } from "../answers/date-steps.ts";
import { nikGroups } from "../answers/digits.ts";
import { Keypad } from "../answers/keypad.tsx";
import { NumberAnswer } from "../answers/number-answer.tsx";
import { PinPad } from "../answers/pin-pad.tsx";
import { SearchPick } from "../answers/search-pick.tsx";
import { SignatureBox } from "../answers/signature-box.tsx";
import { TextAnswer } from "../answers/text-answer.tsx";
import { TimeAnswer } from "../answers/time-answer.tsx";
import { YesNo } from "../answers/yes-no.tsx";
import type { YesNoValue } from "../answers/yes-no.tsx";
import { StatusChip } from "../feedback/status-chip.tsx";
import { Drawing } from "../icons/drawings.tsx";
import { Question } from "../layout/question.tsx";
import type { QuestionProps } from "../layout/question.tsx";
import { Screen } from "../layout/screen.tsx";
import { ListenButton } from "../voice/listen-button.tsx";
import { makeVoice } from "../voice/voice.ts";

const pass = (): void => undefined;
const voice = makeVoice({ hasClip: () => true, play: () => Promise.resolve(), pause: () => Promise.resolve() });
const range = { earliest: { year: 1916, month: 1, day: 1 }, latest: { year: 2026, month: 11, day: 24 } };

/** With a voice that has every clip and makes no sound. */
function Asked({ children, ...question }: QuestionProps & { readonly children: ComponentChildren }): JSX.Element {
  return (
    <Screen
      eyebrow="Desa Gununglarang, Kec. Salem"
      title="Akta kelahiran"
      status={<StatusChip tone="wait" letter="T" word="Di tablet" />}
      onBack={pass}
      onHelp={pass}
      listen={<ListenButton voice={voice} lines={[[question.title]]} />}
      primary={{ label: "Lanjut", onPress: pass }}
    >
      <Question progress={{ number: 3, total: 9 }} {...question}>
        {children}
      </Question>
    </Screen>
  );
}

function Nik(): JSX.Element {
  const [nik, setNik] = useState("332999520561000");
  return (
    <Asked title="Berapa NIK ibu?" hint="Ketik enam belas angka di KTP.">
      <Keypad label="NIK ibu" value={nik} onChange={setNik} digitsMax={16} groups={nikGroups} />
    </Asked>
  );
}

function NikWrong(): JSX.Element {
  const [nik, setNik] = useState("332999520561000");
  return (
    <Asked title="Berapa NIK ibu?" error="Baru 15 angka. Kurang satu angka.">
      <Keypad label="NIK ibu" value={nik} onChange={setNik} digitsMax={16} groups={nikGroups} isInvalid />
    </Asked>
  );
}

function Pin(): JSX.Element {
  return (
    <Screen title="Loket Desa" onHelp={pass}>
      <Question title="Ketik PIN petugas" hint="Enam angka. PIN milik Bu Rini.">
        <PinPad label="PIN petugas" onComplete={pass} />
      </Question>
    </Screen>
  );
}

function DateScene({ start }: { readonly start?: KnownDate }): JSX.Element {
  const [date, setDate] = useState<KnownDate | undefined>(start);
  return (
    <Asked title="Kapan ibu lahir?" hint="Lihat tanggal di KTP.">
      <DateAnswer value={date} onChange={setDate} canBeApproximate {...range} />
    </Asked>
  );
}

function Time(): JSX.Element {
  const [time, setTime] = useState<{ hour: number; minute: number } | undefined>();
  return (
    <Asked title="Jam berapa bayi lahir?">
      <TimeAnswer value={time} onChange={setTime} />
    </Asked>
  );
}

const helpers = ["Dokter", "Bidan atau perawat", "Dukun", "Keluarga", "Tidak ada yang menolong", "Lainnya"];

function Choice(): JSX.Element {
  const [value, setValue] = useState<string | undefined>("1");
  return (
    <Asked title="Siapa yang menolong waktu lahir?" picture={<Drawing name="baby" />}>
      <ChoiceList
        legend="Penolong kelahiran"
        options={helpers.map((label, index) => ({ value: `${index}`, label }))}
        value={value}
        onChange={setValue}
      />
    </Asked>
  );
}

const papers = ["Kartu Keluarga", "Akta kelahiran", "KTP", "Kartu anak (KIA)"];

function Choices(): JSX.Element {
  const [values, setValues] = useState<readonly string[]>(["1", "3"]);
  return (
    <Asked title="Surat apa saja yang hilang?" hint="Boleh lebih dari satu.">
      <ChoicesList
        legend="Surat yang hilang"
        options={papers.map((label, index) => ({ value: `${index}`, label }))}
        values={values}
        onChange={setValues}
      />
    </Asked>
  );
}

const jobs = [
  "Belum bekerja",
  "Mengurus rumah tangga",
  "Pelajar",
  "Pensiunan",
  "PNS",
  "Petani",
  "Nelayan",
  "Pedagang",
  "Buruh tani",
  "Buruh harian lepas",
  "Karyawan swasta",
  "Wiraswasta",
  "Guru",
  "Sopir",
];

function LongChoice(): JSX.Element {
  const [value, setValue] = useState<string | undefined>();
  return (
    <Asked title="Apa pekerjaan ayah?">
      <ChoiceList
        legend="Pekerjaan ayah"
        options={jobs.map((label, index) => ({ value: `${index}`, label }))}
        value={value}
        onChange={setValue}
      />
    </Asked>
  );
}

const villages = [
  ["Gununglarang", "Salem"],
  ["Gunungjaya", "Salem"],
  ["Gunungsugih", "Salem"],
  ["Gunungtajem", "Salem"],
  ["Jatibarang Kidul", "Jatibarang"],
  ["Jatirokeh", "Songgom"],
  ["Losari Kidul", "Losari"],
] as const;

function Village(): JSX.Element {
  const [value, setValue] = useState<string | undefined>("0");
  return (
    <Asked title="Desa mana?" hint="Ketik nama desa, lalu sentuh.">
      <SearchPick
        label="Desa"
        isLabelHidden
        options={villages.map(([label, detail], index) => ({ value: `${index}`, label, detail: `Kec. ${detail}` }))}
        value={value}
        onChange={setValue}
      />
    </Asked>
  );
}

function Name(): JSX.Element {
  const [name, setName] = useState("Siti Nur Aisyah");
  return (
    <Asked
      title="Siapa nama lengkap bayi?"
      hint="Tulis tanpa gelar. Paling sedikit dua kata."
      warning="Nama ini panjang. Periksa ejaannya."
    >
      <TextAnswer label="Nama lengkap bayi" isLabelHidden capitals="words" value={name} onChange={setName} />
    </Asked>
  );
}

function Alive(): JSX.Element {
  const [value, setValue] = useState<YesNoValue | undefined>("yes");
  return (
    <Asked title="Apakah ayah masih hidup?">
      <YesNo
        label="Ayah masih hidup"
        value={value}
        onChange={setValue}
        yesText="Masih hidup"
        noText="Sudah meninggal"
        unknownText="Tidak tahu"
      />
    </Asked>
  );
}

function Weight(): JSX.Element {
  const [value, setValue] = useState("3,2");
  return (
    <Asked title="Berapa berat bayi?">
      <NumberAnswer label="Berat bayi" unit="kg" value={value} onChange={setValue} digitsMax={2} decimals={1} />
    </Asked>
  );
}

function Sign(): JSX.Element {
  return (
    <Screen
      title="Akta kelahiran"
      onBack={pass}
      onHelp={pass}
      primary={{ label: "Kirim", icon: "send", onPress: pass }}
    >
      <Question title="Data ini betul dan boleh dikirim.">
        <SignatureBox label="Kotak tanda tangan" onChange={pass} />
      </Question>
    </Screen>
  );
}

export const answerScenes = {
  nik: Nik,
  "nik-wrong": NikWrong,
  pin: Pin,
  "date-start": () => <DateScene />,
  "date-done": () => <DateScene start={{ year: 1961, month: 5, day: 12 }} />,
  time: Time,
  choice: Choice,
  choices: Choices,
  "choice-long": LongChoice,
  village: Village,
  name: Name,
  "yes-no": Alive,
  number: Weight,
  sign: Sign,
} satisfies Record<string, () => JSX.Element>;

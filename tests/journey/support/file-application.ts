/** One visit from "Permohonan baru" to the slip, step by step, on the screens a citizen and an officer see. */
import type { Locator, Page } from "playwright-core";
import { pagesOf } from "../../../src/domain/catalogue/requirements.ts";
import type { Guide, LifeEvent, Service } from "../../../src/domain/catalogue/service.ts";
import type { Configuration } from "../../../src/domain/configuration/configuration.ts";
import type { Question } from "../../../src/domain/form/question.ts";
import { giveAnswer } from "./answer-question.ts";
import type { Visit } from "./people.ts";
import { pictureFile } from "./picture.ts";
import type { PictureFile } from "./picture.ts";
import type { Tablet } from "./tablet.ts";

export type Slip = { readonly code: string; readonly words: string };

let picturesTaken = 0;

/** Files an application and stays on its slip, the tablet still in the citizen's hands. */
export async function fileApplication(tablet: Tablet, visit: Visit): Promise<Slip> {
  await fillApplication(tablet, visit);
  return signAndSend(tablet);
}

/** Fills everything in and hands the tablet over; ends on the citizen's first page of the sum. */
export async function fillApplication(tablet: Tablet, visit: Visit): Promise<void> {
  await beginApplication(tablet, visit);
  await answerQuestions(tablet, visit);
  await takePhotos(tablet, visit);
  await handOver(tablet);
}

/** Chooses the service and starts its form; ends on the first question. */
export async function beginApplication(tablet: Tablet, visit: Visit): Promise<void> {
  await chooseService(tablet, visit);
  await tablet.press("Mulai isi");
  await progress(tablet.page).waitFor();
}

/** Ends on what to bring. */
export async function chooseService(tablet: Tablet, visit: Visit): Promise<void> {
  await tablet.press(/^Permohonan baru/);
  await touchService(tablet, visit);
}

/** From the cards, ends on what to bring. */
export async function touchService(tablet: Tablet, { service, config }: Visit): Promise<void> {
  await touchCards(tablet, config.lifeEvents, service);
  await tablet.button("Mulai isi").waitFor();
}

/** From home, ends on what a guide says. */
export async function chooseGuide(tablet: Tablet, guide: Guide, { lifeEvents }: Configuration): Promise<void> {
  await tablet.press(/^Permohonan baru/);
  await touchCards(tablet, lifeEvents, guide);
  await tablet.button("Selesai").waitFor();
}

/** Touches card after card until the one of a service or guide. */
async function touchCards(
  tablet: Tablet,
  lifeEvents: readonly LifeEvent[],
  { id, label }: Pick<Service, "id" | "label">,
): Promise<void> {
  const path = pathTo(lifeEvents, id);
  if (path === undefined) throw new Error(`no card leads to ${id}`);
  const labels = [...path.map((event) => event.label), label];
  for (const [at, touched] of labels.entries()) {
    const inGroup = tablet.page.getByRole("group", { name: labels[at - 1] ?? "Keperluan", exact: true });
    await inGroup.waitFor();
    const wanted = card(tablet.page, labels[at - 1] ?? "Keperluan", touched);
    while ((await wanted.count()) === 0) await tablet.press("Berikutnya");
    await tablet.tap(wanted);
  }
}

/** The cards to touch, the outermost first. */
function pathTo(lifeEvents: readonly LifeEvent[], id: string): readonly LifeEvent[] | undefined {
  for (const event of lifeEvents) {
    if (event.services.includes(id) || event.guides?.includes(id) === true || event.letters?.includes(id) === true)
      return [event];
    const behind = pathTo(event.events ?? [], id);
    if (behind !== undefined) return [event, ...behind];
  }
  return undefined;
}

export type AnswerOptions = {
  /** Id of the question to stop at, unanswered. */
  readonly stopAt?: string;
  /** Called while a question stands on the screen. */
  readonly onQuestion?: (question: Question) => Promise<void>;
  /** Called when the tablet asks back ("Betul?") before that is answered with yes. */
  readonly onDoubt?: (question: Question) => Promise<void>;
};

/** Answers from the question on screen on; ends at the photos, before the letter of a village, or at `stopAt`. */
export async function answerQuestions(
  tablet: Tablet,
  { service, config, answers }: Visit,
  { stopAt, onQuestion, onDoubt }: AnswerOptions = {},
): Promise<void> {
  const questions = new Map(service.tasks.flatMap((task) => task.questions).map((each) => [each.ask, each]));
  const answered = new Set<string>();
  const letter = tablet.button("Lihat surat");
  for (;;) {
    if (await letter.isVisible()) return;
    const ask = await questionText(tablet.page);
    const question = questions.get(ask);
    if (question === undefined || question.id === stopAt) return;
    if (answered.has(question.id)) throw new Error(`“${ask}” was asked again`);
    answered.add(question.id);
    await onQuestion?.(question);
    const gave = await giveAnswer(tablet, question, answers[question.id], config);
    if (gave === "waits") await goOn(tablet, ask, () => onDoubt?.(question));
    await otherQuestion(tablet.page, ask).or(letter).first().waitFor();
  }
}

/** "Lanjut", and "Ya, betul" where the tablet asks back. */
async function goOn(tablet: Tablet, ask: string, onDoubt: () => Promise<void> | undefined): Promise<void> {
  await tablet.press("Lanjut");
  const asksBack = tablet.button("Ya, betul");
  const refusal = tablet.alert();
  const letter = tablet.button("Lihat surat");
  await asksBack.or(refusal).or(otherQuestion(tablet.page, ask)).or(letter).first().waitFor();
  if (await refusal.isVisible()) throw new Error(`“${ask}” was refused: ${await refusal.innerText()}`);
  if (!(await asksBack.isVisible())) return;
  await onDoubt();
  await tablet.tap(asksBack);
}

/** Photographs every paper asked for and says whether it is urgent; ends on "Periksa dulu". */
export async function takePhotos(
  tablet: Tablet,
  { service, urgentReason, follows = [] }: Visit,
  onUrgent?: () => Promise<void>,
): Promise<void> {
  const check = tablet.button("Sudah betul");
  const urgent = tablet.page.getByRole("heading", { name: "Apakah surat ini dibutuhkan segera?" });
  for (;;) {
    await check.or(tablet.button("Pilih dari berkas")).or(urgent).first().waitFor();
    if (await check.isVisible()) return;
    const name = await questionText(tablet.page);
    if (await urgent.isVisible()) {
      if (urgentReason !== undefined) await tablet.page.getByRole("radio", { name: urgentReason, exact: true }).check();
      await onUrgent?.();
      await tablet.press("Lanjut");
      await check.waitFor();
      return;
    }
    const requirement = service.requirements.find((each) => each.name === name);
    const isThere = !follows.includes(requirement?.id ?? "");
    if (!isThere) await tablet.press("Belum ada, menyusul");
    const pages = requirement === undefined ? 1 : pagesOf(requirement);
    for (let page = 1; isThere && page <= pages; page += 1) {
      if (page > 1) await tablet.press("Tambah halaman");
      await choosePicture(tablet, pictureFile((picturesTaken += 1)));
      await tablet.page.getByRole("img", { name: `Foto halaman ${page}`, exact: true }).waitFor();
    }
    await tablet.press("Lanjut");
    await otherQuestion(tablet.page, name).or(check).first().waitFor();
  }
}

/** Chooses a file in place of a picture from the camera. */
export async function choosePicture({ page }: Tablet, picture: PictureFile): Promise<void> {
  await page.getByLabel("Pilih foto dari berkas").setInputFiles(picture);
}

/** From "Sudah betul" to the citizen reading the sum. */
export async function handOver(tablet: Tablet): Promise<void> {
  await tablet.press("Sudah betul");
  await tablet.press("Sudah dipegang warga");
  await sumOf(tablet.page).waitFor();
}

/** The citizen reads the sum page by page, signs and presses KIRIM. */
export async function signAndSend(tablet: Tablet): Promise<Slip> {
  await agreeToSum(tablet);
  return signStatement(tablet);
}

/** "Sudah betul" to every page of the sum; ends on the statement. */
export async function agreeToSum(tablet: Tablet): Promise<void> {
  const statement = tablet.button("KIRIM");
  for (let page = 2; !(await statement.isVisible()); page += 1) {
    await tablet.press("Sudah betul");
    const next = tablet.page.getByText(new RegExp(`^Halaman ${page} dari \\d+$`));
    await statement.or(next).first().waitFor();
  }
}

/** What the citizen is asked on every page of the sum. */
export const sumOf = (page: Page): Locator => page.getByText("Apakah ini sudah betul?", { exact: true });

/** From the statement on: signs and presses KIRIM. */
export async function signStatement(tablet: Tablet): Promise<Slip> {
  await sign(tablet.page);
  await tablet.press("KIRIM");
  return readSlip(tablet);
}

export async function readSlip({ page }: Tablet): Promise<Slip> {
  const slip = page.getByRole("region", { name: "Nomor bukti" });
  await slip.waitFor().catch(async (error: unknown) => {
    throw new Error(`no slip came; the screen says: ${await page.locator("body").innerText()}`, { cause: error });
  });
  const words = await slip.innerText();
  // The last character is Crockford's check, which may be a sign; a paper of practice has no number.
  const code = /LATIHAN|[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{2}[0-9A-Z*~$=]/.exec(words)?.[0];
  if (code === undefined) throw new Error(`no slip code in: ${words}`);
  return { code, words };
}

/** Signs, and again where no ink shows: a person looks at what they write. */
async function sign(page: Page): Promise<void> {
  const erase = page.getByRole("button", { name: "Hapus", exact: true });
  for (let tries = 0; tries < signTries && !(await erase.isEnabled()); tries += 1) {
    await draw(page);
    await page.waitForTimeout(inkShowsMs);
  }
}

const signTries = 3;
const inkShowsMs = 300;

/** A few strokes with the finger. */
async function draw(page: Page): Promise<void> {
  const field = page.getByRole("img", { name: "Tanda tangan di sini" });
  const box = await field.boundingBox();
  if (box === null) throw new Error("there is no field to sign in");
  const at = (x: number, y: number): readonly [number, number] => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...at(0.2, 0.6));
  await page.mouse.down();
  await page.mouse.move(...at(0.4, 0.3), { steps: 6 });
  await page.mouse.move(...at(0.55, 0.7), { steps: 6 });
  await page.mouse.move(...at(0.8, 0.4), { steps: 6 });
  await page.mouse.up();
}

export const progress = (page: Page): Locator => page.getByText(/^Pertanyaan \d+ dari \d+$/);

const question = (page: Page): Locator => page.locator("h2.question-title");
const card = (page: Page, group: string, title: string): Locator =>
  page.getByRole("group", { name: group, exact: true }).getByRole("button").filter({ hasText: title }).first();

async function questionText(page: Page): Promise<string> {
  return (await question(page).innerText()).trim();
}

/** The question of another screen than `ask`'s. */
function otherQuestion(page: Page, ask: string): Locator {
  return question(page).filter({ hasNotText: new RegExp(`^\\s*${escaped(ask)}\\s*$`) });
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}

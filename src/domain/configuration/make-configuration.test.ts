import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { askedLike } from "../catalogue/letter.ts";
import { guidesOf, withEventsBehind } from "../catalogue/requirements.ts";
import { allQuestions } from "../form/visible-questions.ts";
import type { ConfigFiles } from "./read-files.ts";
import { findGuide, findReasonTemplate, findService, reasonTemplatesFor } from "./configuration.ts";
import catalogue from "../../../tests/fixtures/service-ids.json" with { type: "json" };
import { makeConfiguration } from "./make-configuration.ts";
import { readKioskConfig } from "../../../tests/fixtures/kiosk-config.ts";
import { parseConfiguration } from "./parse-configuration.ts";

type Json = Record<string, unknown>;

const catalogueIds: readonly string[] = catalogue;

/** The files with one of them changed by `change` (on a copy). */
function filesWith(path: string, change: (file: Json) => void): ConfigFiles {
  const files = structuredClone(readKioskConfig());
  change(asObject(files[path]));
  return files;
}

function asObject(value: unknown): Json {
  if (typeof value !== "object" || value === null) throw new Error("not an object");
  return value as Json;
}

/** The object at a path like "tasks.0.questions.0". */
function at(file: Json, path: string): Json {
  return path.split(".").reduce((value, key) => asObject(value[key]), file);
}

function firstQuestion(file: Json): Json {
  return at(file, "tasks.0.questions.0");
}

/** The child's date of birth. */
function birthDate(file: Json): Json {
  return at(file, "tasks.4.questions.5");
}

function detailOf(files: ConfigFiles): string | undefined {
  const made = makeConfiguration(files, "33.29", 1);
  return made.ok ? undefined : made.detail;
}

describe("the configuration of Kabupaten Brebes", () => {
  const made = makeConfiguration(readKioskConfig(), "33.29", 7);

  it("is made from the files of kiosk-config without a fault", () => {
    expect(made).toMatchObject({ ok: true });
  });

  it("has 17 subdistricts, 297 villages, six cards, and every service of the catalogue", () => {
    if (!made.ok) throw new Error(made.detail);
    const { areas, lifeEvents, services, guides = [], letters = [], version } = made.value;
    expect(areas.subdistricts).toHaveLength(17);
    expect(areas.subdistricts.flatMap((subdistrict) => subdistrict.villages)).toHaveLength(297);
    expect(lifeEvents).toHaveLength(6);
    expect(services.length).toBeGreaterThan(2);
    const ids = [...services, ...guides, ...letters].map(({ id }) => id);
    expect(ids.toSorted()).toEqual(catalogueIds.toSorted());
    expect(version).toBe(7);
  });

  it("leads from its cards to every service, guide and letter, and says something honest on every card without one", () => {
    if (!made.ok) throw new Error(made.detail);
    const { lifeEvents, services, guides = [], letters = [] } = made.value;
    const cards = lifeEvents.flatMap(withEventsBehind);
    const behind = (card: (typeof cards)[number]) => [card.services, card.guides ?? [], card.letters ?? []].flat();
    const reached = cards.flatMap(behind);
    expect([...services, ...guides, ...letters].map(({ id }) => id).filter((id) => !reached.includes(id))).toEqual([]);
    for (const card of cards)
      expect(behind(card).length + (card.events ?? []).length + card.notYet.length).toBeGreaterThan(0);
  });

  it("asks in one plain sentence of at most twelve words", () => {
    if (!made.ok) throw new Error(made.detail);
    const asked = [...made.value.services, ...(made.value.letters ?? []).map(askedLike)]
      .flatMap(allQuestions)
      .map((question) => question.ask);
    expect(asked.filter((ask) => !/^[^.?!]+\?$/.test(ask) || ask.split(" ").length > 12)).toEqual([]);
  });

  it("asks no two things of a service in the same words, and gives no two of a task the same name", () => {
    if (!made.ok) throw new Error(made.detail);
    const twice = (words: readonly string[]) => words.filter((each, place) => words.indexOf(each) !== place);
    for (const service of [...made.value.services, ...(made.value.letters ?? []).map(askedLike)]) {
      expect(twice(allQuestions(service).map(({ ask }) => ask))).toEqual([]);
      for (const task of service.tasks) expect(twice(task.questions.map(({ label }) => label))).toEqual([]);
    }
  });

  it("has a reason for every kind of thing that is sent back", () => {
    if (!made.ok) throw new Error(made.detail);
    for (const target of ["field", "requirement", "application"] as const) {
      expect(reasonTemplatesFor(made.value, target).length).toBeGreaterThan(0);
    }
    expect(findReasonTemplate(made.value, "photo-unreadable")?.target).toBe("requirement");
    expect(findReasonTemplate(made.value, "of-a-newer-district")).toBeUndefined();
  });

  it("survives being served as JSON and parsed by the tablet", () => {
    if (!made.ok) throw new Error(made.detail);
    expect(parseConfiguration(JSON.parse(JSON.stringify(made.value)))).toEqual(made);
  });
});

describe("a released dictionary", () => {
  /** Sealed entries can only be opened with the very bytes they were packed with. A new release adds a line. */
  const released: Readonly<Record<string, string>> = {
    "dictionaries/1.txt": "fe4eeb26bec3f48356a1f2610a4faab5ba9e9f441de257512fb0ae13f13e94c3",
    "dictionaries/2.txt": "ddf88a2ab3a47b030997cda7d924945e942e0b3e0cd85f9c5f70e0dacfbd805e",
  };

  it("is frozen", () => {
    const files = Object.entries(readKioskConfig()).filter(([path]) => path.startsWith("dictionaries/"));
    const hashes = files.map(([path, text]) => [path, createHash("sha256").update(String(text)).digest("hex")]);
    expect(Object.fromEntries(hashes)).toEqual(released);
  });
});

describe("adding a service", () => {
  it("takes one more file and no code", () => {
    const files = structuredClone(readKioskConfig());
    const copy = asObject(files["services/ktp-el-lost.json"]);
    const made = makeConfiguration(
      { ...files, "services/ktp-el-young.json": { ...copy, id: "ktp-el-young" } },
      "33.29",
      1,
    );
    expect(made.ok && made.value.services.map((service) => service.id)).toContain("ktp-el-young");
  });

  it("is refused when file name and id differ", () => {
    const files = filesWith("services/ktp-el-lost.json", (file) => (file["id"] = "other"));
    expect(detailOf(files)).toBe("services/ktp-el-lost.json: id other");
  });

  it("can be switched off for a regency", () => {
    const files = filesWith("districts/33.29.json", (file) => (file["withoutServices"] = ["ktp-el-lost"]));
    const made = makeConfiguration(files, "33.29", 1);
    expect(made.ok && findService(made.value, "ktp-el-lost")).toBeUndefined();
    expect(made.ok && made.value.lifeEvents.flatMap(({ services }) => services)).not.toContain("ktp-el-lost");
  });
});

describe("a guide", () => {
  const guide = {
    id: "legalisation",
    mode: "info",
    officialName: "Legalisir",
    label: "Legalisir",
    summary: "Dokumen ber-QR tidak perlu dilegalisir.",
    legalBasis: [],
    whoMayApply: "Siapa saja.",
    output: "-",
    serviceTime: "-",
    steps: ["Tunjukkan QR-nya."],
    requirements: [{ id: "kk", name: "KK", level: "kondisional", hint: "Kalau KK lama." }],
  };
  const card = { id: "behind", label: "Lain", picture: "other", services: [], guides: ["legalisation"], notYet: [] };
  const withGuide = (change: object, events: readonly object[] = [card]): ConfigFiles => ({
    ...readKioskConfig(),
    "services/legalisation.json": { ...guide, ...change },
    "life-events.json": [{ ...card, id: "first", guides: [], events }],
  });

  it("is a service that is told and not filed, reached by a card behind a card", () => {
    const made = makeConfiguration(withGuide({}), "33.29", 1);
    expect(made.ok && findGuide(made.value, "legalisation")).toEqual(guide);
    expect(made.ok && findService(made.value, "legalisation")).toBeUndefined();
    expect(made.ok && guidesOf({ ...card }, made.value.guides)).toHaveLength(1);
  });

  it.each([
    ["a field of a filed service", withGuide({ tasks: [] }), "tasks: unknown field"],
    ["no step", withGuide({ steps: [] }), "steps"],
    [
      "a conditional paper that does not say when",
      withGuide({ requirements: [{ id: "kk", name: "KK", level: "kondisional" }] }),
      "says when in its hint",
    ],
    ["a card to nowhere", withGuide({}, [{ ...card, guides: ["nobody"] }]), "lifeEvents/behind: unknown guide nobody"],
    ["two cards of one id", withGuide({}, [card, card]), "lifeEvents: behind twice"],
  ])("is refused with %s", (_what, files, fault) => {
    expect(detailOf(files)).toContain(fault);
  });
});

describe("what the regency decides", () => {
  const doubt = { id: "police-letter", question: "Perlu surat polisi?", doubt: "Beda.", sources: [], default: true };
  const filesDecided = (decisions: Json): ConfigFiles => {
    const files = filesWith("services/ktp-el-lost.json", (file) => {
      at(file, "requirements.1")["when"] = { op: "decided", doubt: "police-letter" };
    });
    const district = { ...asObject(files["districts/33.29.json"]), decisions };
    return { ...files, "doubts/police-letter.json": doubt, "districts/33.29.json": district };
  };
  const conditionOf = (files: ConfigFiles) => {
    const made = makeConfiguration(files, "33.29", 1);
    return made.ok ? findService(made.value, "ktp-el-lost")?.requirements[1]?.when : made;
  };

  it("is its default until the regency says otherwise", () => {
    expect(conditionOf(filesDecided({}))).toEqual({ op: "all", of: [] });
    expect(conditionOf(filesDecided({ "police-letter": false }))).toEqual({ op: "any", of: [] });
  });

  it("is refused for a doubt nobody wrote down", () => {
    expect(detailOf(filesDecided({ "wet-ink": true }))).toBe("doubts: no doubt wet-ink to decide");
  });
});

describe("a broken configuration is refused with file and field", () => {
  const service = "services/ktp-el-lost.json";
  const cases: readonly [string, ConfigFiles, string][] = [
    ["a missing file", { ...readKioskConfig(), "locales/id.json": undefined }, "locales/id.json: file missing"],
    ["a mistyped field", filesWith(service, (file) => (firstQuestion(file)["lable"] = "x")), "lable: unknown field"],
    ["a missing sentence", filesWith(service, (file) => delete firstQuestion(file)["ask"]), "tasks.0.questions.0.ask"],
    [
      "a date that may not lie as far back as is usual",
      filesWith("services/birth-certificate.json", (file) => (birthDate(file)["yearsBackMax"] = 2)),
      "child.birth-date: yearsBackUsual above yearsBackMax",
    ],
    [
      "a bound ahead for a date that may not lie ahead",
      filesWith("services/birth-certificate.json", (file) => (birthDate(file)["yearsAheadMax"] = 2)),
      "child.birth-date: yearsAheadMax without mayBeFuture",
    ],
    [
      "an unknown kind",
      filesWith(service, (file) => (firstQuestion(file)["kind"] = "colour")),
      "tasks.0.questions.0.kind",
    ],
    [
      "a question id used twice",
      filesWith(service, (file) => (firstQuestion(file)["id"] = "applicant.name")),
      "services/ktp-el-lost: applicant.name twice",
    ],
    [
      "a condition on an unknown field",
      filesWith(service, (file) => (firstQuestion(file)["when"] = { op: "answered", field: "nobody" })),
      "services/ktp-el-lost/applicant.is-owner: unknown or later field nobody",
    ],
    [
      "a condition on a later question",
      filesWith(service, (file) => (firstQuestion(file)["when"] = { op: "answered", field: "applicant.name" })),
      "unknown or later field applicant.name",
    ],
    [
      "an unknown code list",
      filesWith(service, (file) => Object.assign(firstQuestion(file), { kind: "code", list: "colours" })),
      "services/ktp-el-lost/applicant.is-owner: unknown code list colours",
    ],
    [
      "a requirement that looks at an unknown field",
      filesWith(service, (file) => (at(file, "requirements.1")["when"] = { op: "answered", field: "nobody" })),
      "services/ktp-el-lost/requirements/surat-hilang: unknown field nobody",
    ],
    [
      "a conditional requirement without condition",
      filesWith(service, (file) => (at(file, "requirements.1")["level"] = "kondisional")),
      "needs a condition",
    ],
    ["an unknown statement", filesWith(service, (file) => (file["statement"] = "oath")), "unknown text oath"],
    [
      "an unknown role",
      filesWith(service, (file) => (at(file, "roles")["phone"] = "fax")),
      "roles/phone: unknown field fax",
    ],
    [
      "a card with an unknown service",
      {
        ...readKioskConfig(),
        "life-events.json": [{ id: "a", label: "A", picture: "a", services: ["b"], notYet: [] }],
      },
      "lifeEvents/a: unknown service b",
    ],
    [
      "a dictionary longer than deflate looks back",
      { ...readKioskConfig(), "dictionaries/3.txt": "x".repeat(32_769) },
      "dictionaries/3",
    ],
    [
      "a village in the wrong subdistrict",
      filesWith("areas/33.29.json", (file) => {
        at(file, "subdistricts.0.villages.0")["code"] = "33.29.02.9999";
      }),
      "areas: 33.29.02.9999 is not in 33.29.01",
    ],
  ];
  it.each(cases)("%s", (_name, files, detail) => {
    expect(detailOf(files)).toContain(detail);
  });
});

describe("a configuration from a newer district", () => {
  it("is read for what this version knows", () => {
    const made = makeConfiguration(readKioskConfig(), "33.29", 1);
    if (!made.ok) throw new Error(made.detail);
    expect(parseConfiguration({ ...made.value, printers: [] })).toEqual(made);
  });
});

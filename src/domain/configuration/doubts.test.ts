import { describe, expect, it } from "vitest";
import { readKioskConfig } from "../../../tests/fixtures/kiosk-config.ts";
import { definite } from "../../base/assert.ts";
import { unwrap } from "../../base/result.ts";
import { listDoubts } from "./doubts.ts";
import { makeConfiguration } from "./make-configuration.ts";
import type { ConfigFiles } from "./read-files.ts";

const regency = "33.29";
const doubt = { id: "police-letter", question: "Perlu surat polisi?", doubt: "Beda.", sources: ["A"], default: true };

/** The real files, with this doubt and these words of the regency. */
function filesWith(own: object, more: ConfigFiles = {}): ConfigFiles {
  const files = readKioskConfig();
  const district = `districts/${regency}.json`;
  return {
    ...files,
    "doubts/police-letter.json": doubt,
    [district]: { ...(files[district] as object), ...own },
    ...more,
  };
}

const serviceWith = (id: string, rest: object): ConfigFiles => ({
  [`services/${id}.json`]: { id, label: `Layanan ${id}`, ...rest },
});
const decided = { op: "decided", doubt: "police-letter" };
const find = (files: ConfigFiles, id = "police-letter") =>
  definite(
    unwrap(listDoubts(files, regency)).find((each) => each.id === id),
    "a doubt",
  );

describe("a doubt", () => {
  it("is served by its default until the regency decides", () => {
    expect(find(filesWith({}))).toEqual({
      id: "police-letter",
      question: "Perlu surat polisi?",
      doubt: "Beda.",
      sources: ["A"],
      answer: true,
      isDecided: false,
      services: [],
    });
    const no = filesWith({ decisions: { "police-letter": false } });
    expect(find(no)).toMatchObject({ answer: false, isDecided: true });
    // A decision for what is the default anyway is one all the same.
    const yes = filesWith({ decisions: { "police-letter": true } });
    expect(find(yes)).toMatchObject({ answer: true, isDecided: true });
  });

  it("names the services that depend on it, however deep, through blocks too, and no others", () => {
    const asked = { id: "{as}.letter", when: { op: "not", of: decided } };
    const block = { id: "letter", questions: [{ id: "{as}.name" }, asked] };
    const use = { use: "letter", words: { as: "owner" } };
    const taskWith = (question: object) => ({ tasks: [{ id: "one", questions: [question] }] });
    const files = filesWith(
      { withoutServices: ["d"] },
      {
        "blocks/letter.json": block,
        ...serviceWith("a", { requirements: [{ when: { op: "all", of: [decided] } }] }),
        ...serviceWith("b", taskWith(use)),
        ...serviceWith("c", taskWith({ ...use, without: ["owner.letter"] })),
        ...serviceWith("d", { requirements: [{ when: decided }] }),
        ...serviceWith("e", taskWith({ id: "x", when: { op: "decided", doubt: "another" } })),
      },
    );
    expect(find(files).services).toEqual(["Layanan a", "Layanan b"]);
  });

  it("about nothing, or a file that does not read, is named", () => {
    const unknown = listDoubts(filesWith({ decisions: { "wet-ink": true } }), regency);
    expect(unknown).toMatchObject({ code: "config-invalid", detail: "doubts: no doubt wet-ink to decide" });
    const mistyped = { "doubts/police-letter.json": { ...doubt, defualt: true } };
    expect(listDoubts(filesWith({}, mistyped), regency)).toMatchObject({
      detail: "doubts/police-letter.json: defualt: unknown field",
    });
    expect(listDoubts(filesWith({}), "33.28")).toMatchObject({ detail: "districts/33.28.json: file missing" });
  });
});

describe("the doubts of Kabupaten Brebes", () => {
  const files = readKioskConfig();
  const doubts = unwrap(listDoubts(files, regency));
  const servedWith = (decisions: object) => {
    const { services, guides } = unwrap(makeConfiguration(filesWith({ decisions }), regency));
    return new Map([...services, ...(guides ?? [])].map((service) => [service.label, JSON.stringify(service)]));
  };

  it("each steer something, have their sources, and ask one question", () => {
    expect(doubts.length).toBeGreaterThan(10);
    expect(doubts.filter(({ services }) => services.length === 0).map(({ id }) => id)).toEqual([]);
    expect(doubts.filter(({ sources }) => sources.length === 0)).toEqual([]);
    expect(doubts.filter(({ question }) => !/^[^?]+\?$/.test(question))).toEqual([]);
  });

  it.each(doubts.map((each) => [each.id, each] as const))("%s steers what changes with it", (id, { services }) => {
    const yes = servedWith({ [id]: true });
    const no = servedWith({ [id]: false });
    const changed = [...yes].filter(([label, service]) => no.get(label) !== service).map(([label]) => label);
    expect(services.toSorted()).toEqual(changed.toSorted());
  });
});

import { describe, expect, it } from "vitest";
import type { SharedParts } from "./expand-service.ts";
import { expandService } from "./expand-service.ts";

const shared: SharedParts = {
  blocks: new Map([
    [
      "person",
      [
        { id: "{as}.name", kind: "name", ask: "Siapa nama {who}?" },
        { id: "{as}.nik", kind: "nik", ask: "Berapa NIK {who}?", unknown: "Belum punya NIK" },
      ],
    ],
  ]),
  decisions: new Map([
    ["f105-accepted", true],
    ["witness-ktp", false],
  ]),
};

const use = (more: object = {}) => ({ use: "person", words: { as: "reporter", who: "Bapak/Ibu" }, ...more });
const withQuestions = (...questions: readonly object[]) => ({ tasks: [{ id: "one", questions }] });

function questionsOf(file: unknown): readonly unknown[] {
  const made = expandService(file, shared);
  if (!made.ok) throw new Error(made.detail);
  return (made.value as { tasks: { questions: unknown[] }[] }).tasks.flatMap(({ questions }) => questions);
}

function faultOf(file: unknown): string | undefined {
  const made = expandService(file, shared);
  return made.ok ? undefined : made.detail;
}

describe("a block of questions", () => {
  it("is put in with its words", () => {
    expect(questionsOf(withQuestions(use()))).toEqual([
      { id: "reporter.name", kind: "name", ask: "Siapa nama Bapak/Ibu?" },
      { id: "reporter.nik", kind: "nik", ask: "Berapa NIK Bapak/Ibu?", unknown: "Belum punya NIK" },
    ]);
  });

  it("leaves out, changes and takes away as it is told", () => {
    const told = use({ without: ["reporter.name"], change: { "reporter.nik": { unknown: null, label: "NIK" } } });
    expect(questionsOf(withQuestions(told))).toEqual([
      { id: "reporter.nik", kind: "nik", ask: "Berapa NIK Bapak/Ibu?", label: "NIK" },
    ]);
  });

  it("is asked under one condition, and keeps its own", () => {
    const when = { op: "equals", field: "a", value: true };
    const own = { op: "answered", field: "b" };
    const told = use({ when, change: { "reporter.nik": { when: own } } });
    expect(questionsOf(withQuestions(told))).toMatchObject([{ when }, { when: { op: "all", of: [when, own] } }]);
  });

  it.each([
    ["an unknown block", { use: "nobody" }, "unknown block nobody"],
    ["a word left open", { use: "person", words: { as: "reporter" } }, "nothing fills {who}"],
    ["an id it does not have", use({ without: ["reporter.kk"] }), "block person has no question reporter.kk"],
    ["a mistyped field", use({ word: {} }), "tasks/one: use: word: "],
  ])("refuses %s", (_what, question, fault) => {
    expect(faultOf(withQuestions(question))).toContain(fault);
  });
});

describe("a repeated task", () => {
  const member = { id: "member.{n}.name", kind: "name", ask: "Siapa nama anggota ke-{n}?" };
  const more = { ask: "Ada anggota ke-{next}?", label: "Ada lagi" };
  const file = { tasks: [{ id: "member", title: "Anggota {n}", repeat: { max: 3, more }, questions: [member] }] };

  it("is written out, each after the first only while there is one more", () => {
    const made = expandService(file, shared);
    const second = { op: "equals", field: "member.1.more", value: true };
    expect(made).toMatchObject({
      ok: true,
      value: {
        tasks: [
          {
            id: "member-1",
            title: "Anggota 1",
            questions: [{ id: "member.1.name" }, { id: "member.1.more", ask: "Ada anggota ke-2?" }],
          },
          { id: "member-2", questions: [{ when: second, ask: "Siapa nama anggota ke-2?" }, { when: second }] },
          { id: "member-3", questions: [{ id: "member.3.name" }] },
        ],
      },
    });
  });

  it("may be made of a block", () => {
    const people = {
      ...file.tasks[0],
      questions: [{ use: "person", words: { as: "member.{n}", who: "anggota {n}" } }],
    };
    expect(questionsOf({ tasks: [people] })).toMatchObject([
      { id: "member.1.name" },
      {},
      {},
      { id: "member.2.name" },
      {},
      {},
      {},
      {},
    ]);
  });

  it("refuses one that is not told what to ask", () => {
    expect(faultOf({ tasks: [{ ...file.tasks[0], repeat: { max: 3 } }] })).toContain("tasks/member: repeat: more");
  });
});

describe("what the regency decides", () => {
  const doubted = (doubt: string) => withQuestions({ id: "a", when: { op: "not", of: { op: "decided", doubt } } });

  it("becomes always or never, however deep it stands", () => {
    expect(questionsOf(doubted("f105-accepted"))).toMatchObject([{ when: { op: "not", of: { op: "all", of: [] } } }]);
    expect(questionsOf(doubted("witness-ktp"))).toMatchObject([{ when: { op: "not", of: { op: "any", of: [] } } }]);
  });

  it("refuses a doubt nobody wrote down", () => {
    expect(faultOf(doubted("wet-ink"))).toBe("unknown doubt wet-ink");
  });
});

it("leaves a file without tasks as it is", () => {
  expect(expandService({ id: "a", mode: "info", _note: "{anything}" }, shared)).toEqual({
    ok: true,
    value: { id: "a", mode: "info", _note: "{anything}" },
  });
});

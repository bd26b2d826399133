/**
 * SurveyJS Form Library as its documentation shows it: `survey-core` with `survey-js-ui` (Preact inside), the default theme.
 * - the form comes as JSON, question by question (`questionsOnPageMode`) or, with `#all`, on one page;
 * - what was answered is kept after every answer in `localStorage` (the documented way to go on later);
 * - a finished form is kept in IndexedDB, and a worker of the usual kind (precache, cache first) answers without network.
 */
import "survey-core/survey-core.min.css";
import { Model } from "survey-core";
import { renderSurvey } from "survey-js-ui";

const keptUnder = "answers";

declare global {
  var peer: {
    /** Files the form with these answers, as a person would who pressed the last button. */
    fileOne(answers: Readonly<Record<string, unknown>>): Promise<void>;
    fill(answers: Readonly<Record<string, unknown>>): void;
  };
}

const json: unknown = await (await fetch("form.json")).json();
let shown = show();

function show(): Model {
  const model = new Model(json);
  if (location.hash === "#all") model.questionsOnPageMode = "singlePage";
  model.data = JSON.parse(localStorage.getItem(keptUnder) ?? "{}");
  model.onValueChanged.add(() => localStorage.setItem(keptUnder, JSON.stringify(model.data)));
  model.onComplete.add(() => localStorage.removeItem(keptUnder));
  const place = document.querySelector<HTMLElement>("#form");
  if (place === null) throw new Error("no place for the form");
  renderSurvey(model, place);
  return model;
}

function keep(answers: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("forms", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("filed", { autoIncrement: true });
    opening.onerror = () => reject(new Error("no database"));
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("filed", "readwrite", { durability: "strict" });
      transaction.objectStore("filed").add(answers);
      transaction.oncomplete = () => {
        opening.result.close();
        resolve();
      };
      transaction.onerror = () => reject(new Error("not kept"));
    };
  });
}

globalThis.peer = {
  async fileOne(answers) {
    shown.data = answers;
    if (!shown.tryComplete()) throw new Error("the form is not complete");
    await keep(shown.data);
    shown = show();
  },
  fill(answers) {
    shown.data = answers;
  },
};

if ("serviceWorker" in navigator) void navigator.serviceWorker.register("sw.js");

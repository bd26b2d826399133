/** Development only: shows one screen of components by `#name`, or the list of them. The ground for axe and screenshot tests. */
import "../ui.css";
import "./gallery.css";
import { render } from "preact";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { definite } from "../../base/assert.ts";
import { answerScenes } from "./answer-scenes.tsx";
import { denseScenes } from "./dense-scenes.tsx";
import { frameScenes } from "./frame-scenes.tsx";

const scenes: Readonly<Record<string, () => JSX.Element>> = { ...frameScenes, ...answerScenes, ...denseScenes };

function Gallery(): JSX.Element {
  const [name, setName] = useState(location.hash.slice(1));
  useEffect(() => {
    const follow = (): void => setName(location.hash.slice(1));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const Scene = scenes[name];
  return Scene ? <Scene key={name} /> : <SceneList />;
}

function SceneList(): JSX.Element {
  return (
    <main data-density="dense">
      <h1>Galeri</h1>
      <ul>
        {Object.keys(scenes).map((name) => (
          <li key={name}>
            <a href={`#${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

render(<Gallery />, definite(document.querySelector("#app"), "the page has a place for the gallery"));

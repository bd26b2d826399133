/** The district's page. */
import { render } from "preact";
import "../ui/ui.css";
import "./district.css";
import { App } from "./app.tsx";
import { followHistory } from "./platform/route.ts";
import { readSession } from "./platform/session.ts";

const root = document.getElementById("app");
if (root) render(<App />, root);
followHistory();
void readSession();

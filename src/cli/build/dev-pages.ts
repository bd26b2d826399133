/** Gives Vite's development server the addresses of the district server: `/`, `/district/…` and `/t/CODE`. */
import type { Plugin } from "vite";

const pages: readonly (readonly [address: RegExp, page: string])[] = [
  [/^\/(?:\?|$)/, "/kiosk/index.html"],
  [/^\/district(?:[/?]|$)/, "/district/index.html"],
  [/^\/t\//, "/track/index.html"],
];

/** The page behind an address, or undefined where the address is a file of its own. */
export function findPage(address: string): string | undefined {
  const path = address.split("?", 1)[0] ?? "";
  if (/\.\w+$/.test(path)) return undefined;
  return pages.find(([pattern]) => pattern.test(address))?.[1];
}

/** A page shown under another address than its file's must name its scripts from the root. */
export function nameFromRoot(html: string, page: string): string {
  const folder = page.slice(0, page.lastIndexOf("/") + 1);
  return html.replaceAll(/\b(src|href)="\.\//g, `$1="${folder}`);
}

export function servePages(): Plugin {
  return {
    name: "loket-pages",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const page = findPage(request.url ?? "");
        if (page !== undefined) request.url = page;
        next();
      });
    },
    transformIndexHtml: { order: "pre", handler: (html, { path }) => nameFromRoot(html, path) },
  };
}

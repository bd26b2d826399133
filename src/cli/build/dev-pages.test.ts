import { expect, it } from "vitest";
import { findPage, nameFromRoot } from "./dev-pages.ts";

it.each([
  ["/", "/kiosk/index.html"],
  ["/?buka=baru", "/kiosk/index.html"],
  ["/district/", "/district/index.html"],
  ["/district/kasus?desa=1", "/district/index.html"],
  ["/t/7K2M", "/track/index.html"],
])("%s shows the page the district server shows there", (address, page) => {
  expect(findPage(address)).toBe(page);
});

it.each(["/kiosk/main.tsx", "/district/main.tsx?t=1", "/@vite/client", "/src/track/main.tsx"])(
  "%s stays a file of its own",
  (address) => {
    expect(findPage(address)).toBeUndefined();
  },
);

it("names a page's scripts from the root, whatever address shows it", () => {
  const html = `<link href="/manifest.webmanifest" /><script src="./main.tsx"></script>`;
  expect(nameFromRoot(html, "/track/index.html")).toBe(
    `<link href="/manifest.webmanifest" /><script src="/track/main.tsx"></script>`,
  );
});

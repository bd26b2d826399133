import { expect, it } from "vitest";
import { findPage } from "./dev-pages.ts";

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

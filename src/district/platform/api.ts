/** The one place of the district app that fetches. Every failure comes back as a code and a sentence for people. */
import type { ErrorBody } from "../../protocol/errors.ts";
import { errorTable, isErrorCode } from "../../protocol/errors.ts";

export type ApiFailure = { readonly ok: false; readonly code: string; readonly sentence: string };
export type ApiResult<T> = { readonly ok: true; readonly value: T } | ApiFailure;

const unreachableServer: ApiFailure = {
  ok: false,
  code: "offline",
  sentence: "Server tidak terjangkau. Periksa sambungan, lalu coba lagi.",
};

/** Fills `:name` in a path of the staff API. */
export function pathOf(template: string, parameters: Readonly<Record<string, string>>): string {
  return template.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ""));
}

export async function getJson<T>(path: string): Promise<ApiResult<T>> {
  return request<T>(path, { method: "GET" });
}

/** Posts JSON. The header marks it as ours: a form of another site cannot set it (CSRF). */
export async function postJson<T>(path: string, body: unknown): Promise<ApiResult<T>> {
  return request<T>(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-loket": "1" },
    body: JSON.stringify(body),
  });
}

/**
 * Posts a file as it is; `onProgress` hears the share that has left, 0 to 1. The one use of XMLHttpRequest: a fetch does not
 * tell how far an upload has come.
 */
export function postFile<T>(path: string, file: Blob, onProgress: (share: number) => void): Promise<ApiResult<T>> {
  return new Promise((resolve) => {
    const upload = new XMLHttpRequest();
    upload.open("POST", path);
    upload.setRequestHeader("content-type", "application/octet-stream");
    upload.setRequestHeader("x-loket", "1");
    upload.responseType = "json";
    upload.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    upload.addEventListener("load", () => {
      const body: unknown = upload.response;
      resolve(upload.status === 200 ? { ok: true, value: body as T } : failureOf(body));
    });
    upload.addEventListener("error", () => resolve(unreachableServer));
    upload.send(file);
  });
}

async function request<T>(path: string, init: RequestInit): Promise<ApiResult<T>> {
  try {
    const response = await fetch(path, { ...init, credentials: "same-origin", cache: "no-store" });
    const body: unknown = await response.json().catch(() => undefined);
    return response.ok ? { ok: true, value: body as T } : failureOf(body);
  } catch {
    return unreachableServer;
  }
}

function failureOf(body: unknown): ApiFailure {
  const { code } = (body ?? {}) as Partial<ErrorBody>;
  const known = code !== undefined && isErrorCode(code) ? code : "internal";
  return { ok: false, code: known, sentence: errorTable[known].sentence };
}

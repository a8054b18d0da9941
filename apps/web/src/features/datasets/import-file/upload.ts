import { z } from "zod/mini";
import type { ColumnChoice } from "./column-roles";
import type { ImportFormat } from "./import-format";

export interface Upload {
  readonly file: File;
  readonly name: string;
  readonly format: ImportFormat;
  /** For `csv`: the other formats know their columns. */
  readonly columns: ColumnChoice | null;
  /** Told how much of the file has left the browser, from 0 to 1. */
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
}

/** An upload that the API refused or that never reached it. */
export class UploadError extends Error {
  override readonly name = "UploadError";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const accepted = z.object({ datasetId: z.string() });
const refused = z.object({ code: z.string(), message: z.string() });

/** The address an upload is sent to. */
export function importUrl({ name, format, columns }: Pick<Upload, "name" | "format" | "columns">): string {
  const query = new URLSearchParams({ name, format });
  for (const [role, column] of Object.entries(columns ?? {})) if (column !== "") query.set(role, column);
  return `/api/datasets/import?${query}`;
}

/**
 * Sends a file to be imported. XMLHttpRequest, because `fetch` does not tell how much has been sent.
 *
 * @returns the id of the data set that the import fills
 * @throws UploadError with the API's reason; an AbortError once `signal` aborts
 */
export function uploadFile(upload: Upload): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      if (total > 0) upload.onProgress(loaded / total);
    });
    request.addEventListener("load", () => {
      try {
        resolve(readAnswer(request.status, request.responseText));
      } catch (error) {
        reject(error);
      }
    });
    request.addEventListener("error", () =>
      reject(new UploadError("UNREACHABLE", "The connection broke off before the file was sent. Try again.")),
    );
    request.addEventListener("abort", () =>
      reject(new DOMException("The upload was cancelled.", "AbortError")),
    );
    upload.signal.addEventListener("abort", () => request.abort(), { once: true });
    request.open("POST", importUrl(upload));
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(upload.file);
  });
}

/** @throws UploadError */
export function readAnswer(status: number, text: string): string {
  const body = parseJson(text);
  const success = accepted.safeParse(body);
  if (status >= 200 && status < 300 && success.success) return success.data.datasetId;
  const refusal = refused.safeParse(body);
  if (refusal.success) throw new UploadError(refusal.data.code, refusal.data.message);
  throw new UploadError(
    "UNKNOWN",
    `The server answered with status ${status} and gave no reason. Its log has it.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

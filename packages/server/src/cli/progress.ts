import type { WriteStream } from "node:tty";

/** How far one piece of work is. */
export interface Progress {
  /** @param total unset where it is not known */
  update(done: number, total: number | undefined, note?: string): void;
  /** Replaces the bar by a sentence. Without one the bar disappears. */
  end(summary?: string): void;
}

export interface ProgressOptions {
  readonly stream: WriteStream | NodeJS.WriteStream;
  /** What to do where the stream is no terminal: nothing, or a line at the start and the end. */
  readonly withoutTerminal: "silent" | "lines";
}

const redrawMs = 80;
const barWidth = 24;

/** A progress bar on a terminal's last line. */
export function startProgress(label: string, { stream, withoutTerminal }: ProgressOptions): Progress {
  if (!stream.isTTY) return plainProgress(label, stream, withoutTerminal === "lines");
  let drawnAt = 0;
  const draw = (text: string) => stream.write(`\r\u001b[2K${text.slice(0, (stream.columns || 80) - 1)}`);
  draw(`${label} …`);
  return {
    update(done, total, note = "") {
      const now = performance.now();
      if (now - drawnAt < redrawMs) return;
      drawnAt = now;
      draw(`${label} ${formatBar(done, total)} ${note}`);
    },
    end(summary) {
      stream.write(summary === undefined ? "\r\u001b[2K" : `\r\u001b[2K${label}: ${summary}\n`);
    },
  };
}

function plainProgress(label: string, stream: NodeJS.WritableStream, isTold: boolean): Progress {
  if (isTold) stream.write(`${label} …\n`);
  return {
    update() {},
    end(summary) {
      if (isTold && summary !== undefined) stream.write(`${label}: ${summary}\n`);
    },
  };
}

/** `████████░░░░ 67%`, or a count where the total is not known. */
export function formatBar(done: number, total: number | undefined): string {
  if (!total) return done.toLocaleString("en");
  const share = Math.min(1, Math.max(0, done / total));
  const filled = Math.round(share * barWidth);
  return `${"█".repeat(filled)}${"░".repeat(barWidth - filled)} ${String(Math.floor(share * 100)).padStart(3)}%`;
}

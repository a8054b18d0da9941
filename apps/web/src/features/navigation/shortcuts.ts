import { destinations } from "./destinations";

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** Whether the keys go into a text field or another control that takes letters. */
  readonly typing: boolean;
}

export type ShortcutAction =
  | { readonly kind: "palette" }
  | { readonly kind: "help" }
  | { readonly kind: "go"; readonly href: string };

export interface ShortcutStep {
  /** True after `g`: the next key names a destination. */
  readonly going: boolean;
  readonly action: ShortcutAction | null;
}

/** What a key press does. Letters can be switched off, as WCAG 2.1.4 asks; Ctrl or Cmd with K always works. */
export function stepShortcut(going: boolean, press: KeyPress, lettersOn: boolean): ShortcutStep {
  const key = press.key.toLowerCase();
  if (key === "k" && (press.ctrlKey || press.metaKey)) return { going: false, action: { kind: "palette" } };
  if (!lettersOn || press.typing || press.ctrlKey || press.metaKey || press.altKey) {
    return { going: false, action: null };
  }
  if (going) {
    const destination = destinations.find((candidate) => candidate.key === key);
    return { going: false, action: destination ? { kind: "go", href: destination.href } : null };
  }
  if (key === "?") return { going: false, action: { kind: "help" } };
  return { going: key === "g", action: null };
}

import { expect, it } from "vitest";
import { type KeyPress, stepShortcut } from "./shortcuts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  typing: false,
  ...more,
});

it("opens the palette with Ctrl-K and Cmd-K, from inside a field too", () => {
  for (const modifier of ["ctrlKey", "metaKey"]) {
    const step = stepShortcut(false, press("k", { [modifier]: true, typing: true }), false);
    expect(step.action).toEqual({ kind: "palette" });
  }
});

it("goes to a page with g and its letter", () => {
  const first = stepShortcut(false, press("g"), true);
  expect(first).toEqual({ going: true, action: null });
  expect(stepShortcut(first.going, press("r"), true)).toEqual({
    going: false,
    action: { kind: "go", href: "/runs" },
  });
});

it("forgets g after a key that leads nowhere", () => {
  expect(stepShortcut(true, press("x"), true)).toEqual({ going: false, action: null });
  expect(stepShortcut(false, press("r"), true).action).toBeNull();
});

it("keeps out of typing and of the browser's own keys", () => {
  expect(stepShortcut(false, press("g", { typing: true }), true).going).toBe(false);
  expect(stepShortcut(true, press("r", { ctrlKey: true }), true).action).toBeNull();
});

it("leaves letters alone when they are switched off", () => {
  expect(stepShortcut(false, press("?"), false).action).toBeNull();
  expect(stepShortcut(false, press("?"), true).action).toEqual({ kind: "help" });
});

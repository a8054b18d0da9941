"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { type ShortcutAction, stepShortcut } from "./shortcuts";

/** How long `g` waits for its second key, in milliseconds. */
const patience = 1500;

const takesLetters = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input, textarea, select, [role=combobox], [role=listbox]"));

/** Listens to the app's keys as long as the component is mounted. */
export function useShortcuts(lettersOn: boolean, onAction: (action: ShortcutAction) => void): void {
  const goingSince = useRef<number | null>(null);
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return;
    const going = goingSince.current !== null && event.timeStamp - goingSince.current < patience;
    const step = stepShortcut(going, { ...pressOf(event), typing: takesLetters(event.target) }, lettersOn);
    goingSince.current = step.going ? event.timeStamp : null;
    if (!step.action) return;
    event.preventDefault();
    onAction(step.action);
  });
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

const pressOf = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => ({ key, ctrlKey, metaKey, altKey });

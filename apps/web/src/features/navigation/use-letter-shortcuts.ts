"use client";

import { useState, useSyncExternalStore } from "react";

const storageKey = "tastemaker-letter-shortcuts";

function stored(): boolean {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

const subscribe = (onChange: () => void) => {
  window.addEventListener("storage", onChange);
  return () => window.removeEventListener("storage", onChange);
};

/** Whether single letters do anything; on unless switched off in this browser. */
export function useLetterShortcuts(): readonly [boolean, (on: boolean) => void] {
  const saved = useSyncExternalStore(subscribe, stored, () => true);
  const [chosen, choose] = useState<boolean>();
  const set = (on: boolean) => {
    choose(on);
    try {
      localStorage.setItem(storageKey, on ? "on" : "off");
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
  };
  return [chosen ?? saved, set];
}

"use client";

import { useSyncExternalStore } from "react";
import { themeKey } from "./theme-script";

export type Theme = "light" | "dark";

const changed = "tastemaker-theme-change";

const current = (): Theme => (document.documentElement.classList.contains("dark") ? "dark" : "light");

function apply(theme: Theme) {
  document.documentElement.classList.toggle("dark", theme === "dark");
  window.dispatchEvent(new Event(changed));
}

function subscribe(onChange: () => void) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const followSystem = () => {
    if (readChoice() === null) apply(system.matches ? "dark" : "light");
  };
  system.addEventListener("change", followSystem);
  window.addEventListener(changed, onChange);
  return () => {
    system.removeEventListener("change", followSystem);
    window.removeEventListener(changed, onChange);
  };
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(themeKey);
  } catch {
    return null;
  }
}

/** The theme on the screen, and a way to choose the other one for good. On the server nobody knows: null. */
export function useTheme(): { readonly theme: Theme | null; readonly toggle: () => void } {
  const theme = useSyncExternalStore<Theme | null>(subscribe, current, () => null);
  const toggle = () => {
    const next = current() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(themeKey, next);
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
    apply(next);
  };
  return { theme, toggle };
}

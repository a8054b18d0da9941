/** Two circles that overlap: two tastes and what they share. */
export function Logo() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className="size-8 shrink-0">
      <rect width="32" height="32" rx="9" className="fill-primary" />
      <circle cx="12.5" cy="16" r="6.5" fill="none" className="stroke-on-primary" strokeWidth="2.4" />
      <circle cx="19.5" cy="16" r="6.5" className="fill-on-primary/30 stroke-on-primary" strokeWidth="2.4" />
    </svg>
  );
}

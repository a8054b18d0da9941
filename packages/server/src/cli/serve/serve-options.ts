/** What `tastemaker serve` is told. */
export interface ServeOptions {
  readonly withWeb: boolean;
  readonly demo: boolean;
  readonly data?: string;
}

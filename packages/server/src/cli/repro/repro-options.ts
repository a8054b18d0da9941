/** What `tastemaker repro` is told. */
export interface ReproOptions {
  readonly data?: string;
  readonly quick: boolean;
  readonly list: boolean;
  readonly backend: string;
  readonly threads?: number;
  readonly json: boolean;
  readonly results?: string;
  readonly document?: string;
}

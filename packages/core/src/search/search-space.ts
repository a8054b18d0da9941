/** The values that a search draws one field of a config from. */
export type SearchDimension =
  /** Evenly between two numbers. */
  | { readonly kind: "uniform"; readonly min: number; readonly max: number }
  /** Evenly between the logarithms of two positive numbers: for rates and penalties. */
  | { readonly kind: "log-uniform"; readonly min: number; readonly max: number }
  /** Evenly among whole numbers, both ends included. */
  | { readonly kind: "integer"; readonly min: number; readonly max: number }
  /** Whole numbers, evenly between the logarithms of both ends. */
  | { readonly kind: "log-integer"; readonly min: number; readonly max: number }
  /** One of a few. */
  | { readonly kind: "choice"; readonly values: readonly unknown[] }
  /**
   * Of `epochs` alone: every configuration trains for up to `max`, is measured after each epoch, stops when `patience`
   * of them have not been better, and takes the best as its number. For models whose learning rate stays as it is.
   */
  | { readonly kind: "early-stopped"; readonly max: number; readonly patience: number };

/** What there is to tune in a model, by field of its config: the fields that matter, in ranges that published work uses. */
export type SearchSpace = Readonly<Record<string, SearchDimension>>;

/** Who makes a request, and in which project. */
export type Actor =
  | {
      readonly kind: "member";
      readonly memberId: string;
      readonly email: string;
      readonly projectId: string;
    }
  | { readonly kind: "api-key"; readonly apiKeyId: string; readonly projectId: string };

/** What is wrong with a form as a whole; read out as it appears. */
export function FormAlert({ message }: { readonly message: string | null | undefined }) {
  if (!message) return null;
  return (
    <p role="alert" className="break-words rounded-lg bg-danger-tint px-3 py-2 text-danger text-sm">
      {message}
    </p>
  );
}

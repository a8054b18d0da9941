import { Logo } from "@/features/navigation/logo";
import { ThemeToggle } from "@/features/theme/theme-toggle";
import { SignInForm } from "./sign-in-form";

export function SignInCard({ target }: { readonly target: string }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="absolute top-3 right-3">
        <ThemeToggle />
      </div>
      <div className="w-full max-w-sm">
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <Logo />
          <h1 className="font-display font-medium text-3xl tracking-tight">Tastemaker</h1>
          <p className="text-balance text-ink-soft">Sign in to train models and see what they recommend.</p>
        </div>
        <div className="rounded-xl border bg-surface p-6 shadow-card">
          <SignInForm target={target} />
        </div>
        <p className="mt-4 text-balance text-center text-ink-soft text-sm">
          The first start of the server prints the admin’s address and password.
        </p>
      </div>
    </main>
  );
}

import type { Metadata, Viewport } from "next";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { themeScript } from "@/features/theme/theme-script";
import { ThemedToaster } from "@/features/theme/themed-toaster";
import { ApiProvider } from "@/trpc/provider";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Tastemaker", template: "%s · Tastemaker" },
  description: "Train recommender models, know how good they are, and see what they recommend.",
};

// Every page shows what the API says to the member who asks.
export const dynamic = "force-dynamic";

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf6f0" },
    { media: "(prefers-color-scheme: dark)", color: "#191317" },
  ],
};

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant; it must run before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <ApiProvider>
          <NuqsAdapter>{children}</NuqsAdapter>
        </ApiProvider>
        <ThemedToaster />
      </body>
    </html>
  );
}

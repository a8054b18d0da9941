"use client";

import { ErrorPage, type ErrorPageProps } from "@/features/navigation/error-page";
import "./globals.css";

export default function GlobalError(props: ErrorPageProps) {
  return (
    <html lang="en">
      <body>
        <main>
          <ErrorPage {...props} />
        </main>
      </body>
    </html>
  );
}

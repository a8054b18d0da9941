"use client";

import { ErrorPage } from "@/features/navigation/error-page";

export default ErrorPage;

import { expect, it } from "vitest";
import { apiUrl } from "./env";

it("defaults to the API's default address", () => {
  expect(apiUrl({}).href).toBe("http://127.0.0.1:4000/");
  expect(apiUrl({ TASTEMAKER_API_URL: "" }).href).toBe("http://127.0.0.1:4000/");
});

it("takes the address from the environment", () => {
  expect(apiUrl({ TASTEMAKER_API_URL: "http://api.internal:5001" }).origin).toBe("http://api.internal:5001");
});

it("names the variable and the value that is no address", () => {
  expect(() => apiUrl({ TASTEMAKER_API_URL: "localhost:4000" })).toThrow(
    /TASTEMAKER_API_URL: "localhost:4000"/,
  );
  expect(() => apiUrl({ TASTEMAKER_API_URL: "nonsense" })).toThrow(/"nonsense" is not an http URL/);
});

import type { Commands } from "./generated/commands";
import type { WireError } from "./generated/types";

/** What answers the window's calls: the desktop shell, or the tests' server. */
export interface Backend {
  call<K extends keyof Commands>(name: K, request: Commands[K][0]): Promise<Commands[K][1]>;
}

/** A refusal of the application: its code, a sentence, and what to do. */
export class Refusal extends Error {
  readonly wire: WireError;
  constructor(wire: WireError) {
    super(wire.message);
    this.name = "Refusal";
    this.wire = wire;
  }
}

/** Whatever was thrown, as a refusal. */
export function refusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  if (isWireError(thrown)) return new Refusal(thrown);
  return new Refusal({ code: "internal", message: "", hint: "", field: "", incident: "", others: [], resting: [] });
}

function isWireError(value: unknown): value is WireError {
  return typeof value === "object" && value !== null && "code" in value && "message" in value;
}

/** Half of a character, left by cutting an emoji in two, is no text that can be kept: it is shown as a mark instead. */
export function wellFormed<T>(request: T): T {
  if (typeof request === "string") return request.toWellFormed() as T;
  if (Array.isArray(request)) return request.map(wellFormed) as T;
  if (typeof request === "object" && request !== null) {
    const fields = Object.entries(request).map(([name, value]) => [name, wellFormed(value)]);
    return Object.fromEntries(fields) as T;
  }
  return request;
}

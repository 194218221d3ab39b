import { render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it } from "vitest";
import TextField from "../src/components/TextField.svelte";
import { withoutUnseen } from "../src/lib/text";

describe("text", () => {
  it("loses what cannot be seen, as the application takes it, and nothing else", () => {
    expect(withoutUnseen("Ma\u202eja\u0000 Kow\u2066alska\u0007")).toBe("Maja Kowalska");
    for (const kept of ["\u0645\u06cc\u200c\u062e", "S\u0175yn, Zo\u00eb", "one\ntwo\tthree", "👩\u200d👧"]) expect(withoutUnseen(kept)).toBe(kept);
  });

  it("is said at the field, until something else is typed", async () => {
    render(TextField, { id: "name", label: "Name" });
    const field = screen.getByLabelText<HTMLInputElement>("Name");
    const type = async (text: string): Promise<void> => {
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await tick();
    };
    await type("Ma\u202eja");
    expect(field.value).toBe("Maja");
    expect(screen.getByText("Invisible characters were removed.")).toBeTruthy();
    await type("Maja K");
    expect(screen.queryByText("Invisible characters were removed.")).toBeNull();
  });
});

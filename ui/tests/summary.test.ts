import { render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it } from "vitest";
import ErrorSummary from "../src/components/ErrorSummary.svelte";
import TextField from "../src/components/TextField.svelte";

describe("the list of mistakes", () => {
  it("tells apart what is wrong alike, by label or by page", async () => {
    render(TextField, { id: "agency", label: "Agency" });
    render(TextField, { id: "phone", label: "Telephone", optional: true });
    const long = "Too long.";
    const { rerender } = render(ErrorSummary, { mistakes: [{ id: "agency", text: long }, { id: "phone", text: long }, { id: "on", text: "Later than now." }] });
    await tick();
    expect(screen.getAllByRole("link").map((one) => one.textContent)).toEqual(["Agency: Too long.", "Telephone: Too long.", "Later than now."]);
    await rerender({ mistakes: [{ id: "elsewhere", text: long, where: "People" }, { id: "agency", text: "Empty." }] });
    await tick();
    expect(screen.getAllByRole("link").map((one) => one.textContent)).toEqual(["People: Too long.", "Empty."]);
  });
});

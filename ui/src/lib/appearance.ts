/** Sets light, dark, or as the computer has it. */
export function setAppearance(choice: string): void {
  const root = document.documentElement;
  if (choice === "light" || choice === "dark") root.dataset["appearance"] = choice;
  else delete root.dataset["appearance"];
}

import type { PageImage } from "../../backend/generated/types";

const CLASS = "print-pages";

/** Prints pages given as pictures, and nothing else of the window. No file in clear is left behind. */
export async function printPages(pages: PageImage[]): Promise<void> {
  document.querySelector(`.${CLASS}`)?.remove();
  const box = document.createElement("div");
  box.className = CLASS;
  for (const page of pages) {
    const image = document.createElement("img");
    image.src = page.data_url;
    image.alt = page.alt;
    box.append(image);
  }
  document.body.append(box);
  await Promise.all([...box.querySelectorAll("img")].map((image) => image.decode().catch(() => undefined)));
  const gone = (): void => {
    box.remove();
    window.removeEventListener("afterprint", gone);
  };
  window.addEventListener("afterprint", gone);
  window.print();
}

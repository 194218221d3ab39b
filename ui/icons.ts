import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

/**
 * Serves `virtual:icons`: the drawings of the icons named in `src/components/icon-names.ts`, taken
 * from lucide-static as data, so that the window draws them as elements and needs no HTML strings.
 */
export function icons(): Plugin {
  const id = "virtual:icons";
  const resolved = `\0${id}`;
  return {
    name: "stepwise-icons",
    resolveId: (source) => (source === id ? resolved : undefined),
    load(source) {
      if (source !== resolved) return undefined;
      const list = new URL("./src/components/icon-names.ts", import.meta.url);
      const names = [...readFileSync(list, "utf8").matchAll(/^\s*"([a-z0-9-]+)",$/gm)].map((m) => m[1] ?? "");
      const path = createRequire(import.meta.url).resolve("lucide-static/icon-nodes.json");
      const all = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
      const chosen: Record<string, unknown> = {};
      for (const name of names) {
        if (!(name in all)) this.error(`There is no icon called ${name} in lucide-static.`);
        chosen[name] = all[name];
      }
      return `export default ${JSON.stringify(chosen)};`;
    },
  };
}

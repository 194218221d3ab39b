import { type Backend, refusal } from "./backend";

/** Calls the tests' server over HTTP. Not part of the product's build. */
export const http: Backend = {
  async call(name, request) {
    let answer: Response;
    try {
      answer = await fetch(`/call/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(request),
      });
    } catch (thrown) {
      throw refusal(thrown);
    }
    const body: unknown = await answer.json();
    if (!answer.ok) throw refusal(body);
    return body as never;
  },
};

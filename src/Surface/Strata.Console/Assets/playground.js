// The playground: a conversation with /v1/chat/completions, read as server-sent events, and the facts of each answer.
"use strict";
(() => {
  const form = document.querySelector("#playground");
  if (!form) { return; }
  const turns = document.querySelector("#turns");
  const send = form.querySelector("[data-send]");
  const stop = form.querySelector("[data-stop]");
  const ask = form.elements.ask;
  const gap = "\u202f";
  let messages = [];
  let running = null;

  const live = (name, text) => { document.querySelector(`#live-${name}`).textContent = text; };
  const count = (n) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, gap);
  const duration = (ms) => ms < 999.5 ? `${Math.round(ms)}${gap}ms` : `${(ms / 1000).toFixed(2)}${gap}s`;

  function number(name) {
    const text = form.elements[name].value.trim();
    return text === "" ? undefined : Number(text);
  }

  function body(conversation) {
    const system = form.elements.system.value.trim();
    const stops = form.elements.stop.value.split("\n").filter((line) => line !== "");
    const request = { model: form.elements.model.value, messages: [...(system ? [{ role: "system", content: system }] : []), ...conversation] };
    for (const name of ["temperature", "top_p", "top_k", "min_p", "max_tokens", "seed"]) {
      const value = number(name);
      if (value !== undefined) { request[name] = value; }
    }
    if (stops.length > 0) { request.stop = stops; }
    return request;
  }

  function turn(role, text) {
    turns.querySelector(".hint")?.remove();
    const element = document.createElement("div");
    element.className = `turn ${role}`;
    const name = document.createElement("b");
    name.textContent = role;
    const words = document.createElement("div");
    words.dir = "auto";
    words.textContent = text;
    element.append(name, words);
    turns.append(element);
    turns.scrollTop = turns.scrollHeight;
    return element;
  }

  // Events end with an empty line; data lines of one event are joined. Anything else of the format is not sent to us.
  async function* events(stream) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      rest += (value ?? "").replaceAll("\r\n", "\n");
      let end;
      while ((end = rest.indexOf("\n\n")) >= 0) {
        const data = rest.slice(0, end).split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart()).join("\n");
        rest = rest.slice(end + 2);
        if (data) { yield data; }
      }
      if (done) { return; }
    }
  }

  async function problemOf(answer) {
    const text = await answer.text();
    try { return JSON.parse(text).error.message; } catch { return `The server answered ${answer.status}.`; }
  }

  // The ledger has the exact figures a moment after the last byte.
  async function settle(id) {
    for (let attempt = 0; attempt < 12; attempt++) {
      const answer = await fetch(`/console/api/requests/${encodeURIComponent(id)}`);
      if (answer.ok) {
        const facts = await answer.json();
        live("cost", facts.cost);
        live("queue", facts.queue);
        live("in", facts.in);
        live("out", facts.out);
        live("total", facts.total);
        if (facts.first) { live("first", facts.first); }
        if (facts.speed) { live("speed", facts.speed); }
        return;
      }
      await new Promise((resume) => setTimeout(resume, 150));
    }
  }

  async function run(text) {
    const conversation = [...messages, { role: "user", content: text }];
    turn("user", text);
    const element = turn("assistant", "");
    const words = element.lastChild;
    const started = performance.now();
    let first = 0;
    let tokens = 0;
    let answer = "";
    let id = null;
    running = new AbortController();
    send.hidden = true;
    stop.hidden = false;
    for (const name of ["speed", "first", "total", "in", "out", "cost", "queue", "request"]) { live(name, "–"); }
    live("state", "waiting");
    const clock = setInterval(() => live("total", duration(performance.now() - started)), 100);
    try {
      const response = await fetch("/v1/chat/completions", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...body(conversation), stream: true, stream_options: { include_usage: true } }),
        signal: running.signal,
      });
      id = response.headers.get("x-request-id");
      if (!response.ok) { throw new Error(await problemOf(response)); }
      for await (const data of events(response.body)) {
        if (data === "[DONE]") { break; }
        const chunk = JSON.parse(data);
        if (chunk.error) { throw new Error(chunk.error.message); }
        if (chunk.usage) { live("in", count(chunk.usage.prompt_tokens)); tokens = chunk.usage.completion_tokens; live("out", count(tokens)); }
        const delta = chunk.choices?.[0]?.delta?.content;
        if (delta) {
          if (!first) { first = performance.now(); live("first", duration(first - started)); live("state", "answering"); }
          tokens++;
          answer += delta;
          const follow = turns.scrollHeight - turns.scrollTop - turns.clientHeight < 40;
          words.textContent = answer;
          if (follow) { turns.scrollTop = turns.scrollHeight; }
          const seconds = (performance.now() - first) / 1000;
          if (tokens > 1 && seconds > 0) { live("speed", `${((tokens - 1) / seconds).toFixed(1)}/s`); live("out", count(tokens)); }
        }
      }
      live("state", "done");
    } catch (failure) {
      const stopped = failure.name === "AbortError";
      live("state", stopped ? "stopped" : "failed");
      if (!stopped) { element.classList.add("failed"); words.textContent = `${answer}${answer ? "\n" : ""}${failure.message}`; }
    } finally {
      clearInterval(clock);
      live("total", duration(performance.now() - started));
      send.hidden = false;
      stop.hidden = true;
      running = null;
      if (answer) { messages = [...conversation, { role: "assistant", content: answer }]; }
      if (id) {
        const link = document.createElement("a");
        link.href = `/requests/${encodeURIComponent(id)}`;
        link.textContent = `…${id.slice(-6)}`;
        link.title = id;
        document.querySelector("#live-request").replaceChildren(link);
        await settle(id);
      }
      ask.focus();
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = ask.value.trim();
    if (!running && text) { ask.value = ""; run(text); }
  });
  ask.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
  stop.addEventListener("click", () => running?.abort());
  form.querySelector("[data-new]").addEventListener("click", () => { running?.abort(); messages = []; turns.replaceChildren(); ask.focus(); });

  const quote = JSON.stringify;
  function pythonValue(value) { return quote(value).replace(/\btrue\b/g, "True").replace(/\bfalse\b/g, "False"); }
  function codes() {
    const last = ask.value.trim();
    const request = body(last || messages.length === 0 ? [...messages, { role: "user", content: last || "Hello" }] : messages.filter((m, i) => i < messages.length - 1 || m.role === "user"));
    const base = `${location.origin}/v1`;
    const { model, messages: said, top_k: topK, min_p: minP, ...rest } = request;
    const extra = { ...(topK === undefined ? {} : { top_k: topK }), ...(minP === undefined ? {} : { min_p: minP }) };
    const named = Object.entries(rest);
    const json = quote(request, null, 2);
    const more = Object.keys(extra).length > 0;
    const roles = { system: "SystemChatMessage", user: "UserChatMessage", assistant: "AssistantChatMessage" };
    const sharp = { temperature: "Temperature", top_p: "TopP", max_tokens: "MaxOutputTokenCount", seed: "Seed" };
    return {
      curl: `curl ${base}/chat/completions \\\n  -H "Authorization: Bearer $STRATA_KEY" -H 'Content-Type: application/json' \\\n  -d '${json.replaceAll("'", "'\\''")}'`,
      Python: `from openai import OpenAI\n\nclient = OpenAI(base_url=${quote(base)}, api_key="YOUR_KEY")\nanswer = client.chat.completions.create(\n    model=${quote(model)},\n    messages=${pythonValue(said)},\n${named.map(([k, v]) => `    ${k}=${pythonValue(v)},\n`).join("")}${more ? `    extra_body=${pythonValue(extra)},\n` : ""})\nprint(answer.choices[0].message.content)`,
      JavaScript: `import OpenAI from "openai";\n\nconst client = new OpenAI({ baseURL: ${quote(base)}, apiKey: "YOUR_KEY" });\nconst answer = await client.chat.completions.create(${json});\nconsole.log(answer.choices[0].message.content);`,
      "C#": `using OpenAI.Chat;\n\nvar client = new ChatClient(${quote(model)}, new("YOUR_KEY"), new() { Endpoint = new(${quote(base)}) });\nvar options = new ChatCompletionOptions { ${named.filter(([k]) => sharp[k]).map(([k, v]) => `${sharp[k]} = ${v}${k === "temperature" || k === "top_p" ? "f" : ""}`).join(", ")} };\n${(request.stop ?? []).map((s) => `options.StopSequences.Add(${quote(s)});\n`).join("")}ChatMessage[] messages = [${said.map((m) => `new ${roles[m.role]}(${quote(m.content)})`).join(", ")}];\nConsole.WriteLine((await client.CompleteChatAsync(messages, options)).Value.Content[0].Text);`,
    };
  }

  form.querySelector("[data-code]").addEventListener("click", () => {
    const tabs = document.querySelector("#code-tabs");
    tabs.replaceChildren();
    Object.entries(codes()).forEach(([name, text], index) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name: "code-tab", id: `code-${index}`, checked: index === 0 });
      const label = document.createElement("label");
      Object.assign(label, { htmlFor: input.id, textContent: name });
      const tab = document.createElement("div");
      tab.className = "tab";
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "copy", textContent: "copy" });
      button.dataset.copy = text;
      const pre = document.createElement("pre");
      pre.tabIndex = 0;
      pre.textContent = text;
      tab.append(button, pre);
      tabs.append(input, label, tab);
    });
    document.querySelector("#code").showModal();
  });
})();

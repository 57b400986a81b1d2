// The steps of the trial, one row each; every field is a native input.

const make = (tag, parent, props = {}) => {
  const one = Object.assign(document.createElement(tag), props);
  // JupyterLab takes arrows for itself, but from an input that says this.
  if (tag === "input" || tag === "select") one.setAttribute("data-lm-suppress-shortcuts", "true");
  parent.append(one);
  return one;
};

export default {
  render({ model, el }) {
    el.classList.add("simrecouv-ladder");

    const field = (row, step, key, { options, value, label }, type) => {
      const cell = make("td", row);
      if (value === null || value === undefined) return;
      const input = make(options ? "select" : "input", cell);
      input.dataset.key = key;
      input.setAttribute("aria-label", step.name + model.get("words").colon + label);
      if (options) {
        for (const [text, one] of options) input.append(new Option(text, one));
      } else {
        input.type = type;
      }
      input.value = value;
      input.addEventListener("change", () => {
        const typed = type === "number" ? Number(input.value) : input.value;
        model.send({ change: step.id, key, value: typed });
      });
    };

    const button = (cell, text, title, message, disabled = false) => {
      const one = make("button", cell, { type: "button", textContent: text, title, disabled });
      one.setAttribute("aria-label", title);
      one.addEventListener("click", () => model.send(message));
    };

    const draw = () => {
      const at = document.activeElement;
      const held = el.contains(at)
        ? [at.closest("tr")?.dataset.step, at.dataset.key, at.textContent]
        : null;
      const words = model.get("words");
      if (!words.head) return; // nothing to show yet
      const steps = model.get("steps");
      el.replaceChildren();
      const table = make("table", el, { className: "simrecouv-table" });
      const head = make("tr", make("thead", table));
      for (const text of words.head) make("th", head, { textContent: text, scope: "col" });
      const body = make("tbody", table);
      steps.forEach((step, place) => {
        const row = make("tr", body);
        row.dataset.step = step.id;
        make("th", row, { textContent: step.name, scope: "row" });
        field(row, step, "days", { value: step.days, label: words.head[1] }, "number");
        const from = { value: step.from, options: words.triggers, label: words.head[2] };
        field(row, step, "from", from);
        const by = { value: step.channel, options: words.channels, label: words.head[3] };
        field(row, step, "channel", by);
        const tone = { value: step.tone, options: words.tones, label: words.head[4] };
        field(row, step, "tone", tone);
        const acts = make("td", row);
        const [up, down, remove] = [words.up, words.down, words.remove].map(
          (act) => act + words.colon + step.name,
        );
        button(acts, "↑", up, { put: step.id, place: place - 1 }, !place);
        const last = place === steps.length - 1;
        button(acts, "↓", down, { put: step.id, place: place + 1 }, last);
        button(acts, "×", remove, { remove: step.id });
      });
      const line = make("div", el, { className: "simrecouv-add" });
      const choice = make("select", line);
      choice.setAttribute("aria-label", words.add);
      for (const [text, action] of words.actions) choice.append(new Option(text, action));
      const add = make("button", line, { type: "button", textContent: words.add });
      add.addEventListener("click", () => model.send({ add: choice.value }));
      if (held) {
        const [step, key, text] = held;
        const row = [...body.rows].find((one) => one.dataset.step === step);
        const same = key
          ? row?.querySelector(`[data-key="${key}"]`)
          : [...(row?.querySelectorAll("button") ?? [])].find((one) => one.textContent === text);
        (same ?? add).focus();
      }
    };

    model.on("change:steps", draw);
    model.on("change:words", draw);
    draw();
    return () => {
      model.off("change:steps", draw);
      model.off("change:words", draw);
    };
  },
};

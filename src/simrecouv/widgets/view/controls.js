// The levers of the lab: native inputs, so that keyboards and screen readers know them.

const make = (tag, css, parent) => {
  const one = document.createElement(tag);
  one.className = `simrecouv-${css}`;
  parent.append(one);
  return one;
};

let rooms = 0;

export default {
  render({ model, el }) {
    el.classList.add("simrecouv-controls");
    const room = `simrecouv-${(rooms += 1)}`;
    const tabs = make("div", "groups", el);
    const list = make("div", "levers", el);
    const help = make("div", "help", el);
    let group = model.get("group");
    let built = "";
    let parts = {};

    let explained;
    const explain = (lever) => {
      help.replaceChildren();
      explained = lever?.name;
      if (!lever) return;
      make("b", "help-name", help).textContent = lever.label;
      make("span", "help-text", help).textContent = ` ${lever.help} `;
      make("i", "help-source", help).textContent = lever.source;
    };

    const find = (name) => model.get("levers").find((one) => one.name === name);

    const build = (lever) => {
      const box = make("div", "lever", list);
      box.dataset.lever = lever.name;
      const id = `${room}-${lever.name}`;
      const label = make("label", "lever-label", box);
      label.htmlFor = id;
      const output = make("output", "lever-value", box);
      const input = make(lever.choice ? "select" : "input", "lever-input", box);
      input.id = id;
      // JupyterLab takes arrows for itself, but from an input that says this.
      input.setAttribute("data-lm-suppress-shortcuts", "true");
      if (!lever.choice) input.type = "range";
      const line = make("small", "lever-help", box);
      line.id = `${id}-help`;
      input.setAttribute("aria-describedby", line.id);
      const index = () => Number(lever.choice ? input.selectedIndex : input.value);
      input.addEventListener("input", () => {
        const { texts } = find(lever.name);
        output.textContent = lever.choice ? "" : texts[index()];
        input.setAttribute("aria-valuetext", texts[index()]);
      });
      input.addEventListener("change", () => {
        model.send({ move: lever.name, index: index() });
      });
      for (const event of ["focusin", "pointerenter"])
        box.addEventListener(event, () => explain(find(lever.name)));
      parts[lever.name] = { box, label, output, input, line };
    };

    const update = (lever) => {
      const { box, label, output, input, line } = parts[lever.name];
      label.textContent = lever.label;
      line.textContent = lever.idle || lever.help;
      line.title = `${lever.idle ? `${lever.idle} ` : ""}${lever.help} ${lever.source}`;
      box.title = line.title;
      input.disabled = Boolean(lever.idle);
      box.classList.toggle("simrecouv-idle", Boolean(lever.idle));
      if (lever.choice) {
        const texts = [...input.options].map((one) => one.textContent);
        if (texts.join("\n") !== lever.texts.join("\n"))
          input.replaceChildren(
            ...lever.texts.map((text) => new Option(text)),
          );
        input.selectedIndex = lever.index;
      } else {
        input.min = 0;
        input.max = lever.texts.length - 1;
        input.step = 1;
        input.value = lever.index;
        output.textContent = lever.texts[lever.index];
        input.setAttribute("aria-valuetext", lever.texts[lever.index]);
      }
    };

    // Helps have two lines where all levers can be seen all the same.
    const fit = () => {
      list.classList.add("simrecouv-roomy");
      if (list.scrollHeight > list.clientHeight) list.classList.remove("simrecouv-roomy");
    };

    const draw = () => {
      const groups = model.get("groups");
      tabs.replaceChildren();
      for (const [name, text] of groups) {
        const button = make("button", "group", tabs);
        button.type = "button";
        button.textContent = text;
        button.dataset.group = name;
        button.setAttribute("aria-pressed", String(name === group));
        button.addEventListener("click", () => {
          group = name;
          model.set("group", name);
          model.save_changes();
          draw();
          tabs.querySelector(`[data-group="${name}"]`).focus();
        });
      }
      const shown = model.get("levers").filter((one) => one.groups.includes(group));
      const names = shown.map((one) => one.name + one.choice).join(" ");
      if (names !== built) {
        built = names;
        // A lever that comes or goes must not take the keyboard from the one that moves.
        const held = Object.keys(parts).find((name) => parts[name].input === document.activeElement);
        parts = {};
        list.replaceChildren();
        shown.forEach(build);
        parts[held]?.input.focus();
      }
      shown.forEach(update);
      explain(shown.find((one) => one.name === explained) ?? shown[0]);
      fit();
    };

    model.on("change:levers", draw);
    model.on("change:groups", draw);
    draw();
    const watch = new ResizeObserver(() => requestAnimationFrame(fit));
    watch.observe(el);
    return () => {
      watch.disconnect();
      model.off("change:levers", draw);
      model.off("change:groups", draw);
    };
  },
};

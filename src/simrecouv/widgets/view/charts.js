// Draws figures with the plotly.js that the page holds once (see charts.py); no network.

const loaded = () =>
  new Promise((done) => {
    if (globalThis.simrecouvPlotly) done(globalThis.simrecouvPlotly);
    else
      addEventListener("simrecouv-plotly", () => done(globalThis.simrecouvPlotly), {
        once: true,
      });
  });

const CONFIG = { displayModeBar: false, responsive: false, showTips: false };

function cell(el) {
  const box = document.createElement("div");
  box.className = "simrecouv-chart";
  box.setAttribute("role", "img");
  el.append(box);
  return box;
}

export default {
  render({ model, el }) {
    el.classList.add("simrecouv-charts");
    const boxes = [];
    const drawn = [];
    let Plotly;

    const say = () => {
      const texts = model.get("texts");
      boxes.forEach((box, k) => box.setAttribute("aria-label", texts[k] ?? ""));
    };

    const clicked = (place) => (event) => {
      const [point] = event.points;
      model.set("clicked", {
        figure: place,
        trace: point.curveNumber,
        x: point.x,
        y: point.y,
        id: point.customdata ?? null,
        turn: (model.get("clicked").turn ?? 0) + 1,
      });
      model.save_changes();
    };

    const draw = async (k, figure) => {
      const box = boxes[k];
      if (figure.layout.height) box.style.height = `${figure.layout.height}px`;
      if (!box.clientWidth) return; // hidden: drawn when it is shown
      const text = JSON.stringify(figure);
      const size = `${box.clientWidth}x${box.clientHeight}`;
      if (drawn[k] === text + size) return;
      drawn[k] = text + size;
      const layout = { ...figure.layout, width: box.clientWidth };
      layout.height = figure.layout.height ?? box.clientHeight;
      // plotly writes into what it is given: it gets a copy.
      const copy = JSON.parse(JSON.stringify({ data: figure.data, layout }));
      await Plotly.react(box, copy.data, copy.layout, CONFIG);
      if (!box.heard) {
        box.heard = true;
        box.on("plotly_click", clicked(k));
      }
    };

    const drawAll = () => {
      if (!Plotly) return;
      const figures = model.get("figures");
      el.style.gridTemplateColumns = `repeat(${model.get("columns")}, minmax(0, 1fr))`;
      while (boxes.length < figures.length) boxes.push(cell(el));
      while (boxes.length > figures.length) {
        drawn.length = boxes.length - 1;
        const box = boxes.pop();
        Plotly.purge(box);
        box.remove();
      }
      say();
      figures.forEach((figure, k) => draw(k, figure));
    };

    model.on("change:figures", drawAll);
    model.on("change:columns", drawAll);
    model.on("change:texts", say);
    const watch = new ResizeObserver(() => requestAnimationFrame(drawAll));
    watch.observe(el);
    loaded().then((found) => {
      Plotly = found;
      drawAll();
      model.send({ shown: true });
    });
    return () => {
      watch.disconnect();
      model.off("change:figures", drawAll);
      model.off("change:columns", drawAll);
      model.off("change:texts", say);
      boxes.forEach((box) => Plotly.purge(box));
    };
  },
};

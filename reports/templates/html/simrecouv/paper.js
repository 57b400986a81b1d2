// Fit a page to paper: figures as wide as it is, tables no wider.
async () => {
  // A text on as many lines as it takes, from the length of the one line that is drawn.
  const lines = (text, room, drawn) => {
    const most = Math.floor(text.length * room / Math.max(drawn, room));
    const wrapped = [''];
    for (const word of text.split(' ')) {
      const last = wrapped.at(-1);
      if (last && last.length + 1 + word.length > most) wrapped.push(word);
      else wrapped[wrapped.length - 1] = last ? `${last} ${word}` : word;
    }
    return wrapped;
  };
  const widthOf = element => element?.getBoundingClientRect().width ?? 0;

  for (const figure of document.querySelectorAll('.plotly-graph-div')) {
    const full = figure._fullLayout, width = figure.parentElement.clientWidth;
    const axes = Object.keys(full).filter(name => /^xaxis/.test(name));
    const title = lines(full.title.text, width, widthOf(figure.querySelector('.gtitle')));
    const below = lines(
      full.title.subtitle.text, width, widthOf(figure.querySelector('.gtitle-subtitle')));
    const change = {
      width,
      'title.x': 0, 'title.xref': 'container', 'title.text': title.join('<br>'),
      'title.y': 1, 'title.yref': 'container', 'title.yanchor': 'top', 'title.pad.t': 8,
      'title.subtitle.text': below.join('<br>'),
      'margin.t': full.margin.t - 18 + 18 * (title.length + below.length - 2),
    };
    // Panels are many and may be lower; nothing stands below those without legend or title.
    let height = Math.round(full.height * (axes.length > 1 ? 0.74 : 0.84));
    const legend = figure.querySelector('.legend');
    if (legend) {
      height += Math.max(0, Math.round(legend.getBoundingClientRect().height - 30));
      if (full.legend.orientation === 'h') Object.assign(change, {
        'legend.yref': 'container', 'legend.y': 0, 'legend.yanchor': 'bottom' });
    } else if (!figure.querySelector('.xtitle')) {
      height -= full.margin.b - 35;
      change['margin.b'] = 35;
    }
    for (const name of axes) {
      const [start, end] = full[name].domain;
      if (end - start < 0.6) change[`${name}.nticks`] = 4;
    }
    for (const name of Object.keys(full).filter(name => /^yaxis/.test(name))) {
      const told = figure.querySelector(`.${name[0]}${name.slice(5)}title`);
      const room = full[name]._length * height / full.height - 30;
      const text = full[name].title?.text;
      if (told && text) change[`${name}.title.text`] = lines(
        text, room, told.getBoundingClientRect().height).join('<br>');
    }
    change.height = height;
    figure.style.height = `${height}px`;
    await Plotly.relayout(figure, change);
  }

  // A table that is too wide gets smaller type, then breaks its words: a page never shrinks.
  for (const box of document.querySelectorAll('main .wide')) {
    const table = box.querySelector('table');
    const fits = () => !table || table.scrollWidth <= box.clientWidth + 1;
    const size = table ? parseFloat(getComputedStyle(table).fontSize) : 0;
    for (let share = 0.95; !fits() && share > 0.8; share -= 0.05) {
      table.style.fontSize = `${size * share}px`;
    }
    if (!fits()) table.classList.add('narrow');
    for (let share = 0.8; !fits() && share > 0.6; share -= 0.05) {
      table.style.fontSize = `${size * share}px`;
    }
    if (!fits()) table.classList.add('narrowest');
  }
}

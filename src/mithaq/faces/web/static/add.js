// While reports are being read the button waits and says how many have been; files may be dropped anywhere on the form.
(() => {
  const number = new Intl.NumberFormat(document.documentElement.lang === 'ar' ? 'ar-EG' : document.documentElement.lang);
  let asking;
  const follow = form => {
    const status = form.querySelector('[role=status]');
    status.textContent = form.dataset.busy;
    asking = setInterval(async () => {
      try {
        const { read } = await (await fetch(`/add.json?job=${encodeURIComponent(form.elements.job.value)}`)).json();
        if (read) status.textContent = form.dataset.read.replace('{n}', number.format(read));
      } catch { /* the page is being left */ }
    }, 700);
  };
  for (const form of document.querySelectorAll('form[data-busy]')) {
    form.addEventListener('submit', () => {
      follow(form);
      for (const button of form.querySelectorAll('button')) button.disabled = true;
    });
    const files = form.querySelector('input[type=file]');
    if (!files) continue;
    const over = on => event => { event.preventDefault(); form.classList.toggle('over', on); };
    form.addEventListener('dragover', over(true));
    form.addEventListener('dragleave', over(false));
    form.addEventListener('drop', event => { over(false)(event); if (event.dataTransfer.files.length) files.files = event.dataTransfer.files; });
  }
  addEventListener('pageshow', () => { clearInterval(asking); for (const button of document.querySelectorAll('button:disabled')) button.disabled = false; });
})();

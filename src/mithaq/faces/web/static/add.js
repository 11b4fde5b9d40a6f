// While a report is being read the button waits and says so; files may be dropped anywhere on the form.
(() => {
  for (const form of document.querySelectorAll('form[data-busy]')) {
    form.addEventListener('submit', () => {
      form.querySelector('[role=status]').textContent = form.dataset.busy;
      for (const button of form.querySelectorAll('button')) button.disabled = true;
    });
    const files = form.querySelector('input[type=file]');
    if (!files) continue;
    const over = on => event => { event.preventDefault(); form.classList.toggle('over', on); };
    form.addEventListener('dragover', over(true));
    form.addEventListener('dragleave', over(false));
    form.addEventListener('drop', event => { over(false)(event); if (event.dataTransfer.files.length) files.files = event.dataTransfer.files; });
  }
  addEventListener('pageshow', () => { for (const button of document.querySelectorAll('button:disabled')) button.disabled = false; });
})();

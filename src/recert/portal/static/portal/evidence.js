// Evidence dropped, pasted, photographed or chosen: all of it ends up in the one file input that the form sends.
(() => {
  const MOST = 10 * 1024 * 1024;

  const start = (drop) => {
    if (drop.dataset.ready) return;
    drop.dataset.ready = 'yes';
    const input = drop.querySelector('input[type="file"]');
    const camera = drop.querySelector('[data-camera]');
    const list = drop.querySelector('[data-chosen]');
    const previews = [];
    let files = [];

    const draw = () => {
      previews.splice(0).forEach((address) => URL.revokeObjectURL(address));
      list.replaceChildren(...files.map((file) => line(file)));
      list.hidden = !files.length;
    };
    const line = (file) => {
      const item = document.createElement('li');
      const name = document.createElement('span');
      name.className = 'name';
      name.textContent = file.name;
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.className = 'button second small';
      remove.textContent = drop.dataset.remove;
      remove.setAttribute('aria-label', `${drop.dataset.remove} ${file.name}`);
      remove.addEventListener('click', () => {
        put(files.filter((other) => other !== file));
        input.focus();
      });
      item.append(picture(file), name, remove);
      return item;
    };
    const picture = (file) => {
      if (!/^image\/(png|jpeg|webp)$/.test(file.type)) {
        const mark = document.createElement('span');
        mark.className = 'thumb';
        mark.textContent = file.name.split('.').pop().slice(0, 4).toUpperCase();
        mark.setAttribute('aria-hidden', 'true');
        return mark;
      }
      const image = document.createElement('img');
      image.className = 'thumb';
      image.alt = '';
      image.src = URL.createObjectURL(file);
      previews.push(image.src);
      return image;
    };
    const put = (wanted) => {
      const transfer = new DataTransfer();
      wanted.forEach((file) => transfer.items.add(file));
      files = wanted;
      input.files = transfer.files;
      draw();
    };
    const add = (arrived) => {
      const known = new Set(files.map((file) => `${file.name} ${file.size} ${file.lastModified}`));
      const fresh = [...arrived].filter((file) => !known.has(`${file.name} ${file.size} ${file.lastModified}`));
      put([...files, ...fresh.filter((file) => file.size <= MOST)]);
      fresh.filter((file) => file.size > MOST).forEach((file) => {
        const item = document.createElement('li');
        item.textContent = `“${file.name}” ${drop.dataset.large}`;
        list.append(item);
        list.hidden = false;
      });
    };

    input.addEventListener('change', () => add(input.files));
    camera.querySelector('input').addEventListener('change', (event) => {
      add(event.target.files);
      event.target.value = '';
    });
    camera.hidden = !window.matchMedia('(pointer: coarse)').matches;
    drop.querySelector('[data-paste]').hidden = false;
    drop.addEventListener('dragover', (event) => {
      event.preventDefault();
      drop.classList.add('over');
    });
    drop.addEventListener('dragleave', () => drop.classList.remove('over'));
    drop.addEventListener('drop', (event) => {
      event.preventDefault();
      drop.classList.remove('over');
      add(event.dataTransfer.files);
    });
    drop.addEventListener('paste-files', (event) => add(event.detail));
    add(input.files); // chosen before this script ran, or given back by the browser that went back to this page
  };

  const startAll = () => document.querySelectorAll('[data-drop]').forEach(start);
  document.addEventListener('DOMContentLoaded', startAll);
  document.addEventListener('htmx:load', startAll);
  document.addEventListener('paste', (event) => {
    const drop = document.querySelector('[data-drop]');
    if (!drop || !event.clipboardData?.files.length) return;
    event.preventDefault();
    drop.dispatchEvent(new CustomEvent('paste-files', { detail: event.clipboardData.files }));
  });
})();

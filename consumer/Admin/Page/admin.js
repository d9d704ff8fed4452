// Shows how far a running job is, once a second; when it ends, the page is fetched again with its results.
const job = document.getElementById('job')?.dataset.job;

async function look() {
  const answer = await fetch(`/admin/replays/${job}`, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const now = await answer.json();
  if (now.state !== 'running') {
    location.reload();
    return;
  }

  const outcome = now.dryRun
    ? `${now.wouldSucceed} would succeed, ${now.failed} would fail`
    : `${now.replayed} replayed, ${now.failed} failed`;
  document.getElementById('progress').textContent = `Running: ${now.seen} letters seen, ${outcome}`;
  setTimeout(watch, 1000);
}

function watch() {
  look().catch((error) => {
    document.getElementById('progress').textContent = `How far it is could not be found out (${error.message}). Trying again.`;
    setTimeout(watch, 3000);
  });
}

if (job) watch();

// Runs in a task's page right after its own core script, given `settings`. The episode begins
// by itself, from a seed, without cover, countdown or display; its first outcome is reported.
(settings) => {
  const nothing = () => {};
  const shown = ["createDisplay", "reloadDisplay", "updateDisplay", "hideDisplay", "countdownTimer",
    "clearTimer", "canvasClear", "canvasDrawClick", "canvasDrawElementClick"];
  for (const name of shown) core[name] = nothing;
  Math.seedrandom(settings.seed); // some pages draw before the episode begins

  let begun = false;
  let ended = false;
  const tell = (what, news) => fetch(`/episodes/${settings.episode}/${what}`,
    { method: "POST", keepalive: true, body: JSON.stringify(news) });
  function spoken() {
    const said = core.getUtterance();
    return typeof said === "string" ? said : said.utterance;
  }
  function announce() {
    if (!WOB_TASK_READY) setTimeout(announce, 20);
    else tell("instruction", spoken());
  }

  core.startEpisode = core.startEpisodeReal = () => {
    if (begun) return;
    begun = true;
    Math.seedrandom(settings.seed);
    core.EPISODE_MAX_TIME = settings.limit;
    core.resetRefCode();
    genProblem();
    core.ept0 = Date.now();
    core.EP_TIMER = setTimeout(() => core.endEpisode(-1, false, "timed out"), settings.limit);
    announce();
  };
  core.endEpisode = (reward) => {
    if (ended) return;
    ended = true;
    clearTimeout(core.EP_TIMER);
    core.EP_TIMER = null;
    WOB_DONE_GLOBAL = true;
    WOB_RAW_REWARD_GLOBAL = WOB_REWARD_GLOBAL = reward;
    tell("reward", reward);
  };
}

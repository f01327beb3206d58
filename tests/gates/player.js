// Opens the QTI player and answers items in it; the tests call `answer` with an item and responses.
const pnp = {
  textAppearance: { colorStyle: "qti3-player-color-default" },
  glossaryOnScreen: true,
  keywordTranslationLanguage: "",
  extSbacGlossaryIllustration: false,
  layoutSingleColumn: false,
};
const sessionControl = { max_attempts: 0, show_feedback: false, validate_responses: false };
const waiting = {};
let player;
let count = 0;

function heard(name, act) {
  return new Promise((resolve, reject) => {
    waiting[name] = resolve;
    setTimeout(() => reject(new Error(`no ${name}`)), 5000);
    act();
  });
}

async function attempt(xml, state) {
  const configuration = { guid: "g", pnp, status: "interacting", sessionControl };
  if (state) configuration.state = state;
  // The player shows nothing new for a text that it shows already.
  const fresh = `${xml}<!-- ${(count += 1)} -->`;
  await heard("ItemReady", () => player.loadItemFromXml(fresh, configuration));
  const ended = await heard("EndAttemptCompleted", () => player.endAttempt("test"));
  return ended.state;
}

window.start = () =>
  heard("PlayerReady", () => {
    const on = {};
    for (const name of ["PlayerReady", "ItemReady", "EndAttemptCompleted"])
      on[`notifyQti3${name}`] = (found) => {
        if (name === "PlayerReady") player = found;
        waiting[name](found ?? true);
      };
    const props = {
      containerClass: "qti3-player-container-fluid",
      containerPaddingClass: "qti3-player-container-padding-2",
      colorClass: "qti3-player-color-default",
      suppressAlertMessages: true,
      suppressInvalidResponseMessages: true,
    };
    new window.Vue({ el: "#player", render: (h) => h(window.qti3Player, { props, on }) });
  }).then(() => true);

// The score after an attempt with these responses, restored as a session that goes on.
window.answer = async (xml, responses) => {
  const state = await attempt(xml);
  for (const variable of state.responseVariables)
    if (variable.identifier in responses) variable.value = responses[variable.identifier];
  const done = await attempt(xml, state);
  const given = done.responseVariables.filter((one) => one.identifier in responses);
  return {
    score: done.outcomeVariables.find((one) => one.identifier === "SCORE").value,
    given: Object.fromEntries(given.map((one) => [one.identifier, one.value])),
  };
};

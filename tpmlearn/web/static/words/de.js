globalThis.words = {
"%(hours)s h %(minutes)s min": [
"%(hours)s h %(minutes)s min"
],
"%(minutes)s min": [
"%(minutes)s min"
],
"%(minutes)s minutes left.": [
"Noch %(minutes)s Minuten."
],
"%(num)s answer": [
"%(num)s Antwort",
"%(num)s Antworten"
],
"%(num)s answer is kept in this browser.": [
"%(num)s Antwort ist in diesem Browser gespeichert.",
"%(num)s Antworten sind in diesem Browser gespeichert."
],
"%(num)s hour": [
"%(num)s Stunde",
"%(num)s Stunden"
],
"%(num)s minute": [
"%(num)s Minute",
"%(num)s Minuten"
],
"%(time)s left": [
"noch %(time)s"
],
"%(time)s left of the break": [
"noch %(time)s Pause"
],
"%(time)s left.": [
"Noch %(time)s."
],
"Answered later in another window: that answer stays.": [
"Später in einem anderen Fenster beantwortet: Jene Antwort bleibt."
],
"Copied.": [
"Kopiert."
],
"Flag": [
"Markieren"
],
"Flag taken off.": [
"Markierung entfernt."
],
"Flagged.": [
"Markiert."
],
"Hide the clock": [
"Uhr ausblenden"
],
"Less than a minute left.": [
"Noch weniger als eine Minute."
],
"No clock runs.": [
"Es läuft keine Uhr."
],
"No connection": [
"Keine Verbindung"
],
"None.": [
"Keine."
],
"Not saved": [
"Nicht gespeichert"
],
"Not saved yet: no connection. Kept here, trying again.": [
"Noch nicht gespeichert: keine Verbindung. Hier aufbewahrt, neuer Versuch läuft."
],
"Not saved yet: the site is busy. Kept here, trying again.": [
"Noch nicht gespeichert: Die Website ist ausgelastet. Hier aufbewahrt, neuer Versuch läuft."
],
"Not saved: %(why)s": [
"Nicht gespeichert: %(why)s"
],
"Not saved: see the message at the field.": [
"Nicht gespeichert: siehe die Meldung am Feld."
],
"Not saved: you may have been signed out. Sign in in another tab, then save again.": [
"Nicht gespeichert: Du bist vielleicht abgemeldet. Melde dich in einem anderen Tab an und speichere dann noch einmal."
],
"Option %(place)s is back.": [
"Option %(place)s ist wieder da."
],
"Option %(place)s struck out.": [
"Option %(place)s gestrichen."
],
"Press Ctrl+C, or ⌘C, to copy.": [
"Drücke Strg+C oder ⌘C zum Kopieren."
],
"Select words of the question first.": [
"Wähle zuerst Wörter der Frage aus."
],
"Sent again in a moment. Go on.": [
"Wird gleich noch einmal gesendet. Mach weiter."
],
"Sent as soon as it is back. Go on.": [
"Wird gesendet, sobald sie zurück ist. Mach weiter."
],
"Show the clock": [
"Uhr anzeigen"
],
"Sign in in another tab as the same person, then try again.": [
"Melde dich in einem anderen Tab mit demselben Konto an und versuche es dann noch einmal."
],
"Take the flag off": [
"Markierung entfernen"
],
"That section is not open: this is kept, and not scored.": [
"Dieser Abschnitt ist nicht offen: Das ist gespeichert, aber nicht gewertet."
],
"The break is over. The clock runs again.": [
"Die Pause ist vorbei. Die Uhr läuft wieder."
],
"The break is over: the clock runs again.": [
"Die Pause ist vorbei: Die Uhr läuft wieder."
],
"The highlights of this question are removed.": [
"Die Hervorhebungen dieser Frage sind entfernt."
],
"The site does not take it. Download it and report this.": [
"Die Website nimmt es nicht an. Lade es herunter und melde das."
],
"The site is busy": [
"Die Website ist ausgelastet"
],
"This browser keeps nothing for us: %(num)s answer is in this window alone, so do not close it.": [
"Dieser Browser speichert nichts für uns: %(num)s Antwort steht nur in diesem Fenster, schließ es also nicht.",
"Dieser Browser speichert nichts für uns: %(num)s Antworten stehen nur in diesem Fenster, schließ es also nicht."
],
"This exam went on in another window. Here nothing can be changed any more.": [
"Diese Prüfung ging in einem anderen Fenster weiter. Hier lässt sich nichts mehr ändern."
],
"Time is up.": [
"Die Zeit ist um."
],
"Time is up. Sending …": [
"Die Zeit ist um. Wird gesendet …"
],
"Time was up when this arrived: it is kept, and not scored.": [
"Die Zeit war um, als dies ankam: Es ist gespeichert, aber nicht gewertet."
],
"Turn single keys off": [
"Einzeltasten ausschalten"
],
"Turn single keys on": [
"Kürzel mit einzelnen Tasten einschalten"
],
"You may have been signed out": [
"Du bist vielleicht abgemeldet"
],
"answered": [
"beantwortet"
],
"begun, not complete": [
"begonnen, nicht vollständig"
],
"flagged": [
"markiert"
],
"not answered": [
"nicht beantwortet"
],
"not sent yet: %(count)s": [
"noch nicht gesendet: %(count)s"
],
"saved %(time)s": [
"gespeichert %(time)s"
],
"saving …": [
"wird gespeichert …"
]
};

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
"Diagnostics": [
"Meldungen"
],
"Find": [
"Suchen"
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
"Go to line": [
"Zu Zeile gehen"
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
"No diagnostics": [
"Keine Meldungen"
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
"Not saved: a file has at most 1 MB. Make it shorter.": [
"Nicht gespeichert: Eine Datei hat höchstens 1 MB. Kürze sie."
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
"Passkeys of this site work at %(origin)s only; this page was opened at %(here)s.": [
"Passkeys dieser Website gelten nur unter %(origin)s; diese Seite wurde unter %(here)s geöffnet."
],
"Press Ctrl+C, or ⌘C, to copy.": [
"Drücke Strg+C oder ⌘C zum Kopieren."
],
"Replace": [
"Ersetzen"
],
"Select words of the question first.": [
"Wähle zuerst Wörter der Frage aus."
],
"Selection deleted": [
"Auswahl gelöscht"
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
"That was cancelled, or took too long. Try again when you like.": [
"Das wurde abgebrochen oder hat zu lange gedauert. Versuche es noch einmal, wann du willst."
],
"The break is over. The clock runs again.": [
"Die Pause ist vorbei. Die Uhr läuft wieder."
],
"The break is over: the clock runs again.": [
"Die Pause ist vorbei: Die Uhr läuft wieder."
],
"The browser does not allow passkeys at this address.": [
"Der Browser erlaubt unter dieser Adresse keine Passkeys."
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
"This browser has no passkeys. A newer one, or another one on this device, may have.": [
"Dieser Browser hat keine Passkeys. Ein neuerer oder ein anderer auf diesem Gerät hat sie vielleicht."
],
"This browser keeps nothing for us: %(num)s answer is in this window alone, so do not close it.": [
"Dieser Browser speichert nichts für uns: %(num)s Antwort steht nur in diesem Fenster, schließ es also nicht.",
"Dieser Browser speichert nichts für uns: %(num)s Antworten stehen nur in diesem Fenster, schließ es also nicht."
],
"This device cannot check that it is you: it needs a PIN, a fingerprint or a face.": [
"Dieses Gerät kann nicht prüfen, dass du es bist: Es braucht eine PIN, einen Fingerabdruck oder ein Gesicht."
],
"This device cannot make such a passkey.": [
"Dieses Gerät kann so einen Passkey nicht erzeugen."
],
"This device has a passkey of your account already.": [
"Dieses Gerät hat schon einen Passkey deines Kontos."
],
"This exam went on in another window. Here nothing can be changed any more.": [
"Diese Prüfung ging in einem anderen Fenster weiter. Hier lässt sich nichts mehr ändern."
],
"This page was out of date. Try again.": [
"Diese Seite war veraltet. Versuche es noch einmal."
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
"Try again.": [
"Versuche es noch einmal."
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
"Your device is asking you.": [
"Dein Gerät fragt dich."
],
"all": [
"alle"
],
"answered": [
"beantwortet"
],
"begun, not complete": [
"begonnen, nicht vollständig"
],
"by word": [
"ganzes Wort"
],
"clear": [
"leeren"
],
"close": [
"schließen"
],
"current match": [
"aktueller Treffer"
],
"delete the last character": [
"letztes Zeichen löschen"
],
"flagged": [
"markiert"
],
"go": [
"los"
],
"match case": [
"Groß-/Kleinschreibung"
],
"next": [
"weiter"
],
"not answered": [
"nicht beantwortet"
],
"not sent yet: %(count)s": [
"noch nicht gesendet: %(count)s"
],
"on line": [
"in Zeile"
],
"previous": [
"zurück"
],
"regexp": [
"regulärer Ausdruck"
],
"replace": [
"ersetzen"
],
"replace all": [
"alle ersetzen"
],
"replaced $ matches": [
"$ Treffer ersetzt"
],
"replaced match on line $": [
"Treffer in Zeile $ ersetzt"
],
"saved %(time)s": [
"gespeichert %(time)s"
],
"saving …": [
"wird gespeichert …"
]
};

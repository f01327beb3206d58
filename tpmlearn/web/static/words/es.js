globalThis.words = {
"%(hours)s h %(minutes)s min": [
"%(hours)s h %(minutes)s min"
],
"%(minutes)s min": [
"%(minutes)s min"
],
"%(minutes)s minutes left.": [
"Quedan %(minutes)s minutos."
],
"%(num)s answer": [
"%(num)s respuesta",
"%(num)s respuestas"
],
"%(num)s answer is kept in this browser.": [
"%(num)s respuesta está guardada en este navegador.",
"%(num)s respuestas están guardadas en este navegador."
],
"%(num)s hour": [
"%(num)s hora",
"%(num)s horas"
],
"%(num)s minute": [
"%(num)s minuto",
"%(num)s minutos"
],
"%(time)s left": [
"Tiempo restante: %(time)s"
],
"%(time)s left of the break": [
"Descanso restante: %(time)s"
],
"%(time)s left.": [
"Tiempo restante: %(time)s."
],
"Answered later in another window: that answer stays.": [
"Se respondió más tarde en otra ventana: esa respuesta se queda."
],
"Copied.": [
"Copiado."
],
"Diagnostics": [
"Diagnósticos"
],
"Find": [
"Buscar"
],
"Flag": [
"Marcar"
],
"Flag taken off.": [
"Marca quitada."
],
"Flagged.": [
"Marcada."
],
"Go to line": [
"Ir a la línea"
],
"Hide the clock": [
"Ocultar el reloj"
],
"Less than a minute left.": [
"Queda menos de un minuto."
],
"No clock runs.": [
"No corre ningún reloj."
],
"No connection": [
"Sin conexión"
],
"No diagnostics": [
"Sin diagnósticos"
],
"None.": [
"Ninguna."
],
"Not saved": [
"No guardado"
],
"Not saved yet: no connection. Kept here, trying again.": [
"Todavía sin guardar: no hay conexión. Se conserva aquí; se sigue intentando."
],
"Not saved yet: the site is busy. Kept here, trying again.": [
"Todavía sin guardar: el sitio está ocupado. Se conserva aquí; se sigue intentando."
],
"Not saved: %(why)s": [
"Sin guardar: %(why)s"
],
"Not saved: a file has at most 1 MB. Make it shorter.": [
"Sin guardar: un archivo tiene como máximo 1 MB. Acórtalo."
],
"Not saved: see the message at the field.": [
"Sin guardar: mira el mensaje junto al campo."
],
"Not saved: you may have been signed out. Sign in in another tab, then save again.": [
"Sin guardar: puede que se haya cerrado tu sesión. Inicia sesión en otra pestaña y vuelve a guardar."
],
"Option %(place)s is back.": [
"La opción %(place)s vuelve a estar."
],
"Option %(place)s struck out.": [
"Opción %(place)s tachada."
],
"Passkeys of this site work at %(origin)s only; this page was opened at %(here)s.": [
"Las claves de acceso de este sitio solo funcionan en %(origin)s; esta página se abrió en %(here)s."
],
"Press Ctrl+C, or ⌘C, to copy.": [
"Pulsa Ctrl+C, o ⌘C, para copiar."
],
"Replace": [
"Reemplazar"
],
"Select words of the question first.": [
"Primero selecciona palabras de la pregunta."
],
"Selection deleted": [
"Selección borrada"
],
"Sent again in a moment. Go on.": [
"Se enviará de nuevo en un momento. Sigue."
],
"Sent as soon as it is back. Go on.": [
"Se enviará en cuanto vuelva. Sigue."
],
"Show the clock": [
"Mostrar el reloj"
],
"Sign in in another tab as the same person, then try again.": [
"Inicia sesión en otra pestaña como la misma persona y vuelve a intentarlo."
],
"Take the flag off": [
"Quitar la marca"
],
"That section is not open: this is kept, and not scored.": [
"Esa sección no está abierta: esto se guarda y no se puntúa."
],
"That was cancelled, or took too long. Try again when you like.": [
"Se canceló o tardó demasiado. Inténtalo otra vez cuando quieras."
],
"The break is over. The clock runs again.": [
"El descanso ha terminado. El reloj vuelve a correr."
],
"The break is over: the clock runs again.": [
"El descanso ha terminado: el reloj vuelve a correr."
],
"The browser does not allow passkeys at this address.": [
"El navegador no permite claves de acceso en esta dirección."
],
"The highlights of this question are removed.": [
"Se han quitado los resaltados de esta pregunta."
],
"The site does not take it. Download it and report this.": [
"El sitio no lo acepta. Descárgalo y avísanos de esto."
],
"The site is busy": [
"El sitio está ocupado"
],
"This browser has no passkeys. A newer one, or another one on this device, may have.": [
"Este navegador no tiene claves de acceso. Uno más nuevo, u otro en este dispositivo, quizá sí."
],
"This browser keeps nothing for us: %(num)s answer is in this window alone, so do not close it.": [
"Este navegador no guarda nada para nosotros: %(num)s respuesta está solo en esta ventana, así que no la cierres.",
"Este navegador no guarda nada para nosotros: %(num)s respuestas están solo en esta ventana, así que no la cierres."
],
"This device cannot check that it is you: it needs a PIN, a fingerprint or a face.": [
"Este dispositivo no puede comprobar que eres tú: necesita un PIN, una huella o una cara."
],
"This device cannot make such a passkey.": [
"Este dispositivo no puede crear una clave de acceso así."
],
"This device has a passkey of your account already.": [
"Este dispositivo ya tiene una clave de acceso de tu cuenta."
],
"This exam went on in another window. Here nothing can be changed any more.": [
"Este examen siguió en otra ventana. Aquí ya no se puede cambiar nada."
],
"This page was out of date. Try again.": [
"Esta página estaba desactualizada. Inténtalo otra vez."
],
"Time is up.": [
"Se acabó el tiempo."
],
"Time is up. Sending …": [
"Se acabó el tiempo. Enviando …"
],
"Time was up when this arrived: it is kept, and not scored.": [
"El tiempo había terminado cuando llegó esto: se guarda y no se puntúa."
],
"Try again.": [
"Inténtalo otra vez."
],
"Turn single keys off": [
"Desactivar las teclas sueltas"
],
"Turn single keys on": [
"Activar las teclas sueltas"
],
"You may have been signed out": [
"Puede que se haya cerrado tu sesión"
],
"Your device is asking you.": [
"Tu dispositivo te está preguntando."
],
"all": [
"todas"
],
"answered": [
"respondida"
],
"begun, not complete": [
"empezada, incompleta"
],
"by word": [
"palabra completa"
],
"clear": [
"vaciar"
],
"close": [
"cerrar"
],
"current match": [
"coincidencia actual"
],
"delete the last character": [
"borrar el último carácter"
],
"flagged": [
"marcada"
],
"go": [
"ir"
],
"match case": [
"mayúsculas y minúsculas"
],
"next": [
"siguiente"
],
"not answered": [
"sin responder"
],
"not sent yet: %(count)s": [
"sin enviar todavía: %(count)s"
],
"on line": [
"en la línea"
],
"previous": [
"anterior"
],
"regexp": [
"expresión regular"
],
"replace": [
"reemplazar"
],
"replace all": [
"reemplazar todo"
],
"replaced $ matches": [
"$ coincidencias reemplazadas"
],
"replaced match on line $": [
"reemplazada la coincidencia de la línea $"
],
"saved %(time)s": [
"guardado %(time)s"
],
"saving …": [
"guardando …"
]
};

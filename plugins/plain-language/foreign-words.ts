/** Words that most people would have to look up, with what can stand for them. */
export const hardWords: ReadonlyMap<string, string> = new Map(
	`adäquat=passend; administrativ=von der Verwaltung; adressat=Empfänger; akquise=Suche; aktualisieren=neu machen;
	ambulant=zu Hause; anamnese=Fragen zur Gesundheit; approbation=Zulassung; assessment=Prüfung; assistenz=Hilfe;
	audit=Prüfung; autorisieren=erlauben; autonom=selbst; barriere=Hindernis; compliance=Regeln einhalten;
	defizit=Mangel; dezidiert=genau; delegieren=abgeben; destruktiv=zerstörend; diagnose=Name der Krankheit; differenziert=genau;
	diskretion=Schweigen; disponieren=planen; dokumentieren=aufschreiben; dokumentation=Aufschreiben;
	effektiv=wirksam; effizient=sparsam; eklatant=sehr groß; elementar=wichtig; eruieren=herausfinden; eskalation=Streit; eskalieren=schlimmer werden;
	etablieren=einführen; evaluation=Prüfung; evaluieren=prüfen; evident=klar; exemplarisch=als Beispiel; explizit=ausdrücklich; extern=von außen;
	fakultativ=freiwillig; feedback=Rückmeldung; fixieren=festhalten; flexibel=beweglich; formulieren=aufschreiben; fundiert=gut begründet;
	generieren=herstellen; gremium=Gruppe; hospitation=Besuch; identifizieren=erkennen; immobil=unbeweglich; implementieren=einführen; implementierung=Einführung;
	implizieren=bedeuten; indikation=Grund; individuell=einzeln; initiieren=anfangen; inklusion=Alle gehören dazu; inkludieren=einschließen; integration=Eingliederung;
	intention=Absicht; interdisziplinär=gemeinsam; intern=im Haus; intervention=Eingreifen; intervenieren=eingreifen; investieren=ausgeben; involvieren=beteiligen;
	kompensieren=ausgleichen; kompetenz=Können; komplex=schwierig; komplikation=Schwierigkeit; kommunizieren=sprechen; kommunikation=Sprechen; konsens=Einigung; konsequenz=Folge;
	konsultieren=fragen; kontinuierlich=ständig; kontraindikation=Grund dagegen; konzipieren=planen; kooperation=Zusammenarbeit; kooperieren=zusammenarbeiten; koordinieren=abstimmen; korrelieren=zusammenhängen;
	legitimation=Nachweis; manifest=deutlich; marginal=gering; mediation=Vermittlung; mobilität=Beweglichkeit; modalität=Art und Weise; modifizieren=ändern;
	monitoring=Beobachtung; obligatorisch=Pflicht; obsolet=veraltet; onboarding=Einarbeitung; optional=freiwillig; optimieren=verbessern; option=Möglichkeit; partizipation=Mitmachen; partizipieren=mitmachen;
	perspektive=Aussicht; potenzial=Möglichkeit; priorisieren=ordnen; priorität=Vorrang; prävention=Vorbeugung; präventiv=vorbeugend; präzise=genau; primär=zuerst; prognose=Voraussage;
	prophylaxe=Vorbeugung; provisorisch=vorläufig; quartal=3 Monate; realisieren=umsetzen; reflektieren=nachdenken; reflexion=Nachdenken; regulär=normal; relevant=wichtig; relevanz=Wichtigkeit; reduzieren=kleiner machen;
	ressource=Mittel; retention=Aufbewahrung; revidieren=ändern; revision=Prüfung; sanktion=Strafe; sanktionieren=bestrafen; sekundär=danach; sensibilisieren=aufmerksam machen; signifikant=deutlich; simultan=gleichzeitig;
	spezifisch=besonders; stagnieren=stehen bleiben; stationär=im Heim; supervision=Beratung; symptom=Zeichen; temporär=für kurze Zeit; tendenziell=eher; terminieren=einen Termin machen; therapie=Behandlung;
	transparent=offen; transparenz=Offenheit; umgehend=sofort; validieren=prüfen; variabel=verschieden; verifizieren=prüfen; visitation=Besuch; workflow=Ablauf; workshop=Treffen; meeting=Treffen; call=Anruf; deadline=Frist; task=Aufgabe; tool=Werkzeug; update=Neuerung; download=Herunterladen; upload=Hochladen; account=Konto; login=Anmeldung; feature=Funktion; support=Hilfe; briefing=Besprechung; coaching=Begleitung; case-management=Begleitung`
		.split(';')
		.map((entry) => entry.trim().split('='))
		.map(([word = '', simple = '']) => [word, simple] as const),
);

/** Of foreign origin, and known to everybody. */
export const knownWords: ReadonlySet<string> = new Set(
	`information informationen station stationen person personen organisation organisationen region religion portion aktion nation situation
	medikament medikamente medikamenten dokument dokumente dokumenten moment momente instrument element parlament experiment
	telefon telefonieren foto fotos fotografieren computer internet e-mail adresse termin familie firma kontakt problem probleme problemen
	universität polizei garage etage massage passage reportage informieren informiert reparieren probieren passieren passiert funktionieren funktioniert
	studieren gratulieren kontrollieren kontrolliert notieren telefoniert repariert diskutieren diskussion kopieren kopiert operieren operation
	training trainieren pudding hobby baby party handy zylinder typ system symbol physik theater thema themen therapeut apotheke bibliothek
	rhythmus kommission million millionen version produktion elektrizität qualität aktivität nationalität tradition emotion motivation
	tourismus mechanismus beginn reservieren interessieren interessiert organisieren organisiert musik politik mathematik union pension
	position funktion explosion fernsehen ausnahme rasieren frisieren spazieren marschieren verlieren frieren schmieren regieren
	infektion infektionen`.split(/\s+/),
);

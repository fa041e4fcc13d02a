/** Sentences of the kind people write here, by the rule that they break (`hard`) or keep (`easy`) in Leichte Sprache. */
interface Labelled {
	readonly hard: readonly string[];
	readonly easy: readonly string[];
}

export const labelledSentences: Readonly<Record<string, Labelled>> = {
	longSentence: {
		hard: lines(`
			Bitte bringen Sie zum Gespräch am Montag alle Papiere und auch Ihren Ausweis mit.
			Sie bekommen von uns jeden Monat einen Brief mit dem Plan für die nächsten Wochen.
			In der Küche hängt ein Plan mit den Namen von allen Menschen im Haus.
			Am ersten Tag zeigt Ihnen eine Kollegin das Haus und den Garten und die Küche.
			Der Bus fährt jeden Tag um 8 Uhr vom Haus zur Arbeit und zurück.
			Rufen Sie uns bitte vor 10 Uhr an und sagen Sie uns Ihren Namen.
			Das Amt schickt Ihnen einen Brief mit vielen Fragen zu Ihrem Geld und Ihrer Wohnung.
			Die Leitung spricht morgen mit Ihnen und Ihren Eltern über den Umzug in das neue Haus.
			Wir treffen uns jeden zweiten Dienstag um 15 Uhr im großen Raum neben der Küche.
			Im Sommer fahren alle aus der Gruppe zusammen für 5 Tage an die Nordsee.
			Legen Sie den Schlüssel nach der Arbeit bitte immer in den Kasten neben der Tür.
			Sie können den Antrag im Büro oder zu Hause mit Hilfe von uns schreiben.
			Nehmen Sie die Tabletten bitte morgens mit einem Glas Wasser und etwas zu essen.
			Am Freitag kommt eine Frau vom Amt und spricht mit Ihnen über Ihre Ziele.
			Der Arzt fragt Sie nach Ihren Schmerzen und schreibt alles in ein kleines Buch.`),
		easy: lines(`
			Bringen Sie Ihren Ausweis mit.
			Sie bekommen jeden Monat einen Brief von uns.
			In der Küche hängt ein Plan.
			Eine Kollegin zeigt Ihnen das Haus.
			Der Bus fährt um 8 Uhr.
			Rufen Sie uns vor 10 Uhr an.
			Sie schreiben z. B. an Dr. Meier in der Nr. 4.
			Sagen Sie am Telefon: Ich bin krank. Ich komme heute nicht zur Arbeit.
			Wir treffen uns am 3. Mai um 15 Uhr im großen Raum.
			Im Sommer fahren wir an die Nordsee.
			Legen Sie den Schlüssel in den Kasten.
			Das steht auf der Seite https://verbund.example/mein/langer/weg/zu/einer/seite.
			Nehmen Sie die Tabletten mit Wasser.
			Rufen Sie {{organisation.phone}} an.
			Der Arzt fragt Sie nach Ihren Schmerzen. Er schreibt alles in ein Buch.`),
	},
	severalStatements: {
		hard: lines(`
			Wir helfen Ihnen, weil Sie krank sind.
			Sagen Sie uns, dass Sie heute später kommen.
			Sie rufen an, damit wir Bescheid wissen.
			Wenn es brennt, gehen Sie raus.
			Sie kommen ins Büro und wir sprechen über den Antrag.
			Das ist der Mann, der Ihnen morgen hilft.
			Sie bekommen Geld, obwohl Sie arbeiten.
			Bevor Sie gehen, schließen Sie die Fenster.
			Der Brief kommt später, aber Sie müssen nichts tun.
			Fragen Sie die Frau, die am Eingang sitzt.
			Weil der Bus nicht fährt, gehen wir zu Fuß.
			Wir warten, bis alle da sind, bevor wir anfangen.
			Sie zahlen nichts, denn die Kasse bezahlt alles.
			Nachdem Sie unterschrieben haben, bekommen Sie das Geld.
			Rufen Sie an, sobald Sie zu Hause sind.
			Füllen Sie den Antrag aus und unterschreiben Sie ihn.`),
		easy: lines(`
			Ihr Bus, der Zug und das Taxi stehen bereit.
			Waschen und trocknen Sie die Hände.
			Sie sind krank. Dann helfen wir Ihnen.
			Kommen Sie heute später?
			Rufen Sie uns an.
			Es brennt? Gehen Sie raus.
			Sie bekommen Geld, Kleidung und Essen.
			Der Mann hilft Ihnen morgen.
			Bringen Sie Ausweis, Brief und Schlüssel mit.
			Schließen Sie zuerst die Fenster.
			Sie dürfen rufen und winken.
			Die Frau sitzt am Eingang.
			Der Bus fährt heute nicht.
			Wir warten auf alle.
			Während der Arbeit trinken Sie viel Wasser.
			Sie unterschreiben den Brief.
			Ja, das geht.`),
	},
	longWord: {
		hard: lines(`
			Bringen Sie den Schwerbehindertenausweis mit.
			Sie brauchen einen Arbeitsvertrag.
			Die Krankenkasse bezahlt das.
			Der Gesamtplan ist fertig.
			Das steht im Mietvertrag.
			Wir treffen uns am Sammelplatz.
			Rufen Sie die Telefonnummer an.
			Die Wohngruppe isst zusammen.
			Der Dienstplan hängt im Büro.
			Im Pflegeheim gibt es Kaffee.
			Das ist Ihr Arbeitsplatz.
			Die Grundsicherung ist Geld vom Amt.
			Sie brauchen eine Krankmeldung.
			Der Hausarzt schreibt eine Überweisungsliste.
			Das Betreuungsgericht entscheidet.`),
		easy: lines(`
			Bringen Sie den Ausweis mit.
			Sie brauchen einen Arbeits-Vertrag.
			Die Kranken-Kasse bezahlt das.
			Der Gesamt·plan ist fertig.
			Das steht im Miet-Vertrag.
			Wir haben viele Informationen für Sie.
			Rufen Sie die Telefon-Nummer an.
			Die Bewohnerinnen essen zusammen.
			Sie können uns unterschreiben lassen.
			Die Mitarbeiter helfen Ihnen.
			Unterstützung bekommen Sie im Büro.
			Am Donnerstag ist geschlossen.
			Sie haben am Wochenende Geburtstag.
			Die Entscheidung treffen Sie selbst.
			Die Medikamente bekommen Sie morgens.`),
	},
	passive: {
		hard: lines(`
			Der Brief wird am Montag verschickt.
			Sie werden vom Arzt untersucht.
			Die Tür muss geschlossen werden.
			Das Geld wurde überwiesen.
			Der Antrag ist geprüft worden.
			Im Haus wird gekocht.
			Die Wäsche wird jeden Tag gewaschen.
			Sie werden angerufen.
			Das Zimmer soll morgen geputzt werden.
			Die Schlüssel wurden verloren.
			Hier wird gebaut.
			Der Termin wird von uns verschoben.
			Die Medikamente werden morgens ausgegeben.
			Wichtige Fragen werden besprochen.
			Sie werden darüber informiert.`),
		easy: lines(`
			Wir schicken den Brief am Montag.
			Der Arzt untersucht Sie.
			Schließen Sie die Tür.
			Es wird kalt.
			Sie werden gesund.
			Herr Meier wird unser neuer Leiter.
			Morgen werden wir kochen.
			Das ist verboten.
			Die Tür ist geöffnet.
			Sie werden bald Post bekommen.
			Das Wetter wird gut.
			Anna wird Lehrerin.
			Wir werden Ihnen helfen.
			Die Straße wird breit.
			Er wird morgen nicht kommen, er hat abgesagt.`),
	},
	subjunctive: {
		hard: lines(`
			Wir würden Ihnen gerne helfen.
			Das wäre schön.
			Sie könnten morgen kommen.
			Sie müssten unterschreiben.
			Ich hätte eine Frage.
			Er sagt, er sei krank.
			Sie sollten viel trinken.
			Der Arzt meint, sie habe Fieber.
			Dann dürften Sie fahren.
			Es gäbe noch einen Weg.
			Wir bräuchten Ihren Ausweis.
			Man könne dort essen.
			Das ließe sich ändern.
			Wenn wir wüssten, wie es geht.
			Es sei denn, Sie sind krank.`),
		easy: lines(`
			Wir helfen Ihnen gerne.
			Das ist schön.
			Sie können morgen kommen.
			Sie müssen unterschreiben.
			Ich habe eine Frage.
			Seien Sie pünktlich.
			Möchten Sie Kaffee?
			Sei leise.
			Sie dürfen fahren.
			Gestern war er krank.
			Sie hatten Fieber.
			Sie konnten nicht kommen.
			Ich werde kommen.
			Wir mögen Musik.
			Dort essen wir.`),
	},
	genitive: {
		hard: lines(`
			Das ist das Büro des Leiters.
			Wegen des Regens bleiben wir hier.
			Die Adresse des Amtes steht im Brief.
			Die Rechte der Menschen sind wichtig.
			Am Anfang des Monats bekommen Sie Geld.
			Das ist der Hund eines Nachbarn.
			Fragen Sie die Leitung der Gruppe.
			Die Farbe Ihres Autos ist rot.
			Trotz der Kälte gehen wir raus.
			Der Name des neuen Arztes ist Meier.
			Innerhalb der Woche kommt der Brief.
			Das ist ein Zeichen der Freundschaft.
			Die Dauer der Behandlung ist kurz.
			Am Ende der Straße ist der Bus.
			Das Zimmer meines Bruders ist groß.`),
		easy: lines(`
			Das ist das Büro von dem Leiter.
			Es regnet. Wir bleiben hier.
			Die Adresse von dem Amt steht im Brief.
			Alle Menschen haben Rechte.
			Das ist der Hund von einem Nachbarn.
			Dann hilft der Leiter Ihnen.
			Fragen Sie in der Gruppe.
			Ihr Auto ist rot.
			Am Montag kommt der Arzt.
			Sagen Sie der Leitung Bescheid.
			Geben Sie Herrn Meier Bescheid.
			Dieses Haus ist groß.
			Eines ist wichtig.
			Ist der Bus da?
			Die Frau, der Sie helfen.`),
	},
	negation: {
		hard: lines(`
			Sie müssen nicht kommen.
			Das ist kein Problem.
			Rauchen Sie nie im Zimmer.
			Niemand darf das lesen.
			Sie bezahlen nichts.
			Wir haben keine Zeit.
			Weder Sie noch wir bezahlen.
			Benutzen Sie niemals den Aufzug.
			Gehen Sie nicht zurück.
			Sie haben keinen Ausweis.
			Das gibt es nirgends.
			Wir sagen es niemandem.
			Das dürfen Sie keinesfalls tun.
			In keinem Zimmer ist Licht.
			Nichts ist passiert.`),
		easy: lines(`
			Sie dürfen zu Hause bleiben.
			Das ist einfach.
			Rauchen Sie draußen.
			Nur Sie dürfen das lesen.
			Das ist kostenlos.
			Wir haben später Zeit.
			Die Kasse bezahlt.
			Nehmen Sie die Treppe.
			Bleiben Sie draußen.
			Ihr Ausweis fehlt.
			Das gibt es überall.
			Das bleibt geheim.
			Die Nichte kommt morgen.
			Das Licht ist aus.
			Alles ist gut.`),
	},
	abbreviation: {
		hard: lines(`
			Bringen Sie z. B. Ihren Ausweis mit.
			Das sind ca. 10 Euro.
			Sie bekommen ggf. mehr Geld.
			Kaufen Sie Brot, Milch usw. ein.
			Das steht im SGB.
			Sie haben einen GdB von 50.
			Arbeiten Sie in der WfbM?
			Kommen Sie bzw. rufen Sie an.
			Das ist d.h. kostenlos.
			Unsere Tel. ist 112.
			Das kostet inkl. Essen 5 Euro.
			Sie wohnen in der Str. am Park.
			Das BTHG ist ein Gesetz.
			Wir treffen uns evtl. morgen.
			Das sind max. 3 Tage.`),
		easy: lines(`
			Bringen Sie zum Beispiel Ihren Ausweis mit.
			Das sind ungefähr 10 Euro.
			Sie bekommen vielleicht mehr Geld.
			Kaufen Sie Brot und Milch.
			Das steht im Sozial-Gesetz-Buch.
			Der Computer heißt auch PC.
			Wir sehen zusammen TV.
			Geben Sie Ihre PIN ein.
			Das ist kostenlos.
			Unser Telefon ist da.
			Das ist eine andere Art.
			Sie wohnen am Park.
			Das machen wir am 3. Mai.
			NICHT betreten!
			Sie bekommen eine SMS.`),
	},
	foreignWord: {
		hard: lines(`
			Die Evaluation ist im Mai.
			Wir implementieren das System.
			Das ist obligatorisch.
			Die Partizipation ist wichtig.
			Das ist eine Intervention.
			Wir kommunizieren das.
			Das sind wichtige Ressourcen.
			Das ist nicht relevant.
			Die Prophylaxe hilft.
			Das ist eine Deadline.
			Wir haben ein Meeting.
			Der Klient braucht Supervision.
			Das ist temporär.
			Die Kommunalisierung kommt.
			Das ist Kapitalismus.`),
		easy: lines(`
			Die Prüfung ist im Mai.
			Wir haben ein Telefon.
			Das ist Pflicht.
			Sie bekommen Informationen.
			Wir helfen sofort.
			Rufen Sie die Polizei.
			Das sind Ihre Medikamente.
			Die Station ist im Haus.
			Der Frühling kommt.
			Sie verlieren den Schlüssel.
			Das sind viele Tiere.
			Die Organisation hilft.
			Wir reparieren die Tür.
			Das Dokument ist wichtig.
			Gehen Sie in die Apotheke.`),
	},
	romanNumeral: {
		hard: lines(`
			Das steht im SGB IX.
			Das ist Kapitel III.
			Lesen Sie Teil II.
			Sie haben Stufe IV.
			Das ist Band VII.
			Karl XVI. war König.
			Das Haus ist aus MCMXC.
			Das steht im Buch XII.
			Ludwig XIV. war König.
			Lesen Sie Abschnitt VI.
			Das ist Gruppe III.
			Sie sind in Klasse VIII.
			Das steht im Gesetz-Buch XI.
			Das ist Teil I.
			Wir sind im Raum XX.`),
		easy: lines(`
			Das steht im 9. Buch.
			Das ist Kapitel 3.
			Lesen Sie Teil 2.
			Sie hören eine CD.
			Wir nehmen Größe XL.
			Der MD kommt morgen.
			Vitamin C ist gesund.
			Das ist Haus D.
			Sie sind in Klasse 8.
			Ich bin da.
			Mix es gut.
			Der DJ spielt Musik.
			Das ist Raum 20.
			Ihr Lebens-Lauf heißt auch CV.
			Das ist Gruppe 3.`),
	},
	largeNumber: {
		hard: lines(`
			In der Stadt leben 14.795 Menschen.
			Das kostet 100.000 Euro.
			In Deutschland leben 83 Millionen Menschen.
			Es gibt 1.250.000 Anträge.
			Das sind 250000 Euro.
			Wir haben 12.000 Seiten.
			Das Haus kostet 2 Millionen Euro.
			Es gibt 3 Milliarden Menschen.
			Dort arbeiten 45.300 Leute.
			Das sind 1.000.000 Schritte.
			Wir bekommen 75.000 Euro.
			Das Amt hat 22.500 Briefe.
			Eine Million Menschen wohnen da.
			Die Stadt hat 600000 Einwohner.
			Es waren 31.415 Stunden.`),
		easy: lines(`
			In der Stadt leben viele Menschen.
			Das kostet 100 Euro.
			Rufen Sie 112 an.
			Unsere Nummer ist 0441 123456.
			Wir wohnen in 26122 Oldenburg.
			Wir haben 12 Seiten.
			Rufen Sie die Nummer 116 117 an.
			Seit 2019 gibt es uns.
			Dort arbeiten 45 Leute.
			Das sind 1.000 Schritte.
			Sie bekommen 750 Euro.
			Telefon: 441987654
			Das war im Jahr 1998.
			Die Stadt ist groß.
			Ihre Kunden-Nummer: 123456789`),
	},
	percentage: {
		hard: lines(`
			Das sind 50 Prozent.
			Sie zahlen 20 % weniger.
			Nur 3,5 Prozent sind krank.
			100% sind da.
			Sie bekommen 75 % vom Lohn.
			Das ist 1 Prozent.
			10 % der Menschen arbeiten.
			Der Preis steigt um 2,5 %.
			Es sind 90 Prozent.
			Wir brauchen 60 %.
			Das sind 12 Prozent.
			Sie zahlen 0 %.
			Etwa 33 Prozent lesen das.
			Es fehlen 5 %.
			Mehr als 80 Prozent kommen.`),
		easy: lines(`
			Das ist die Hälfte.
			Sie zahlen 20 Euro weniger.
			Nur wenige sind krank.
			Alle sind da.
			Sie bekommen den Lohn.
			Das ist wenig.
			1 von 10 Menschen arbeitet.
			Der Preis steigt.
			Es sind fast alle.
			Wir brauchen 60 Stühle.
			Das sind 12 Menschen.
			Sie zahlen nichts.
			Etwa ein Drittel liest das.
			Es fehlen 5 Tassen.
			Viele kommen.`),
	},
	numericDate: {
		hard: lines(`
			Kommen Sie am 3.5.2026.
			Der Brief ist vom 03.05.26.
			Wir treffen uns am 24.12.
			Das Datum ist 2026-05-03.
			Am 1.1. ist frei.
			Bis zum 30.6.2027 haben Sie Zeit.
			Sie sind am 12.08.1990 geboren.
			Der Kurs ist am 7.9.
			Vom 1.4. bis Mai ist zu.
			Der Arzt kommt am 15.10.
			Am 31.12.2026 ist Schluss.
			Die Frist ist der 5. 11. 2026.
			Das war am 9.11.89.
			Ab dem 2.2.2027 geht es los.
			Wir feiern am 20.3.`),
		easy: lines(`
			Kommen Sie am 3. Mai 2026.
			Der Brief ist vom Montag.
			Wir treffen uns am 24. Dezember.
			Das Datum ist wichtig.
			Am 1. Januar ist frei.
			Die Version ist 1.2.3.
			Sie sind im August geboren.
			Der Kurs ist am Abend.
			Das kostet 3.50 Euro.
			Der Arzt kommt um 15.30 Uhr.
			Wir sind im Raum 3.12.
			Im November ist Schluss.
			Rufen Sie 0441-12-34 an.
			Im Jahr 2027 geht es los.
			Wir feiern im Frühling.`),
	},
};

function lines(text: string): readonly string[] {
	return text
		.trim()
		.split('\n')
		.map((line) => line.trim());
}
